"""Which way texts run: the order in which the pieces of a paragraph stand on a line, where some run from right to left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cedu.rendering import bidi
from cedu.rendering.clusters import clusters
from cedu.rendering.paper.boxes import Box, Chance, Glyphs, Piece, Placed, Space, Turn
from cedu.rendering.paper.canvases import Canvas
from cedu.rendering.paper.faces import starts_right
from cedu.rendering.paper.shapes import Set, Stretched, Strokes

# What stands for a picture or a blank, and for a formula, which runs from left to right whatever it stands in.
_THING, _FORMULA = "\ufffc", "x"


@dataclass(frozen=True, slots=True)
class Standing:
    """A box with its place on the line, counted from the left; or room between two, so wide."""

    box: Box | None
    place: int
    width: float
    ascent: float = 0
    depth: float = 0

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        if self.box:
            self.box.draw(canvas, x, y)


def directed(pieces: list[Piece]) -> list[Piece]:
    """The same pieces; where any runs from right to left, or the paper does, each with its place and its direction."""
    texts = [_text(piece) for piece in pieces]
    text = "".join(texts)
    rtl = bidi.is_rtl(text, starts_right())
    if not text or not (rtl or starts_right() or bidi.is_mixed(text)):
        return pieces
    starts = clusters(text)
    order = bidi.order(text, starts, rtl)
    found: list[Piece] = []
    at = number = 0
    for piece, each in zip(pieces, texts, strict=True):
        first = number
        at += len(each)
        while number < len(starts) and starts[number] < at:
            number += 1
        found += _standing(piece, at - len(each), starts[first:number], order.places[first:number], order.is_rtl[first:number])
    return found


def _text(piece: Piece) -> str:
    match piece:
        case Glyphs():
            return piece.text
        case Space():
            return " "
        case Turn():
            return "\u2028"
        case Chance():
            return ""
        case Set() | Stretched() | Strokes():
            return _FORMULA
        case _:
            return _THING


def _standing(piece: Piece, at: int, starts: Sequence[int], places: Sequence[int], ways: Sequence[bool]) -> list[Piece]:
    """A piece with its place, in parts where they don't stand beside one another."""
    if isinstance(piece, Turn | Chance) or not starts:
        return [piece]
    if isinstance(piece, Space):
        return [Space(piece.width, Standing(piece.tint, places[0], piece.width))]
    if not isinstance(piece, Glyphs):
        return [Standing(piece, places[0], piece.width, piece.ascent, piece.depth)]
    found: list[Piece] = []
    first = 0
    for number in range(1, len(starts) + 1):
        step = -1 if ways[first] else 1
        if number < len(starts) and ways[number] == ways[first] and places[number] - places[number - 1] in (0, step):
            continue
        start, end = starts[first] - at if first else 0, starts[number] - at if number < len(starts) else len(piece.text)
        found.append(replace(piece, text=piece.text[start:end], rtl=ways[first], place=min(places[first:number])))
        first = number
    return found


def arranged(line: Sequence[Placed]) -> list[Placed]:
    """The boxes of a line where they stand: from the left, or on paper that starts at the right from there."""
    if not any(_place(placed.box) is not None for placed in line):
        return list(line)
    boxes = [placed.box for placed in line]
    numbers = sorted(range(len(boxes)), key=lambda number: (_place(boxes[number]) or 0, -number if _is_rtl(boxes[number]) else number))
    found: list[Placed] = []
    at = 0.0
    for number in reversed(numbers) if starts_right() else numbers:
        found.append(Placed(at, boxes[number]))
        at += boxes[number].width
    return found


def _place(box: Box) -> int | None:
    return box.place if isinstance(box, Glyphs | Standing) else None


def _is_rtl(box: Box) -> bool:
    return isinstance(box, Glyphs) and bool(box.rtl)
