"""Where a question is answered in the booklet: choices with letters, lines to write on, boxes for numbers, a picture with places."""

from collections.abc import Callable, Sequence
from typing import assert_never

from cedu.model.ids import capital
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.rendering.exam.places import hotspot_rows
from cedu.rendering.exam.questions import Question, Test
from cedu.rendering.markdown import plain
from cedu.rendering.paper.boxes import GREY, LINE, Blank, Piece, Square, stroke
from cedu.rendering.paper.canvases import Canvas
from cedu.rendering.paper.faces import starts_right
from cedu.rendering.paper.markdown import Setter
from cedu.rendering.paper.pictures import is_printed
from cedu.rendering.paper.rows import Row, box_row, cells, hung, room, said, text_rows, together
from cedu.rendering.paper.type import BODY, Style, pieces

_LETTER = 22
_WRITING = 24  # from one line to write on to the next
_LINES_THAT_STAY = 3
_MOST_STEPS = 7
_MOST_OF_STEPS = 100  # how high they may be side by side
_LABEL = Style(size=10.5, bold=True)


def instruction(test: Test, question: Question) -> str:
    """What is to be done, where the question itself may not say it."""
    words = test.words
    match question.interaction:
        case ChoiceInteraction(response="multiple"):
            return words.say("exam_choose_several")
        case ChoiceInteraction(response="single"):
            return words.say("exam_choose_single")
        case ChoiceInteraction() | TextEntryInteraction() | PassageInteraction() | ExtendedTextInteraction():
            return ""
        case NumberEntryInteraction() | FormulaInteraction():
            units = ", ".join(unit.name for unit in question.interaction.units)
            return words.say("exam_units", units=units) if units else ""
        case OrderInteraction():
            return words.say("exam_order")
        case MatchInteraction():
            return words.say("exam_match")
        case GapInteraction():
            is_typed = not isinstance(question.interaction.gaps[0].entry, ChoiceInteraction)
            return words.say("exam_gaps" if is_typed else "exam_gaps_choose")
        case HotspotInteraction():
            return words.say("exam_places" if question.interaction.response == "multiple" else "exam_place")
        case ScaleInteraction():
            return words.say("exam_scale")
        case UploadInteraction():
            types = ", ".join(question.interaction.file_types)
            count = question.interaction.files
            return " ".join(filter(None, (words.say("exam_upload", count=count), words.say("exam_types", types=types) if types else "")))
    assert_never(question.interaction)


def answer_rows(test: Test, question: Question, width: float) -> list[Row]:
    """Where the answer goes, or what it is chosen from."""
    setter = test.setter(question)
    match question.interaction:
        case ChoiceInteraction():
            rows = _choices(question.lettered, setter, width)
        case TextEntryInteraction() | NumberEntryInteraction() | FormulaInteraction():
            return [room(10, stays=True), box_row(Blank(min(width, 260)))]
        case OrderInteraction():
            rows = _boxed(question.lettered, setter, width)
        case MatchInteraction():
            rows = _pairs(question.interaction.sources, question.lettered, setter, width)
        case GapInteraction():
            rows = [row for number, gap in enumerate(question.interaction.gaps, start=1) for row in _listed(number, gap, width)]
        case HotspotInteraction() if is_printed(question.interaction.image):
            rows = hotspot_rows(question.interaction, question.lettered, setter.pictures, width)
        case HotspotInteraction():
            rows = _choices(question.lettered, setter, width)
        case ScaleInteraction():
            rows = _scale(question.lettered, setter, width)
        case ExtendedTextInteraction():
            lines = [_to_write_on(width, stays=number < _LINES_THAT_STAY) for number in range(question.interaction.lines)]
            return [room(4, stays=True), *lines]
        case UploadInteraction() | PassageInteraction():
            return []
        case _:
            assert_never(question.interaction)
    return [room(7, stays=True), *together(rows)] if rows else []


def gap_pieces(interaction: GapInteraction) -> Callable[[str], list[Piece] | None]:
    """What stands in a text for a gap: its number, and a line as long as what it may take."""
    numbers = {gap.id: number for number, gap in enumerate(interaction.gaps, start=1)}
    small = Style(size=8.5, bold=True)
    widths = {gap.id: 60.0 if isinstance(gap.entry, ChoiceInteraction) else 110.0 for gap in interaction.gaps}

    def put(name: str) -> list[Piece] | None:
        return [*pieces(f"({numbers[name]})", small), Blank(widths[name])] if name in numbers else None

    return put


def _choices(options: Sequence[Option], setter: Setter, width: float) -> list[Row]:
    found: list[Row] = []
    for index, option in enumerate(options):
        rows = setter.rows(option.text, width - _LETTER)
        found += [*([room(4)] if found else []), *hung(rows, _mark(f"{capital(index)})"), _LETTER)]
    return found


def _mark(text: str, style: Style = BODY) -> Row:
    """A letter or a number before something; in a language that is read from the right, what follows it stands at its left."""
    return said(f"{text}\u200f" if starts_right() else text, 60, style)[0]


def _boxed(options: Sequence[Option], setter: Setter, width: float) -> list[Row]:
    """A box before each, for its place in the right order."""
    found: list[Row] = []
    for index, option in enumerate(options):
        rows = hung(setter.rows(option.text, width - 2 * _LETTER - 4), _mark(f"{capital(index)})"), _LETTER)
        found += [*([room(5)] if found else []), *hung(rows, box_row(Square()), _LETTER + 4)]
    return found


def _pairs(sources: Sequence[Option], targets: Sequence[Option], setter: Setter, width: float) -> list[Row]:
    """Two columns: what gets a letter, and what the letters stand for."""
    half = (width - 24) / 2
    left = [hung(setter.rows(each.text, half - 50), _mark(f"{number}."), 20) for number, each in enumerate(sources, start=1)]
    right = [hung(setter.rows(each.text, half - _LETTER), _mark(f"{capital(index)})"), _LETTER) for index, each in enumerate(targets)]
    found: list[Row] = []
    for number in range(max(len(left), len(right))):
        columns: list[tuple[float, Sequence[Row]]] = []
        if number < len(left):
            columns += [(0.0, left[number]), (half - 22, [box_row(Square(), above=1)])]
        if number < len(right):
            columns.append((half + 24, right[number]))
        found += [*([room(6)] if found else []), cells(columns)]
    return found


def _listed(number: int, gap: Gap, width: float) -> list[Row]:
    """What a gap is chosen from, on a line."""
    if not isinstance(gap.entry, ChoiceInteraction):
        return []
    found: list[Piece] = []
    for index, choice in enumerate(gap.entry.choices):
        # Plain text, as the list on a screen has it.
        found += [*pieces("   " if found else ""), *pieces(f"{capital(index)})", _LABEL), *pieces(f" {choice.text}"), *pieces("    ")]
    return [*hung(text_rows(found, width - 28), _mark(f"({number})", _LABEL), 28), room(3)]


def _scale(options: Sequence[Option], setter: Setter, width: float) -> list[Row]:
    """Steps side by side from one end to the other; below one another where there are many, or long ones."""
    if len(options) > _MOST_STEPS:
        return _choices(options, setter, width)
    step = width / len(options)
    columns = []
    for index, option in enumerate(options):
        label = said(capital(index), step - 8, Style(size=10.5, bold=True), "centre")
        columns.append((index * step + 4, [*label, room(2), *said(plain(option.text), step - 8, Style(size=9.5), "centre")]))
    row = cells(columns)
    if row.height > _MOST_OF_STEPS:
        return _choices(options, setter, width)

    def line(canvas: Canvas, x: float, top: float) -> None:
        stroke(canvas, LINE, 0.6)
        canvas.line(x + step / 2, top + 2, x + width - step / 2, top + 2)
        for index in range(len(options)):
            canvas.line(x + (index + 0.5) * step, top, x + (index + 0.5) * step, top + 4)

    return [room(4), *hung([row], Row(4, line), 0)]


def _to_write_on(width: float, *, stays: bool) -> Row:
    def paint(canvas: Canvas, x: float, top: float) -> None:
        stroke(canvas, GREY, 0.4)
        canvas.line(x, top - _WRITING + 2, x + width, top - _WRITING + 2)

    return Row(_WRITING, paint, stays)
