"""Maths on paper: the MathML of a formula set as boxes, with real fractions, roots and indices; as LaTeX where that can't be done.

MathML Core says what the elements mean; sizes are a simple man's TeX.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree

from cedu.rendering.maths import mathml
from cedu.rendering.paper.boxes import Box, Chance, Glyphs, Piece
from cedu.rendering.paper.faces import UnprintableError
from cedu.rendering.paper.shapes import Set, Stretched, Strokes
from cedu.rendering.paper.type import BODY, Style, glyphs, pieces

_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝→⇒←⇐↔⇔↦∈∉∋⊂⊆⊃⊇≪≫∣⟂⊥:")
_BINARY = frozenset("+−±∓×÷·⋅∗∘∪∩∧∨⊕⊗∖")
_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
_LARGE = frozenset("∑∏∐⋃⋂∫∬∭∮")
_WITH_LIMITS = (_LARGE - set("∫∬∭∮")) | {"lim", "max", "min", "sup", "inf", "lim sup", "lim inf"}
_SMALLER, _SMALLEST = 0.72, 5.5
# What fonts lack, in what they have.
_INSTEAD = {"-": "−", "―": "¯", "∗": "*", "⋅": "·", "∣": "|", "\u2061": "", "\u2062": "", "\u2063": "", "⟨": "⟨"}


class _UnsetError(Exception):
    """There is something in it that this can't set."""


def formula(latex: str, display: bool, style: Style = BODY) -> list[Piece]:
    """A formula as pieces of a line, which may end after a relation; as LaTeX in code where it can't be set. Raises UnprintableError."""
    found = _set(latex, display, style)
    return pieces(latex.strip(), replace(style, code=True), inline_code=True) if found is None else found


def is_set(latex: str, display: bool) -> bool:
    """Can this formula be set, or is it printed as LaTeX?"""
    return _set(latex, display, BODY) is not None


def _set(latex: str, display: bool, style: Style) -> list[Piece] | None:
    root = _tree(latex, display)
    if root is None:
        return None
    try:
        # A paragraph can break a formula between its outermost parts.
        parts = _flat(root)
        boxes = _spaced(parts, replace(style, face="maths italic", bold=False, italic=False), display)
    except (_UnsetError, UnprintableError):
        return None
    found: list[Piece] = []
    for part, box in zip(parts, boxes, strict=True):
        # As a set, it stands where a formula has it, whatever runs beside it.
        found.append(Set(((0.0, 0.0, box),), box.width, box.ascent, box.depth) if isinstance(box, Glyphs) else box)
        if _text(part) in _RELATIONS:
            found.append(Chance())
    return found


@lru_cache(maxsize=1024)
def _tree(latex: str, display: bool) -> ElementTree.Element | None:
    html = mathml(latex, display)
    return ElementTree.fromstring(html) if html.startswith("<math") else None  # noqa: S314 - our own converter's


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: ElementTree.Element) -> str:
    text = element.text or ""
    return "".join(_INSTEAD.get(character, character) for character in text)


def _flat(element: ElementTree.Element) -> list[ElementTree.Element]:
    """The parts of rows that hold nothing but parts."""
    if _name(element) in ("math", "mrow", "mstyle", "mpadded") and not any(_stretches(child) for child in element):
        return [part for child in element for part in _flat(child)]
    return [element]


def _stretches(element: ElementTree.Element) -> bool:
    return _name(element) == "mo" and _text(element) in _FENCES and element.get("stretchy") != "false"


def _box(element: ElementTree.Element, style: Style, display: bool) -> Box:
    """An element as a box. Raises _UnsetError or UnprintableError."""
    name = _name(element)
    if name in ("math", "mrow", "mstyle", "mpadded", "mtd"):
        return _row(list(element), style, display)
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _letters(name, _text(element), style, display)
    if name == "mspace":
        return Set((), _ems(element.get("width", "0em")) * style.size, 0, 0)
    if set_ := _SETTERS.get(name):
        return set_(list(element), style, display, element)
    raise _UnsetError(name)


def _letters(name: str, text: str, style: Style, display: bool) -> Box:
    face = "maths italic" if name == "mi" and len(text) == 1 and text.isalpha() else "maths"
    bold = ""
    for character in text:
        if 0x1D400 <= ord(character) <= 0x1D7FF:  # letters of a mathematical alphabet
            bold = "bold" if "BOLD" in unicodedata.name(character) else "maths"
    text = "".join(unicodedata.normalize("NFKC", each) if ord(each) >= 0x1D400 else each for each in text.replace("\u00a0", " "))
    size = style.size * (1.5 if display and text in _LARGE else 1.15 if text in _LARGE else 1)
    chosen = replace(style, size=size, bold=True, face="body") if bold == "bold" else replace(style, size=size, face=bold or face)
    found = glyphs(text, chosen)
    if text in _LARGE and found:
        return _moved(found[0], -0.12 * size)
    return _beside(found)


def _row(elements: Sequence[ElementTree.Element], style: Style, display: bool) -> Box:
    boxes = _spaced(elements, style, display)
    held = [box for element, box in zip(elements, boxes, strict=True) if not _stretches(element)]
    ascent, depth = max((box.ascent for box in held), default=0.0), max((box.depth for box in held), default=0.0)
    if ascent + depth > style.size * 1.15:
        boxes = [_stretched(box, ascent, depth) if _stretches(element) else box for element, box in zip(elements, boxes, strict=True)]
    return _beside(boxes)


def _stretched(box: Box, ascent: float, depth: float) -> Box:
    glyph = box.parts[0][2] if isinstance(box, Set) and len(box.parts) == 1 else box
    if not isinstance(glyph, Glyphs):
        return box
    factor = (ascent + depth) * 1.04 / (glyph.ascent + glyph.depth)
    return Stretched(glyph, factor, depth * 1.02 - glyph.depth * factor)


def _spaced(elements: Sequence[ElementTree.Element], style: Style, display: bool) -> list[Box]:
    """The boxes of elements, with room around operators as TeX has it."""
    found: list[Box] = []
    before = ""
    for number, element in enumerate(elements):
        box = _box(element, style, display)
        text = _text(element) if _name(element) in ("mo", "mi") else "x"
        is_sign = text in _BINARY and (not number or before in _RELATIONS or before in _BINARY or before in ("(", "[", "{", ","))
        left = right = 0.0
        if text in _RELATIONS:
            left = right = 0.26
        elif text in _BINARY and not is_sign:
            left = right = 0.2
        elif text in (",", ";"):
            right = 0.18
        elif len(text) > 1 and text.isalpha():  # a function's name
            follows = _text(elements[number + 1]) if number + 1 < len(elements) else ""
            left, right = (0.14 if number and before not in _FENCES else 0), (0 if follows in _FENCES else 0.17)
        found.append(_padded(box, left * style.size, right * style.size))
        before = text
    return found


def _beside(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    parts, at = [], 0.0
    for box in boxes:
        parts.append((at, 0.0, box))
        at += box.width
    return Set(tuple(parts), at, max((box.ascent for box in boxes), default=0.0), max((box.depth for box in boxes), default=0.0))


def _padded(box: Box, left: float, right: float) -> Box:
    return Set(((left, 0.0, box),), box.width + left + right, box.ascent, box.depth) if left or right else box


def _moved(box: Box, up: float) -> Box:
    return Set(((0.0, up, box),), box.width, box.ascent + up, box.depth - up)


def _small(style: Style) -> Style:
    return replace(style, size=max(style.size * _SMALLER, _SMALLEST))


_Children = list[ElementTree.Element]


def _scripts(children: _Children, style: Style, display: bool, element: ElementTree.Element) -> Box:
    """`msub`, `msup`, `msubsup`."""
    base = _box(children[0], style, display)
    if display and _text(children[0]) in _WITH_LIMITS:
        return _limits(children, style, display, element)
    name = _name(element)
    low = _box(children[1], _small(style), False) if name != "msup" else None
    high = _box(children[-1], _small(style), False) if name != "msub" else None
    parts: list[tuple[float, float, Box]] = [(0.0, 0.0, base)]
    ascent, depth, at = base.ascent, base.depth, base.width + 0.6
    if high:
        up = max(style.size * 0.36, base.ascent - high.ascent * 0.55, high.depth + style.size * 0.2)
        parts.append((at, up, high))
        ascent = max(ascent, up + high.ascent)
    if low:
        down = max(style.size * 0.17, base.depth + style.size * 0.02)
        parts.append((at, -down, low))
        depth = max(depth, down + low.depth)
    return Set(tuple(parts), at + max((box.width for box in (low, high) if box), default=0.0) + 0.6, ascent, depth)


def _limits(children: _Children, style: Style, display: bool, element: ElementTree.Element) -> Box:
    """`munder`, `mover`, `munderover`: below and above."""
    base = _box(children[0], style, display)
    name = _name(element).replace("sub", "under").replace("sup", "over")
    is_accent = len(children) == 2 and _name(children[1]) == "mo"
    under = _box(children[1], _small(style), False) if name.startswith("munder") else None
    over = _box(children[-1], style if is_accent else _small(style), False) if name.endswith("over") else None
    if is_accent and _text(children[1]) in ("¯", "_"):
        line = base.ascent + 1 if over else -base.depth - 1
        mark = Strokes(((0, line), (base.width, line)), base.width, base.ascent + 2, base.depth + 2)
        return Set(((0.0, 0.0, base), (0.0, 0.0, mark)), base.width, mark.ascent, mark.depth)
    width = max(box.width for box in (base, under, over) if box)
    parts: list[tuple[float, float, Box]] = [((width - base.width) / 2, 0.0, base)]
    ascent, depth = base.ascent, base.depth
    if over:
        up = base.ascent * (0.55 if is_accent else 1) + (0 if is_accent else over.depth + 1)
        parts.append(((width - over.width) / 2, up, over))
        ascent = max(ascent, up + over.ascent)
    if under:
        down = base.depth + under.ascent + 1
        parts.append(((width - under.width) / 2, -down, under))
        depth = down + under.depth
    return Set(tuple(parts), width, ascent, depth)


def _fraction(children: _Children, style: Style, display: bool, element: ElementTree.Element) -> Box:
    part = style if display else replace(style, size=max(style.size * 0.82, _SMALLEST))
    above, below = (_box(child, part, False) for child in children)
    width, axis = max(above.width, below.width) + 4, style.size * 0.26
    bar = () if element.get("linethickness") == "0" else ((0.0, 0.0, Strokes(((0, axis), (width, axis)), width, axis, 0)),)
    up, down = axis + above.depth + 1.6, below.ascent - axis + 1.6
    parts = (*bar, ((width - above.width) / 2, up, above), ((width - below.width) / 2, -down, below))
    return _padded(Set(parts, width, up + above.ascent, down + below.depth), 1, 1)


def _root(children: _Children, style: Style, display: bool, element: ElementTree.Element) -> Box:
    inner = _row(children, style, display) if _name(element) == "msqrt" else _box(children[0], style, display)
    index = _box(children[1], replace(style, size=max(style.size * 0.6, 5)), False) if _name(element) == "mroot" else None
    left = max(index.width - style.size * 0.25, 0) if index else 0.0
    top, bottom, hook = inner.ascent + 2, -inner.depth, style.size * 0.62
    points = ((left, style.size * 0.22), (left + hook * 0.3, style.size * 0.3), (left + hook * 0.6, bottom), (left + hook, top))
    width = left + hook + inner.width + 2
    sign = Strokes((*points, (width, top)), width, top, -bottom)
    parts: list[tuple[float, float, Box]] = [(0.0, 0.0, sign), (left + hook + 1, 0.0, inner)]
    if index:
        parts.append((0.0, style.size * 0.42, index))
    return _padded(Set(tuple(parts), width, top + 1, inner.depth), 0.5, 1.5)


def _table(children: _Children, style: Style, display: bool, _element: ElementTree.Element) -> Box:
    rows = [[_box(cell, style, display) for cell in row] for row in children]
    widths = [
        max((row[column].width for row in rows if column < len(row)), default=0.0) for column in range(max(map(len, rows), default=0))
    ]
    heights = [(max((box.ascent for box in row), default=0.0), max((box.depth for box in row), default=0.0) + 2) for row in rows]
    total, axis = sum(map(sum, heights)), style.size * 0.26
    top = at = total / 2 + axis
    parts: list[tuple[float, float, Box]] = []
    for cells, row, (ascent, depth) in zip(children, rows, heights, strict=True):
        x = 1.0
        for cell, box, width in zip(cells, row, widths, strict=False):
            parts.append((x if cell.get("columnalign") == "left" else x + (width - box.width) / 2, at - ascent, box))
            x += width + style.size * 0.8
        at -= ascent + depth
    return Set(tuple(parts), sum(widths) + style.size * 0.8 * max(len(widths) - 1, 0) + 2, top, total - top)


def _ems(length: str) -> float:
    try:
        return float(length.removesuffix("em"))
    except ValueError:
        return 0.0


_SETTERS: dict[str, Callable[[_Children, Style, bool, ElementTree.Element], Box]] = {
    "msub": _scripts, "msup": _scripts, "msubsup": _scripts,
    "munder": _limits, "mover": _limits, "munderover": _limits,
    "mfrac": _fraction, "msqrt": _root, "mroot": _root, "mtable": _table,
}  # fmt: skip
