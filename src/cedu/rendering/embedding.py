"""Fonts inside a PDF: TrueType subsets as Type 0 fonts (ISO 32000-1, 9.7), and text shown with them. The same bytes for the same glyphs."""

from collections.abc import Mapping
from dataclasses import dataclass

from cedu.rendering.fonts import Font
from cedu.rendering.shaping import Line


@dataclass(frozen=True, slots=True)
class Embedded:
    """A subset: the code of each glyph (two bytes in a text), its width in 1/1000 em and its text."""

    name: str
    program: bytes
    codes: Mapping[int, int]
    widths: Mapping[int, int]
    texts: Mapping[int, str]

    def objects(self, first: int) -> list[bytes]:
        """The bodies of this font's five objects, which are to be numbered from `first`; the first is the one that pages refer to."""
        raise NotImplementedError


def embedded(font: Font, glyphs: Mapping[int, str]) -> Embedded | str:
    """The subset of a font with these glyphs (`shaping.uses`), or why it can't be made."""
    raise NotImplementedError


def latin(font: Font) -> Mapping[int, str]:
    """The glyphs that Latin names need, whoever bears them: Latin-1, Latin Extended-A, Romanian, Vietnamese and what they are joined to."""
    raise NotImplementedError


def shown(line: Line, size: float, fonts: Mapping[Font, tuple[str, Embedded]]) -> bytes:
    """The operators that show a line, between `BT` with its place and `ET`; by font, its name among the page's resources."""
    raise NotImplementedError
