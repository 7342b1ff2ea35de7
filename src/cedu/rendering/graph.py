"""A path's steps as a picture: an SVG for pages, and Mermaid for places that draw it themselves.

What must be done runs down one line; what may be left out stands beside it, with a dashed line. The SVG has classes and no styles of its
own, so that it follows the page's colours and its Content-Security-Policy.
"""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

_WIDTH = 320
_LINE = 20
_TOP = 44  # above a box's second line
_BOTTOM = 16
_GAP = 44
_SIDE = 56  # how far to the right an optional step stands
_CHARACTERS = 30


class Box(NamedTuple):
    """One step: a word over it (such as `Course`), its title, where it leads, and whether it is earned or may be left out."""

    kind: str
    title: str
    url: str = ""
    earned: bool = False
    optional: bool = False


def svg(boxes: Sequence[Box], title: str) -> str:
    """`boxes` from top to bottom, as an `<svg>` to put into a page; `title` names it for those who do not see it."""
    parts: list[str] = []
    y = 2
    spine = 0.0  # the bottom of the last box that must be done
    width = _WIDTH + 4 + (_SIDE if any(box.optional for box in boxes) else 0)
    axis = 2 + 40
    waiting = 0.0  # the middle of the first box, where it may be left out
    placed = []
    for box in boxes:
        lines = _wrapped(box.title)
        height = _TOP + (len(lines) - 1) * _LINE + _BOTTOM
        placed.append((box, lines, y, height))
        y += height + _GAP
    for box, lines, top, height in placed:
        if box.optional:
            middle = top + height / 2
            waiting = waiting or (0.0 if spine else middle)
            parts.append(f'<path class="edge optional" d="M{axis} {middle:g}H{2 + _SIDE}"/>')
        elif waiting and not spine:
            parts.append(f'<path class="edge optional" d="M{axis} {waiting:g}V{top:g}"/>')
        elif spine:
            parts.append(f'<path class="edge" d="M{axis} {spine:g}V{top - 7:g}"/><path class="tip" d="M{axis - 5} {top - 8:g}h10l-5 7z"/>')
        if not box.optional:
            spine = top + height
        parts.append(_box(box, lines, top, height))
    if boxes and boxes[-1].optional and spine:
        parts.append(f'<path class="edge optional" d="M{axis} {spine:g}V{placed[-1][2] + placed[-1][3] / 2:g}"/>')
    total = y - _GAP + 2
    name = escape(title)
    return (
        f'<svg class="graph" viewBox="0 0 {width} {total:g}" width="{width}" height="{total:g}" role="group" aria-label="{name}">'
        f"{''.join(parts)}</svg>"
    )


def _box(box: Box, lines: Sequence[str], top: float, height: float) -> str:
    """One box with its text, as a link where it leads somewhere."""
    left = 2 + (_SIDE if box.optional else 0)
    names = " ".join(name for name, holds in (("box", True), ("earned", box.earned), ("optional", box.optional)) if holds)
    radius = 24 if box.earned else 8
    inset = 22 if box.earned else 16
    rows = "".join(
        f'<tspan x="{left + inset}" y="{top + _TOP + number * _LINE:g}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    drawn = (
        f'<rect x="{left}" y="{top:g}" width="{_WIDTH}" height="{height:g}" rx="{radius}"/>'
        f'<text class="kind" x="{left + inset}" y="{top + 22:g}">{escape(box.kind)}</text><text class="name">{rows}</text>'
    )
    if box.url:
        drawn = f'<a href="{escape(box.url)}">{drawn}</a>'
    return f'<g class="{names}">{drawn}</g>'


def _wrapped(text: str) -> list[str]:
    """`text` in lines that fit a box; a character of East Asian width counts twice."""
    lines: list[str] = []
    line, room = "", _CHARACTERS
    for word in _words(text):
        size = _size(word)
        if line and size > room:
            lines.append(line.rstrip())
            line, room = "", _CHARACTERS
        line += word
        room -= size
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Where a line may break: after a space, and around a wide character, which has none."""
    words = [""]
    for character in text:
        if _size(character) == 2 or (words[-1] and (words[-1][-1] == " " or _size(words[-1][-1]) == 2)):
            words.append("")
        words[-1] += character
    return [piece for word in words if word for piece in (word[at : at + _CHARACTERS] for at in range(0, len(word), _CHARACTERS))]


def _size(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def mermaid(boxes: Sequence[Box]) -> str:
    """`boxes` as a Mermaid flowchart (without the fence around it)."""
    lines = ["flowchart TD"]
    for number, box in enumerate(boxes, 1):
        text = f"{box.kind}: {box.title}".replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
        left, right = ("([", "])") if box.earned else ("[", "]")
        lines.append(f'    s{number}{left}"{text}"{right}')
    required = [number for number, box in enumerate(boxes, 1) if not box.optional]
    lines += [f"    s{one} --> s{other}" for one, other in pairwise(required)]
    for number, box in enumerate(boxes, 1):
        if box.optional:
            before = max((one for one in required if one < number), default=0)
            after = min((one for one in required if one > number), default=0)
            lines += [f"    s{before} -.-> s{number}"] if before else []
            lines += [f"    s{number} -.-> s{after}"] if after else []
    return "\n".join(lines) + "\n"
