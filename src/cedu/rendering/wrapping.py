"""Where the lines of a text end: as few as there is room for, and as even as can be."""

from collections.abc import Sequence
from typing import NamedTuple

# How much narrower lines are tried, in 1/1000 of the font's size.
_STEP = 50


class Segment(NamedTuple):
    """What no line parts: characters from `start` to `end`, their width, and the width with the spaces that follow."""

    start: int
    end: int
    width: float
    to_next: float


def even(segments: Sequence[Segment], room: float) -> list[tuple[int, int]]:
    """Where each line starts and ends. A segment that is wider than `room` has a line of its own."""
    fewest = _filled(segments, room)
    best, low, high = fewest, room / 2, room
    while high - low > _STEP:
        middle = (low + high) / 2
        tried = _filled(segments, middle)
        if len(tried) == len(fewest) and _widest(tried) <= max(room, _widest(fewest)):
            best, high = tried, middle
        else:
            low = middle
    return [(line[0].start, line[-1].end) for line in best]


def _filled(segments: Sequence[Segment], room: float) -> list[list[Segment]]:
    """Segments on lines, on each as many as it has room for."""
    found: list[list[Segment]] = []
    at = 0.0
    for each in segments:
        if not found or at + each.width > room:
            found.append([])
            at = 0.0
        found[-1].append(each)
        at += each.to_next
    return found


def _widest(lines: Sequence[Sequence[Segment]]) -> float:
    return max(sum(each.to_next for each in line[:-1]) + line[-1].width for line in lines)
