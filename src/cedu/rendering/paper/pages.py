"""Pages: groups of rows laid out so that none is parted which fits on a page, and drawn with what stands on every page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from cedu.model.certificate import Paper
from cedu.rendering.paper.boxes import GREY, LINE, stroke
from cedu.rendering.paper.canvases import Canvas, canvas_of, mirror, save
from cedu.rendering.paper.faces import UnprintableError, starts_right
from cedu.rendering.paper.lines import lines
from cedu.rendering.paper.rows import Row, height_of
from cedu.rendering.paper.type import Style, pieces

# ISO 216, and ANSI/ASME Y14.1.
_SIZES: dict[Paper, tuple[float, float]] = {"a4": (210 / 25.4 * 72, 297 / 25.4 * 72), "letter": (8.5 * 72, 11 * 72)}
MARGIN = 54.0
_HEAD, _FOOT = 62.0, 50.0
_RUNNING = Style(size=8.5, colour=GREY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What all pages of a document have: paper, language, its title, and what stands at the head and foot of each."""

    paper: Paper
    language: str
    title: str
    author: str
    head: tuple[str, str] = ("", "")
    foot: str = ""

    @property
    def width(self) -> float:
        """How wide the text is, in points."""
        return _SIZES[self.paper][0] - 2 * MARGIN

    @property
    def height(self) -> float:
        """How high the text of a page is."""
        return _SIZES[self.paper][1] - _HEAD - _FOOT


def printed(sheet: Sheet, groups: Sequence[Sequence[Row]]) -> bytes:
    """The PDF; the same bytes for the same groups. Raises UnprintableError."""
    pages = laid_out(groups, sheet.height)
    buffer = io.BytesIO()
    canvas = canvas_of(buffer, _SIZES[sheet.paper], sheet.language)
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setCreator("cedu")
    for number, page in enumerate(pages, start=1):
        canvas.is_mirrored = False
        if starts_right():
            mirror(canvas, _SIZES[sheet.paper][0])
        _running(canvas, sheet, f"{number} / {len(pages)}")
        top = _SIZES[sheet.paper][1] - _HEAD
        for row in page:
            if row.paint:
                row.paint(canvas, MARGIN, top)
            top -= row.height
        canvas.showPage()
    save(canvas)
    return buffer.getvalue()


def checked(rows: list[Row], sheet: Sheet) -> list[Row]:
    """`rows` as they are. Raises UnprintableError where one is higher than a page."""
    if any(row.height > sheet.height for row in rows):
        raise UnprintableError("what stands side by side here, such as in a table or in pairs, is higher than a page")
    return rows


def laid_out(groups: Sequence[Sequence[Row]], height: float) -> list[list[Row]]:
    """Pages of rows: what fits on a page is never parted; a group that doesn't is where its rows may be, and else where the page ends."""
    pages: list[list[Row]] = [[]]
    left = height
    for group in groups:
        if pages[-1] and _needed(group) > left + 0.01 and _needed(group) <= height:
            pages.append([])
            left = height
        for part in _parts(group, height):
            needed = height_of(part)
            if pages[-1] and _needed(part) > left + 0.01:
                pages.append([])
                left = height
            for row in part:
                if row.paint is None and not pages[-1]:
                    needed -= row.height
                    continue
                pages[-1].append(row)
            left -= needed
    return [page for page in pages if page] or [[]]


def _needed(rows: Sequence[Row]) -> float:
    """How much of a page rows take, without room after the last."""
    kept = list(rows)
    while kept and kept[-1].paint is None:
        kept.pop()
    return height_of(kept)


def _parts(group: Sequence[Row], height: float) -> list[list[Row]]:
    """What no page may part; of what stays together and is higher than a page, each row."""
    parts: list[list[Row]] = [[]]
    for row in group:
        parts[-1].append(row)
        if not row.stays:
            parts.append([])
    return [each for part in parts for each in ([part] if _needed(part) <= height else [[row] for row in part]) if each]


def _running(canvas: Canvas, sheet: Sheet, number: str) -> None:
    """What stands at the head and the foot of a page."""
    width, height = _SIZES[sheet.paper]
    strong = Style(size=8.5, bold=True)
    _at(canvas, sheet.head[0], MARGIN, height - 38, sheet.width * 0.7, _RUNNING)
    _at(canvas, sheet.head[1], MARGIN, height - 38, sheet.width, strong, right=True)
    stroke(canvas, LINE, 0.5)
    canvas.line(MARGIN, height - 44, width - MARGIN, height - 44)
    _at(canvas, sheet.foot, MARGIN, 28, sheet.width * 0.8, _RUNNING)
    _at(canvas, number, MARGIN, 28, sheet.width, strong, right=True)


def _at(canvas: Canvas, text: str, x: float, y: float, width: float, style: Style, *, right: bool = False) -> None:
    """A text on one line, as much of it as there is room for."""
    found = lines(pieces(text, style), width)
    while len(found) > 1:  # what does not fit is left out, and three dots say so
        text = text[:-2].rstrip() + "…"
        found = lines(pieces(text, style), width)
    for line in found:
        line.draw(canvas, x + (width - line.width if right else 0), y)
