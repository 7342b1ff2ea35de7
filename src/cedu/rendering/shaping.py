"""Text as glyphs: any script, in the order in which it is read on paper, joined and stacked as its writers do; or why not.

A name that is drawn wrong is worse than none: whatever no font here has is refused in words. Lengths are in 1/1000 of the font's size.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cedu.rendering.fonts import Font, FontSource


class Glyph(NamedTuple):
    """A glyph of a font: how far it moves the pen, and where from the pen it is drawn (to the right, and up).

    `text` is what its cluster stands for, at the first glyph of a cluster from the left; empty at its others.
    """

    id: int
    advance: float
    x: float
    y: float
    text: str


class Run(NamedTuple):
    """Glyphs of one font, from left to right."""

    font: Font
    glyphs: tuple[Glyph, ...]


class Line(NamedTuple):
    """A line from left to right; `is_rtl` says that its reader starts at the right."""

    runs: tuple[Run, ...]
    width: float
    is_rtl: bool


class Typesetter:
    """Sets texts in the fonts of a design, found by their names, and in what can take their place."""

    def __init__(self, fonts: Mapping[str, FontSource], folders: tuple[Path, ...] = ()) -> None:
        raise NotImplementedError

    def line(self, text: str, names: Sequence[str], language: str, tracking: float = 0) -> Line | str:
        """`text` on one line, in the first of these fonts that has its characters; or why it can't be drawn.

        `tracking` is room between letters, which scripts that are joined don't take.
        """
        raise NotImplementedError

    def lines(self, text: str, names: Sequence[str], language: str, room: float, tracking: float = 0) -> list[Line] | str:
        """`text` on as few lines as fit into `room`; a word that is wider has a line of its own, and sticks out."""
        raise NotImplementedError


def uses(lines: Iterable[Line]) -> dict[Font, dict[int, str]]:
    """The glyphs of each font, in order, and the text that each stands for by itself (empty where that can't be said)."""
    raise NotImplementedError
