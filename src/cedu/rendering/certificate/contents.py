"""What a certificate says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Paper = Literal["a4", "letter"]
Orientation = Literal["landscape", "portrait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What is the same on all certificates of a level in a language.

    `logo` and `signature` are pictures: paths from the workspace's root, or nothing. `site` is the address of the issuer's pages, where
    certificates can be verified; `design` a folder in `templates/certificate/`.
    """

    organization: str
    issuer: str
    certification: str
    level: str
    achievement: str
    language: str
    logo: str = ""
    site: str = ""
    signatory: str = ""
    signatory_role: str = ""
    signature: str = ""
    design: str = "rosette"
    paper: Paper = "a4"
    orientation: Orientation = "landscape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one award adds: `link` is the page that the QR code leads to. `test` and `specimen` are marked so that nobody takes them for real."""

    name: str
    number: str
    awarded_on: date
    valid_until: date | None = None
    link: str = ""
    test: bool = False
    specimen: bool = False
