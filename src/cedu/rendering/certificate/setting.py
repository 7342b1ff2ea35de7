"""Texts set into boxes: as large as they may be, smaller where they are long, on more lines where they are longer, and never cut."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import atan2, cos, hypot, sin
from typing import NamedTuple

from cedu.rendering.certificate.boxes import Place, Text
from cedu.rendering.certificate.objects import number, string
from cedu.rendering.embedding import Embedded, shown
from cedu.rendering.fonts import Font
from cedu.rendering.shaping import Line, Typesetter

# The least size of any letter, and the steps in which letters get smaller, in points.
_LEAST = 6.0
_STEP = 0.25
# From the top of a line to its baseline, in units of the size, where lines follow one another at 1.2.
_ASCENT = 0.78
_CAPITAL = 0.66
_KEPT = 500  # lines: dates come again, names do not


class Block(NamedTuple):
    """Lines that are set: each with the place of its baseline's left end in points; `turn` is the angle, as cosine and sine.

    `spelt` is the text of letters that stand so far apart that readers would take them for words.
    """

    lines: tuple[tuple[Line, float, float], ...]
    size: float
    colour: str
    turn: tuple[float, float] = (1.0, 0.0)
    spelt: str = ""

    def operators(self, fonts: Mapping[Font, tuple[str, Embedded]]) -> bytes:
        """What draws them."""
        if not self.lines:
            return b""
        across, up = self.turn
        parts = [f"BT {rgb(self.colour)} rg\n".encode()]
        for line, x, y in self.lines:
            place = " ".join(f"{each:.5g}" for each in (across, up, -up, across))
            parts.append(f"{place} {number(x)} {number(y)} Tm\n".encode() + shown(line, self.size, fonts) + b"\n")
        parts.append(b"ET\n")
        if self.spelt:  # ISO 32000-1, 14.9.4
            parts = [f"/Span <</ActualText{string(self.spelt)}>> BDC\n".encode(), *parts, b"EMC\n"]
        return b"".join(parts)


class Setter:
    """Sets texts of one language in the fonts of one design."""

    def __init__(self, typesetter: Typesetter, language: str, *, is_rtl: bool) -> None:
        self._typesetter = typesetter
        self._language = language
        self._is_rtl = is_rtl
        self._line = lru_cache(_KEPT)(self._shaped)

    def _shaped(self, text: str, font: str, tracking: float) -> Line | str:
        return self._typesetter.line(text, (font,), self._language, tracking)

    def line(self, text: str, box: Text) -> Line | str:
        """`text` on one line as a box has it, however long, or why it can't be drawn."""
        return self._line(text, box.font, _tracking(box))

    def block(self, text: str, box: Text, place: Place) -> Block | str:
        """`text` in its place, or why it can't be drawn."""
        if not text:
            return Block((), box.size, box.colour)
        found = self._fitted(text, box, place)
        if isinstance(found, str):
            return found
        size, lines = found
        leading = size * box.leading
        spare = place.height - leading * len(lines)
        above = {"top": 0.0, "middle": spare / 2, "bottom": spare}[box.vertical] if spare > 0 or len(lines) == 1 else 0.0
        first = place.y + place.height - above - size * (_ASCENT + (box.leading - 1.2) / 2)
        rows = ((line, place.x + self._indent(line, size, box, place), first - row * leading) for row, line in enumerate(lines))
        return Block(tuple(rows), size, box.colour, spelt=text if box.tracking and len(lines) == 1 else "")

    def _indent(self, line: Line, size: float, box: Text, place: Place) -> float:
        spare = place.width - line.width * size / 1000
        if box.align == "centre":
            return spare / 2
        return spare if (box.align == "end") != self._is_rtl else 0.0

    def _fitted(self, text: str, box: Text, place: Place) -> tuple[float, list[Line]] | str:
        """The size in points and the lines that make `text` fit."""
        tracking = _tracking(box)
        whole = self._line(text, box.font, tracking)
        if isinstance(whole, str):
            return whole
        least = min(box.least_size or box.size, box.size)
        widest = place.width * 1000 / whole.width if whole.width else box.size
        alone = min(box.size, widest // _STEP * _STEP)
        if alone >= box.size or (alone >= least and (box.long == "shrink" or box.lines == 1)):
            return alone, [whole]
        for size in (*_sizes(box.size, least), *_sizes(least, _LEAST)):
            lines = self._typesetter.lines(text, (box.font,), self._language, place.width * 1000 / size, tracking)
            if isinstance(lines, str):
                return lines
            fits = all(line.width * size <= place.width * 1000 for line in lines)
            if fits and len(lines) <= box.lines and (len(lines) == 1 or len(lines) * size * box.leading <= place.height + 0.01):
                return size, lines
        return f"`{text}` is too long for its place on the certificate"

    def mark(self, text: str, font: str, colour: str, page: tuple[float, float]) -> Block | str:
        """`text` from corner to corner of a page of this width and height in points."""
        line = self._line(text, font, 60)
        if isinstance(line, str):
            return line
        width, height = page
        turn = atan2(height, width)
        size = min(0.74 * hypot(width, height) * 1000 / line.width, 0.4 * min(width, height))
        long = line.width * size / 1000
        along, across = (cos(turn), sin(turn)), (-sin(turn), cos(turn))
        x, y = (page[i] / 2 - along[i] * long / 2 - across[i] * size * _CAPITAL / 2 for i in (0, 1))
        return Block(((line, x, y),), size, colour, along, spelt=text)


def _tracking(box: Text) -> float:
    """Room between letters in 1/1000 of the size, so that it shrinks with it."""
    return round(box.tracking / box.size * 1000, 3)


def _sizes(most: float, least: float) -> Iterator[float]:
    """From the largest to the least."""
    for step in range(int((most - least) / _STEP) + 1 if most >= least else 0):
        yield most - step * _STEP


@lru_cache(256)
def rgb(colour: str) -> str:
    """Red, green and blue of `#rrggbb` as PDF has them: from 0 to 1."""
    return " ".join(number(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """All lines of some blocks."""
    return (line for block in blocks for line, _, _ in block.lines)
