"""Draws certificates."""

from dataclasses import dataclass
from pathlib import Path

from cedu.rendering.certificate.contents import Face, Facts


@dataclass(frozen=True, slots=True)
class Template:
    """The first bytes of every certificate with the same face: `content`, and their SHA-256 in hexadecimal digits."""

    sha256: str
    content: bytes


class Printer:
    """Draws certificates for the workspace at `root`. The same face and facts give the same bytes, in any process."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def template(self, face: Face) -> Template | str:
        """What all certificates with this face begin with, or why it can't be drawn; drawn once, and kept."""
        raise NotImplementedError

    def page(self, template: Template, facts: Facts) -> bytes | str:
        """What follows the template's bytes on one certificate, or why it can't be drawn. Both together are a whole PDF."""
        raise NotImplementedError
