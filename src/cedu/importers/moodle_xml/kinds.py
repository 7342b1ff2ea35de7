"""What each type of question of Moodle's comes to."""

import re
from typing import TYPE_CHECKING

from cedu.formats.markdown_text import literal
from cedu.formats.moodle import answers
from cedu.formats.moodle.answers import NoItemError, Row, Understood
from cedu.formats.moodle.ids import ids
from cedu.importers.moodle_xml import drawn, gapped, pointed
from cedu.importers.moodle_xml.question import attached, number, written
from cedu.model.interaction import (
    Criterion,
    ExtendedTextInteraction,
    NumberEntryInteraction,
    PassageInteraction,
    Unit,
    UploadInteraction,
)

if TYPE_CHECKING:
    from cedu.importers.moodle_xml.question import Question

_CRITERION = re.compile(
    r'<tr data-id="([a-z0-9-]{1,64})"><td class="criterion">(.*?)</td><td class="points">([0-9.]{1,20})</td></tr>', re.DOTALL
)
_RUBRIC = re.compile(r'<table class="rubric">((?:<tr data-id.*?</td></tr>)+)</table>', re.DOTALL)
_MODEL = re.compile(r'<div class="model-answer">(.*)</div>\s*\Z', re.DOTALL)
_CHARACTERS, _LINES, _MOST_LINES, _MOST_FILES = 2000, 15, 100, 20
_ENDING = re.compile(r"\*?\.[a-z0-9]{1,10}")  # Moodle's groups of types, such as `document`, have no dot
_UNIT_LEFT, _NO_UNITS = "1", "3"


def understood(question: "Question") -> tuple[str, Understood]:
    """The stem, and how the question is answered. Raises NoItemError."""
    match question.type:
        case "cloze" | "multianswer":
            return gapped.cloze(question)
        case "gapselect" | "ddwtos":
            return gapped.chosen(question)
        case "calculated" | "calculatedsimple":
            return drawn.calculated(question, units(question))
    return question.markdown("questiontext"), _answered(question)


def _answered(question: "Question") -> Understood:
    match question.type:
        case "multichoice":
            scored = question.points() != 0
            found = answers.choices(
                question.answers(shown=True),
                question.groups,
                single=question.flag("single", True),
                shuffle=question.flag("shuffleanswers", False),
                scored=scored,
            )
            return question.with_feedback(found)
        case "truefalse":
            return _true_false(question)
        case "shortanswer":
            return answers.typed(question.answers(shown=False), case_sensitive=question.flag("usecase", False))
        case "numerical":
            return _numerical(question)
        case "matching" | "match":
            rows = [
                Row(question.markdown_of(row), literal(question.said("answer", row))) for row in question.element.iterfind("subquestion")
            ]
            return question.with_feedback(answers.matching(rows, question.groups))
        case "ordering":
            return question.with_feedback(_ordering(question))
        case "ddmarker":
            return question.with_feedback(pointed.markers(question))
        case "essay":
            return _essay(question)
        case "description":
            return Understood(PassageInteraction())
        case "random":
            raise NoItemError("it draws a question at random, which the blueprint of an assessment does here")
        case "":
            raise NoItemError("it doesn't say its type")
    raise NoItemError(f"there is no item type for Moodle's `{question.type}`")


def _true_false(question: "Question") -> Understood:
    given = question.answers(shown=False)
    if len(given) != 2:
        raise NoItemError("a true-false question has two answers")
    first_is_false = given[0].text.lower() == "false"
    if_true, if_false = given[::-1] if first_is_false else given
    return answers.true_false(if_true.is_right, if_true.feedback, if_false.feedback)


def _numerical(question: "Question") -> Understood:
    tolerances = [question.number("tolerance", answer) for answer in question.element.iterfind("answer")]
    given = []
    for each, tolerance in zip(question.answers(shown=False), tolerances, strict=True):
        value = number(each.text)
        given.append(each._replace(number=None if value is None else NumberEntryInteraction(value, abs(tolerance or 0))))
    return answers.number(given, units(question))


def units(question: "Question") -> tuple[Unit, ...]:
    """The units of a question that asks for one; what Moodle multiplies the key by is one over what we call a factor."""
    found = []
    for unit in question.element.iterfind("units/unit"):
        multiplier, name = number(unit.findtext("multiplier")), (unit.findtext("unit_name") or "").strip()
        if multiplier and multiplier > 0 and name:
            found.append(Unit(name, inverse(multiplier)))
    found.sort(key=lambda unit: unit.factor != 1)
    if not found:
        return ()
    if found[0].factor != 1:
        question.changed("its units were left out: none of them is the one that the answer is in")
        return ()
    if (question.element.findtext("showunits") or "").strip() == _NO_UNITS:
        question.changed("its units were left out, because Moodle does not ask for them")
        return ()
    if (question.element.findtext("unitgradingtype") or "0").strip() == "0":
        question.changed("a unit, which could be left out, has to be typed")
    elif (question.number("unitpenalty") or 0) < 1:
        question.changed("a wrong unit, which cost a part, costs everything")
    if (question.element.findtext("unitsleft") or "").strip() == _UNIT_LEFT:
        question.changed("the unit, which stood before the number, is typed after it")
    return tuple(found)


def inverse(multiplier: float) -> float:
    """One over a number, in as few digits as tell it."""
    for digits in range(1, 18):
        found = float(f"{1 / multiplier:.{digits}g}")
        if abs(1 / found - multiplier) <= abs(multiplier) * 1e-12:
            return int(found) if found.is_integer() and abs(found) < 1e15 else found
    return 1 / multiplier


def _ordering(question: "Question") -> Understood:
    return answers.ordering(
        [question.markdown_of(answer) for answer in question.element.iterfind("answer")],
        question.groups,
        all_shown=question.said_or("selecttype", "ALL") in ("ALL", "EXACT", "0"),
        all_or_nothing=question.said_or("gradingtype", "ALL_OR_NOTHING") in ("ALL_OR_NOTHING", "-1"),
    )


def _essay(question: "Question") -> Understood:
    attachments = int(question.number("attachments") or 0)
    format = question.said_or("responseformat", "editor")
    rubric, model = _grading(question)
    if format == "noinline" and attachments:
        kinds = [kind for kind in re.split(r"[\s,;]+", question.said_or("filetypeslist", "").lower()) if kind]
        types = tuple(dict.fromkeys(kind.lstrip("*.") for kind in kinds if _ENDING.fullmatch(kind)))
        if others := [kind for kind in kinds if not _ENDING.fullmatch(kind)]:
            question.changed(f"files of any type may be handed in, because `{others[0][:40]}` names none by its ending")
            types = ()
        files = attachments if 0 < attachments <= _MOST_FILES else _MOST_FILES
        if files != attachments:
            question.changed(f"at most {files} files may be handed in")
        if model:
            rubric = (*rubric, Criterion(ids((), len(rubric) + 1)[-1], model, 1))
        return Understood(UploadInteraction(files, types, rubric))
    if attachments:
        question.changed("files can't be handed in with the text")
    if format not in ("editor", "plain", "monospaced", "editorfilepicker"):
        question.changed(f"the answer's form `{format}` became a text")
    lines = int(question.number("responsefieldlines") or _LINES)
    return Understood(ExtendedTextInteraction(max(1, min(lines, _MOST_LINES)), _CHARACTERS, rubric, model))


def _grading(question: "Question") -> tuple[tuple[Criterion, ...], str]:
    """The rubric and the model answer: as we wrote them, or what another wrote for whoever marks as one criterion."""
    element = question.element.find("graderinfo")
    if element is None or not (text := written(element)):
        return (), ""
    table, model = _RUBRIC.match(text), _MODEL.search(text)
    if (table and table.end() == (model.start() if model else len(text))) or (model and model.start() == 0):
        files = attached(element)
        rubric = tuple(
            Criterion(id, question.texts.markdown(html, "html", files), number(points) or 1)
            for id, html, points in _CRITERION.findall(table[1] if table else "")
        )
        return rubric, question.texts.markdown(model[1], "html", files) if model else ""
    question.changed("what graders were told became a criterion of the rubric")
    return (Criterion("a", question.markdown("graderinfo"), question.points() or 1),), ""
