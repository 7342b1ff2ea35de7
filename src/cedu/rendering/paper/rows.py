"""Rows: what stands below one another on a page. A page may end after any row that does not stay with the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cedu.rendering.paper.boxes import LINE, PALE, Box, Line, Piece, stroke
from cedu.rendering.paper.canvases import Canvas, upright
from cedu.rendering.paper.lines import lines
from cedu.rendering.paper.type import BODY, Style, pieces

# Draws something whose left end is at x and whose top is at y.
Paint = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """Something so high, and how it is painted; room where it is not.

    `stays`: a page never ends after it. `base` is how far below its top the base line of its text is, if it has one.
    """

    height: float
    paint: Paint | None = None
    stays: bool = False
    base: float | None = None


def room(height: float, *, stays: bool = False) -> Row:
    """Nothing, so high; it disappears at the top of a page."""
    return Row(height, stays=stays)


def height_of(rows: Sequence[Row]) -> float:
    """How high rows are together."""
    return sum(row.height for row in rows)


def text_rows(found: Sequence[Piece], width: float, style: Style = BODY, align: str = "left") -> list[Row]:
    """Pieces as lines, one row each; the first and the last two stay together."""
    rows = [_line(line, style.size * style.leading, width, align) for line in lines(list(found), width)]
    last = len(rows) - 1
    return [replace(row, stays=number in (0, last - 1) and number != last) for number, row in enumerate(rows)]


def said(text: str, width: float, style: Style = BODY, align: str = "left") -> list[Row]:
    """A plain text as rows. Raises UnprintableError."""
    return text_rows(pieces(text, style), width, style, align)


def _line(line: Line, leading: float, width: float, align: str) -> Row:
    above = max(leading * 0.76, line.ascent + 1)
    below = max(leading * 0.24, line.depth + 1)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        spare = width - line.width
        line.draw(canvas, x + {"left": 0.0, "centre": spare / 2, "right": spare}[align], top - above)

    return Row(above + below, paint, base=above)


def shifted(rows: Sequence[Row], by: float) -> list[Row]:
    """Rows further to the right."""

    def moved(row: Row) -> Row:
        paint = row.paint
        return replace(row, paint=lambda canvas, x, top: paint(canvas, x + by, top)) if paint else row

    return [moved(row) for row in rows]


def unturned(rows: Sequence[Row], width: float) -> list[Row]:
    """Rows of this width that run from left to right, whatever the paper does."""

    def straight(row: Row) -> Row:
        def paint(canvas: Canvas, x: float, top: float) -> None:
            with upright(canvas, x, width):
                if row.paint:
                    row.paint(canvas, x, top)

        return replace(row, paint=paint) if row.paint else row

    return [straight(row) for row in rows]


def hung(rows: Sequence[Row], mark: Row, indent: float) -> list[Row]:
    """Rows further to the right, and a mark beside the first of them that shows anything, on its base line."""
    found = shifted(rows, indent)
    for number, row in enumerate(found):
        if row.paint:
            lower = 0.0 if row.base is None or mark.base is None else row.base - mark.base
            found[number] = replace(row, paint=_both(row.paint, mark.paint, lower))
            break
    return found


def _both(paint: Paint, mark: Paint | None, lower: float) -> Paint:
    def both(canvas: Canvas, x: float, top: float) -> None:
        if mark:
            mark(canvas, x, top - lower)
        paint(canvas, x, top)

    return both


def behind(rows: Sequence[Row], paint_behind: Callable[[Canvas, float, float, float], None]) -> list[Row]:
    """Rows with something behind each, which gets the row's height: a bar, a tint."""

    def both(row: Row) -> Row:
        def paint(canvas: Canvas, x: float, top: float) -> None:
            paint_behind(canvas, x, top, row.height)
            if row.paint:
                row.paint(canvas, x, top)

        return replace(row, paint=paint)

    return [both(row) for row in rows]


def barred(rows: Sequence[Row], colour: str = LINE, indent: float = 11) -> list[Row]:
    """Rows with a bar at their left."""

    def bar(canvas: Canvas, x: float, top: float, height: float) -> None:
        canvas.setFillColor(colour)
        canvas.rect(x, top - height - 0.2, 2, height + 0.4, stroke=0, fill=1)

    return behind(shifted(rows, indent), bar)


def tinted(rows: Sequence[Row], width: float, colour: str = PALE, pad: float = 7) -> list[Row]:
    """Rows on a tint, which reaches a little over them."""

    def tint(canvas: Canvas, x: float, top: float, height: float) -> None:
        canvas.setFillColor(colour)
        canvas.rect(x, top - height - 0.2, width, height + 0.4, stroke=0, fill=1)

    return behind([room(pad * 0.7, stays=True), *shifted(rows, pad), room(pad * 0.7)], tint)


def cells(columns: Sequence[tuple[float, Sequence[Row]]]) -> Row:
    """Columns, each at its x, side by side in one row that no page parts."""

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for offset, rows in columns:
            at = top
            for row in rows:
                if row.paint:
                    row.paint(canvas, x + offset, at)
                at -= row.height

    first = columns[0][1] if columns else ()
    base = first[0].base if first and first[0].paint else None
    return Row(max((height_of(rows) for _, rows in columns), default=0.0), paint, base=base)


def box_row(box: Box, above: float = 0, below: float = 0, align: float = 0) -> Row:
    """One box by itself, `align` to the right."""
    base = above + box.ascent
    return Row(base + box.depth + below, lambda canvas, x, top: box.draw(canvas, x + align, top - base), base=base)


def ruled(width: float, colour: str = LINE, thick: float = 0.6) -> Row:
    """A line from one side to the other."""

    def paint(canvas: Canvas, x: float, top: float) -> None:
        stroke(canvas, colour, thick)
        canvas.line(x, top - thick / 2, x + width, top - thick / 2)

    return Row(thick, paint)


def together(rows: Sequence[Row]) -> list[Row]:
    """Rows that no page parts."""
    return [replace(row, stays=next_one is not None) for row, next_one in zip_longest(rows, rows[1:])]
