"""What a certificate says."""

from dataclasses import dataclass
from datetime import date

from cedu.model.certificate import Look

_USUAL = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What is the same on all certificates of a level in a language.

    `logo` and `signature` are pictures: paths from the workspace's root, or nothing. `site` is the address of the issuer's pages, where
    certificates can be verified.
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
    look: Look = _USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one award adds: `link` is the page that the QR code leads to.

    Nobody takes one that is a `test` or a `specimen` for real.
    """

    name: str
    number: str
    awarded_on: date
    valid_until: date | None = None
    link: str = ""
    test: bool = False
    specimen: bool = False
