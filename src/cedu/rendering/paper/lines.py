"""Lines of a paragraph: pieces set beside one another as long as there is room."""

from dataclasses import replace
from itertools import pairwise

from cedu.rendering.clusters import clusters
from cedu.rendering.paper.boxes import Box, Chance, Glyphs, Line, Piece, Placed, Space, Turn
from cedu.rendering.paper.ways import arranged, directed


def lines(pieces: list[Piece], room: float) -> list[Line]:
    """`pieces` in lines at most `room` wide; a word that is wider than a line is cut."""
    found: list[Line] = []
    line: list[Placed] = []
    at, gap = 0.0, 0.0
    tint: Box | None = None
    for words, after in _words(directed(pieces)):
        for word in _cut(words, room):
            wide = sum(box.width for box in word)
            if line and at + gap + wide > room + 0.01:
                found.append(_line(arranged(line)))
                line, at, gap = [], 0.0, 0.0
            if line and tint:
                line.append(Placed(at, tint))
            at += gap if line else 0.0
            for box in word:
                line.append(Placed(at, box))
                at += box.width
            gap, tint = 0.0, None
        if isinstance(after, Space):
            gap += after.width
            tint = after.tint
        elif isinstance(after, Turn):
            found.append(_line(arranged(line)))
            line, at, gap = [], 0.0, 0.0
    if line:
        found.append(_line(arranged(line)))
    return found


def _words(pieces: list[Piece]) -> list[tuple[list[Box], Space | Turn | Chance | None]]:
    """What may not be parted, and what comes after it."""
    found: list[tuple[list[Box], Space | Turn | Chance | None]] = []
    word: list[Box] = []
    for piece in pieces:
        if isinstance(piece, Space | Turn | Chance):
            found.append((word, piece))
            word = []
        else:
            word.append(piece)
    return [*found, (word, None)]


def _cut(word: list[Box], room: float) -> list[list[Box]]:
    """`word` whole, or in parts where it is wider than a line: an address, or a line of code."""
    if sum(box.width for box in word) <= room:
        return [word] if word else []
    parts: list[list[Box]] = [[]]
    at = 0.0
    for box in word:
        for bit in _bits(box, room):
            if parts[-1] and at + bit.width > room:
                parts.append([])
                at = 0.0
            parts[-1].append(bit)
            at += bit.width
    return parts


def _bits(box: Box, room: float) -> list[Box]:
    if not isinstance(box, Glyphs) or box.width <= room / 4:
        return [box]
    return [replace(box, text=box.text[start:end]) for start, end in pairwise((*clusters(box.text), len(box.text)))]


def _joined(placed: list[Placed]) -> list[Placed]:
    """The same with neighbours of one look made one, so that whoever copies a line from the page gets its words."""
    found: list[Placed] = []
    for at in placed:
        last = found[-1] if found else None
        if last and isinstance(last.box, Glyphs) and isinstance(at.box, Glyphs) and replace(last.box, text="") == replace(at.box, text=""):
            gap = at.x - last.x - last.box.width
            between = "" if abs(gap) < 0.01 else " " if abs(gap - replace(at.box, text=" ").width) < 0.01 else None
            if between is not None:
                found[-1] = Placed(last.x, replace(last.box, text=last.box.text + between + at.box.text))
                continue
        found.append(at)
    return found


def _line(placed: list[Placed]) -> Line:
    placed = _joined(placed)
    ascent = max((box.ascent for _, box in placed), default=0.0)
    return Line(tuple(placed), ascent, max((box.depth for _, box in placed), default=0.0))
