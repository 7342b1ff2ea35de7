"""What certificates say in these tests, and how they are looked at."""

import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cedu.rendering.certificate.contents import Face, Facts
from cedu.rendering.certificate.printer import Printer

FACE = Face(
    organization="Example <Learning>",
    issuer="Example Academy",
    certification="Certified author",
    level="Associate",
    achievement="writes & ships a course",
    language="en",
    site="https://verify.example.org/",
    signatory="Grace Example",
    signatory_role="Head of education",
)
FACTS = Facts(
    name="Ada Lovelace",
    number="CEDU-2026-7K3M-9QXA4",
    awarded_on=date(2026, 3, 1),
    valid_until=date(2028, 3, 1),
    link="https://verify.example.org/c/CEDU-2026-7K3M-9QXA4/",
)


@dataclass(frozen=True)
class Drawn:
    """A certificate without its credential, and its parts."""

    pdf: bytes

    @cached_property
    def opened(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.pdf))

    @cached_property
    def text(self) -> str:
        """What a reader copies out of it."""
        said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=self.pdf, capture_output=True, check=True)
        assert said.stderr == b""
        return " ".join(said.stdout.decode().split())

    def holds(self, text: str) -> bool:
        """Does it say `text`, on however many lines?"""
        return bare(text) in bare(self.text)


def bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


class Press:
    """Draws a certificate with some of its face and facts changed."""

    def __init__(self, root: Path) -> None:
        self.printer = Printer(root)

    def tried(self, **changes: Any) -> bytes | str:
        """The certificate, or why it can't be drawn."""
        face = replace(FACE, **{key: value for key, value in changes.items() if hasattr(FACE, key)})
        facts = replace(FACTS, **{key: value for key, value in changes.items() if hasattr(FACTS, key)})
        template = self.printer.template(face)
        if isinstance(template, str):
            return template
        page = self.printer.page(template, facts)
        return page if isinstance(page, str) else template.content + page

    def drawn(self, **changes: Any) -> Drawn:
        pdf = self.tried(**changes)
        assert isinstance(pdf, bytes), pdf
        return Drawn(pdf)


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(Path("nowhere"))


@pytest.fixture
def own(tmp_path: Path) -> Press:
    """The press of a workspace that a test puts files into."""
    return Press(tmp_path)
