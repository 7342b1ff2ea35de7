"""The key of a printed test, for those who mark: what is right, what it earns, what to look at, and where it is written."""

from collections.abc import Iterator

from cedu.model.ids import capital
from cedu.model.interaction import ExtendedTextInteraction, UploadInteraction, marked_by
from cedu.model.marks import fill
from cedu.rendering.exam.front import facts, heading
from cedu.rendering.exam.questions import Question, Test
from cedu.rendering.exam.right import how_scored, right_answers
from cedu.rendering.paper.boxes import GREY, LINE
from cedu.rendering.paper.faces import UnprintableError, writing
from cedu.rendering.paper.pages import Sheet, checked, printed
from cedu.rendering.paper.rows import Row, hung, room, ruled, said, tinted, together
from cedu.rendering.paper.type import Style

_NUMBER = 26
_LABEL, _LETTER = 74, 26
_STEM = Style(size=9.5, colour=GREY)
_SMALL = Style(size=9.5)
_FINE = Style(size=8, colour=GREY)
_RIGHT = Style(bold=True)
_MOST_LINES = 2  # of a stem, to know the question by


def key(test: Test) -> bytes:
    """The PDF. Raises UnprintableError."""
    with writing(test.words.language):
        return _key(test)


def _key(test: Test) -> bytes:
    words = test.words
    name = words.say("exam_key")
    form = words.say("exam_form", form=test.code) if test.code else ""
    sheet = Sheet(
        paper=test.paper,
        language=words.language,
        title=" · ".join(filter(None, (test.entity.title, form, name))),
        author=test.organization,
        head=(f"{name} · {test.entity.title}", form),
        foot=words.say("exam_key_secret"),
    )
    width = sheet.width
    front = [*heading(test, name, width, under=test.entity.title), room(6), *said(" · ".join(facts(test)), width, Style(colour=GREY))]
    front += [room(12), *tinted(said(words.say("exam_key_secret"), width - 14, Style(bold=True)), width)]
    if test.shares:
        shared = " ".join(words.say("exam_shares", count=count, form=code) for code, count in test.shares)
        front += [room(6), *said(shared, width, _SMALL)]
    groups = [together([*front, room(12), ruled(width), room(12)])]
    for question in test.questions:
        if question.number:
            try:
                groups.append([*checked(_question(test, question, width), sheet), room(7, stays=True), ruled(width, LINE, 0.3), room(9)])
            except UnprintableError as error:
                raise UnprintableError(str(error), error.span or question.pooled.item.origin.span("id")) from error
    return printed(sheet, groups)


def _question(test: Test, question: Question, width: float) -> list[Row]:
    words, item = test.words, question.pooled.item
    inner = width - _NUMBER
    setter = test.setter(question)
    first = fill(question.stem.strip().partition("\n\n")[0], lambda _name: "\\_\\_\\_")
    rows = [*setter.rows(first, inner, _STEM)[:_MOST_LINES], room(3, stays=True)]
    right = [*right_answers(test, question)]
    for each in right:
        shown = setter.rows(each.text, inner - _LETTER, _RIGHT) if each.is_markdown else said(each.text, inner - _LETTER, _RIGHT)
        rows += _beside(each.label, shown, _LETTER, _RIGHT)
    if not right:
        name = {"person": "exam_by_person", "nobody": "exam_by_nobody", "key": "exam_no_key"}[marked_by(question.interaction)]
        rows += said(words.say(name), inner, Style(italic=True))
    for note in how_scored(test, question):
        rows += said(note, inner, _SMALL)
    rows += _for_people(test, question, inner)
    for label, text in _feedback(test, question):
        rows += [room(1), *_beside(label, setter.rows(text, inner - _LABEL, _SMALL), _LABEL)]
    where = item.origin.span("id")
    facts = (test.points_of(item.points), question.pooled.name, item.objective or "", f"{where.path}:{where.line}")
    rows += [room(3), *said(" · ".join(filter(None, facts)), inner, _FINE)]
    return together(hung(rows, said(str(question.number), 60, Style(size=11, bold=True))[0], _NUMBER)) if len(rows) < 25 else rows


def _for_people(test: Test, question: Question, width: float) -> list[Row]:
    """The rubric and the model answer of what a person marks."""
    if not isinstance(question.interaction, ExtendedTextInteraction | UploadInteraction):
        return []
    setter = test.setter(question)
    found: list[Row] = []
    for criterion in question.interaction.rubric:
        found += [room(2), *_beside(test.points_of(criterion.points), setter.rows(criterion.text, width - _LABEL, _SMALL), _LABEL)]
    if isinstance(question.interaction, ExtendedTextInteraction) and question.interaction.model_answer:
        rows = setter.rows(question.interaction.model_answer, width - _LABEL, _SMALL)
        found += [room(4), *_beside(test.words.say("exam_model"), rows, _LABEL)]
    return found


def _feedback(test: Test, question: Question) -> Iterator[tuple[str, str]]:
    """What learners would be told, for whoever talks it over with them: when, and what."""
    words, feedback = test.words, question.pooled.item.feedback
    for index, option in enumerate(question.lettered):
        if option.feedback:
            yield words.say("exam_if_chosen", letter=capital(index)), option.feedback
    if feedback and feedback.correct:
        yield words.say("exam_if_right"), feedback.correct
    if feedback and feedback.incorrect:
        yield words.say("exam_if_wrong"), feedback.incorrect


def _beside(label: str, rows: list[Row], wide: float, style: Style = _STEM) -> list[Row]:
    """A label at the left of rows."""
    return hung(rows, said(label, wide, style)[0], wide) if label else rows
