"""The booklet of a printed test: what is asked, and nothing of what is right."""

from collections.abc import Sequence
from itertools import takewhile

from cedu.model.assessment import Assessment
from cedu.model.interaction import ExtendedTextInteraction, GapInteraction
from cedu.rendering.exam.answers import answer_rows, gap_pieces, instruction
from cedu.rendering.exam.front import facts, heading, name_fields
from cedu.rendering.exam.questions import Question, Test
from cedu.rendering.paper.boxes import GREY
from cedu.rendering.paper.faces import UnprintableError, writing
from cedu.rendering.paper.markdown import Fill
from cedu.rendering.paper.pages import Sheet, checked, printed
from cedu.rendering.paper.rows import Row, hung, room, ruled, said, tinted, together
from cedu.rendering.paper.type import Style

_NUMBER = 26  # the column of numbers
_POINTS = 58  # the column of points
_NOTE = Style(size=9, colour=GREY, italic=True)


def booklet(test: Test) -> bytes:
    """The PDF. Raises UnprintableError."""
    with writing(test.words.language):
        return _booklet(test)


def _booklet(test: Test) -> bytes:
    words = test.words
    sheet = Sheet(
        paper=test.paper,
        language=words.language,
        title=" · ".join(filter(None, (test.entity.title, form_name(test)))),
        author=test.organization,
        head=(test.entity.title, form_name(test)),
        foot=test.organization,
    )
    groups = [_front(test, sheet.width), *_questions(test, sheet)]
    groups.append([room(16, stays=True), *said(words.say("exam_end"), sheet.width, _NOTE, "centre")])
    return printed(sheet, groups)


def form_name(test: Test) -> str:
    """What a form is called; nothing of a bank."""
    return test.words.say("exam_form", form=test.code) if test.code else ""


def _front(test: Test, width: float) -> list[Row]:
    """What stands before the first question."""
    rows = heading(test, test.entity.title, width)
    rows += [room(6), *said(" · ".join(facts(test)), width, Style(size=10.5, colour=GREY))]
    if test.entity.summary:
        rows += [room(6), *said(test.entity.summary, width)]
    if isinstance(test.entity, Assessment):
        rows += [room(18), *name_fields(test, width), room(16), *_before_you_start(test, width)]
    return together([*rows, room(14), ruled(width), room(14)])


def _before_you_start(test: Test, width: float) -> list[Row]:
    words = test.words
    rows = said(words.say("exam_before"), width - 14, Style(bold=True))
    is_long = any(isinstance(question.interaction, ExtendedTextInteraction) for question in test.questions)
    for name in ("exam_how_sheet", *(("exam_how_booklet",) if is_long else ()), "exam_how_pages"):
        rows += [room(2), *said(words.say(name), width - 14)]
    return tinted(rows, width)


def _questions(test: Test, sheet: Sheet) -> list[list[Row]]:
    """Each question a group of its own, but for the first after a passage, which stays with it."""
    groups: list[list[Row]] = []
    passage: list[Row] = []
    for index, question in enumerate(test.questions):
        try:
            if not question.number:
                passage += checked(_passage(test, question, index, sheet.width), sheet)
                continue
            rows = checked(_question(test, question, sheet.width), sheet)
        except UnprintableError as error:
            raise UnprintableError(str(error), error.span or question.pooled.item.origin.span("id")) from error
        groups.append([*passage, *rows, room(20)])
        passage = []
    return [*groups, passage] if passage else groups


def _passage(test: Test, question: Question, index: int, width: float) -> list[Row]:
    """A passage set off, and which questions are about it."""
    about = list(takewhile(lambda each: each.number, test.questions[index + 1 :]))
    rows = test.setter(question).rows(question.stem, width - 14)
    if about:
        name = "exam_passage" if len(about) > 1 else "exam_passage_one"
        line = test.words.say(name, first=about[0].number, last=about[-1].number)
        rows = [*said(line, width - 14, Style(size=9.5, bold=True)), room(6, stays=True), *rows]
    return [*tinted(rows, width), room(14, stays=True)]


def _question(test: Test, question: Question, width: float) -> list[Row]:
    inner = width - _NUMBER
    stem = test.setter(question, _fill(question)).rows(question.stem, inner - _POINTS)
    note = instruction(test, question)
    rows = _beside_points(stem, test.points_of(question.pooled.item.points) if question.pooled.item.points else "", inner)
    if note:
        rows += [room(3, stays=True), *said(note, inner, _NOTE)]
    rows = [*together(rows), *answer_rows(test, question, inner)] if len(rows) < 12 else [*rows, *answer_rows(test, question, inner)]
    return hung(rows, said(str(question.number), 60, Style(size=11, bold=True))[0], _NUMBER)


def _fill(question: Question) -> Fill | None:
    interaction = question.interaction
    return gap_pieces(interaction) if isinstance(interaction, GapInteraction) else None


def _beside_points(stem: Sequence[Row], points: str, width: float) -> list[Row]:
    """A stem, with its points at the right of its first line."""
    if not points:
        return list(stem)
    return hung(stem, said(points, width, Style(size=9, colour=GREY), "right")[0], 0)
