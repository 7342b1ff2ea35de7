"""The answer sheet of a printed test: a circle for each letter, lines and boxes for what is written."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from cedu.model.ids import capital
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.rendering.exam.front import heading, name_fields
from cedu.rendering.exam.questions import Question, Test
from cedu.rendering.paper.boxes import GREY, INK, Blank, Square, stroke
from cedu.rendering.paper.canvases import Canvas
from cedu.rendering.paper.faces import writing
from cedu.rendering.paper.pages import Sheet, printed
from cedu.rendering.paper.rows import Row, box_row, cells, height_of, room, ruled, said, tinted, together
from cedu.rendering.paper.type import Style, glyphs

_RADIUS = 7.4
_STEP = 20.5  # from one circle to the next
_ROW = 23.0
_BOX = 36.0  # from one box to the next
_NUMBER = 30
_MOST_COLUMNS = 3
_GUTTER = 18


class _Entry(NamedTuple):
    """One line of the sheet: its label (`12`, `12.1`), and what is filled in there."""

    label: str
    letters: tuple[str, ...] = ()
    blank: bool = False
    boxes: tuple[str, ...] = ()
    words: str = ""


def answer_sheet(test: Test) -> bytes:
    """The PDF. Raises UnprintableError."""
    with writing(test.words.language):
        return _answer_sheet(test)


def _answer_sheet(test: Test) -> bytes:
    words = test.words
    name = words.say("exam_sheet")
    form = words.say("exam_form", form=test.code)
    sheet = Sheet(
        paper=test.paper,
        language=words.language,
        title=f"{test.entity.title} · {form} · {name}",
        author=test.organization,
        head=(f"{name} · {test.entity.title}", form),
        foot=test.organization,
    )
    width = sheet.width
    front = [*heading(test, name, width, under=test.entity.title), room(16), *name_fields(test, width), room(14)]
    front += [*_forms(test, width), *_how(test, width), room(12), ruled(width), room(10)]
    entries = [entry for question in test.questions for entry in _entries(test, question)]
    return printed(sheet, [together(front), *([row] for row in _columns(entries, sheet, height_of(front)))])


def _how(test: Test, width: float) -> list[Row]:
    """How to fill in a circle, with one that is."""
    (shown,) = glyphs("A", Style(size=8, colour="#ffffff"))

    def paint(canvas: Canvas, x: float, top: float) -> None:
        _circle(canvas, x + 15, top - 11, filled=True)
        shown.draw(canvas, x + 15 - shown.width / 2, top - 13.8)

    text = said(test.words.say("exam_how_circle"), width - 46)
    return tinted([cells([(0, [Row(22, paint)]), (32, [room(3.5), *text])])], width)


def _forms(test: Test, width: float) -> list[Row]:
    """The letters of all forms, with this one filled in, so that whoever marks sees at once which key to take."""
    if len(test.codes) < 2:
        return []
    label = said(test.words.say("exam_form", form="").strip(), 60, Style(size=9.5, bold=True))
    circles = _circles(test.codes, width - 64, filled=test.code)
    return [cells([(0, [room(2.5), *label]), (64, [circles])]), room(6.5)]


def _entries(test: Test, question: Question) -> Iterator[_Entry]:
    number = str(question.number)
    letters = tuple(capital(index) for index in range(len(question.lettered)))
    match question.interaction:
        case ChoiceInteraction() | HotspotInteraction() | ScaleInteraction():
            yield _Entry(number, letters)
        case TextEntryInteraction() | NumberEntryInteraction() | FormulaInteraction():
            yield _Entry(number, blank=True)
        case OrderInteraction():
            yield _Entry(number, boxes=letters)
        case MatchInteraction():
            for index, _ in enumerate(question.interaction.sources, start=1):
                yield _Entry(f"{number}.{index}", letters)
        case GapInteraction():
            for index, gap in enumerate(question.interaction.gaps, start=1):
                if isinstance(gap.entry, ChoiceInteraction):
                    yield _Entry(f"{number}.{index}", tuple(capital(each) for each in range(len(gap.entry.choices))))
                else:
                    yield _Entry(f"{number}.{index}", blank=True)
        case ExtendedTextInteraction():
            yield _Entry(number, words=test.words.say("exam_in_booklet"))
        case UploadInteraction():
            yield _Entry(number, words=test.words.say("exam_apart"))
        case PassageInteraction():
            return
        case _:
            assert_never(question.interaction)


def _fit(width: float, columns: int) -> int:
    """How many circles fit into one of so many columns."""
    return int(((width - (columns - 1) * _GUTTER) / columns - _NUMBER) / _STEP)


def _columns(entries: Sequence[_Entry], sheet: Sheet, taken: float) -> Iterator[Row]:
    """All entries in columns that are read downwards, a row for each page; on the first one, so much is `taken`."""
    are_short = all(entry.letters and len(entry.letters) <= _fit(sheet.width, _MOST_COLUMNS) for entry in entries)
    count = _MOST_COLUMNS if are_short else 2
    column = (sheet.width - (count - 1) * _GUTTER) / count
    left = deque(_line(entry, column) for entry in entries)
    while left:
        most = min(sheet.height - taken, max(height_of(list(left)) / count + _ROW, _ROW))
        page = [[*_filled(left, most)] for _ in range(count)]
        yield cells([(number * (column + _GUTTER), rows) for number, rows in enumerate(page)])
        taken = 0


def _filled(left: deque[Row], most: float) -> Iterator[Row]:
    """Rows off the left of what is left, as many as fit, and one at least."""
    height = 0.0
    while left and (not height or height + left[0].height <= most):
        height += left[0].height
        yield left.popleft()


def _line(entry: _Entry, width: float) -> Row:
    """One line: the label, and circles, boxes or a line."""
    label = said(entry.label, _NUMBER, Style(size=10, bold=True))
    if entry.letters:
        content = [_circles(entry.letters, width - _NUMBER)]
    elif entry.blank:
        content = [room(4), box_row(Blank(min(width - _NUMBER, 330)), below=4)]
    elif entry.boxes:
        content = [room(2), *_boxes(entry.boxes, max(int((width - _NUMBER) / _BOX), 1))]
    else:
        content = [room(5), *said(entry.words, width - _NUMBER, Style(size=9.5, colour=GREY, italic=True)), room(4)]
    return cells([(0.0, [room(4), *label]), (float(_NUMBER), content)])


def _boxes(letters: Sequence[str], per_line: int) -> list[Row]:
    """A box for the place of each letter in the right order."""
    found: list[Row] = []
    for start in range(0, len(letters), per_line):
        columns: list[tuple[float, list[Row]]] = []
        for index, each in enumerate(letters[start : start + per_line]):
            columns.append((index * _BOX, [room(2), *said(each, 14, Style(size=9, colour=GREY))]))
            columns.append((index * _BOX + 12, [box_row(Square(16), below=5)]))
        found.append(cells(columns))
    return found


def _circles(letters: Sequence[str], width: float, *, filled: str = "") -> Row:
    """A circle for each letter, in as many lines as that takes."""
    per_line = max(int(width / _STEP), 1)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for index, each in enumerate(letters):
            down, right = divmod(index, per_line)
            _bubble(canvas, each, x + right * _STEP + _RADIUS, top - _ROW / 2 - down * _ROW, filled=each == filled)

    return Row(_ROW * -(-len(letters) // per_line), paint)


def _bubble(canvas: Canvas, text: str, x: float, y: float, *, filled: bool) -> None:
    """A circle with a letter in it."""
    (shown,) = glyphs(text, Style(size=8 if len(text) < 2 else 6.5, colour="#ffffff" if filled else GREY))
    _circle(canvas, x, y, filled=filled)
    shown.draw(canvas, x - shown.width / 2, y - 2.8)


def _circle(canvas: Canvas, x: float, y: float, *, filled: bool) -> None:
    stroke(canvas, INK, 0.7)
    canvas.setFillColor(INK if filled else "#ffffff")
    canvas.circle(x, y, _RADIUS, stroke=1, fill=1)
