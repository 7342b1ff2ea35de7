"""Texts in a picture, as large as there is room for."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from cedu.rendering.shaping import Line, Typesetter


class Room(NamedTuple):
    """The room that a text has, in pixels: its font, its sizes from the largest, its most lines, and how far apart they are, in sizes."""

    width: float
    font: str
    sizes: range
    lines: int
    colour: str
    leading: float
    height: float = inf
    tracking: float = 0


class Lettering(NamedTuple):
    """Lines of a size."""

    room: Room
    lines: Sequence[Line]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.lines) * self.size * self.room.leading


def fitted(setter: Typesetter, room: Room, text: str, language: str) -> Lettering | str:
    """A text in the largest size in which it fits; the smallest is taken whether it does or not. Or why it can't be drawn."""
    found = Lettering(room, (), room.sizes[0])
    for size in room.sizes:
        lines = setter.lines(text, (room.font,), language, room.width / size * 1000, room.tracking)
        if isinstance(lines, str):
            return lines
        found = Lettering(room, lines, size)
        wide = max((line.width * size / 1000 for line in lines), default=0)
        if wide <= room.width and len(lines) <= room.lines and found.height <= room.height:
            break
    return found
