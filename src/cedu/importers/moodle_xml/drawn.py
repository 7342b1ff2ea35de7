"""Calculated questions: a formula, and values that were drawn for its variables."""

import re
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from cedu.formats.moodle import answers
from cedu.formats.moodle.answers import NoItemError, Understood
from cedu.formats.moodle.formulas import cedu_formula
from cedu.formats.moodle.markup import unmarked
from cedu.formats.moodle.reading import own_name
from cedu.importers.moodle_xml.question import attached, number, written
from cedu.items.formula import answer
from cedu.model.formula import FUNCTIONS, FormulaError, formula
from cedu.model.interaction import FormulaInteraction, NumberEntryInteraction, Unit, Variable, Variant

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cedu.formats.moodle.reading import own_name
from cedu.importers.moodle_xml.question import Question

_VARIABLE = re.compile(r"\{([^{}<>=\"']{1,100})\}")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_MOST_DECIMALS, _MOST_VARIANTS, _MOST_VARIABLES = 9, 100, 12
_SHARES = ("1", "3")  # relative and geometric, where 2 is nominal (`question/type/numerical/question.php`, get_tolerance_interval)


def calculated(question: "Question", units: tuple[Unit, ...]) -> tuple[str, Understood]:
    """The stem with its variables, and the formula. Raises NoItemError."""
    element = question.element.find("questiontext")
    html = "" if element is None else written(element)
    if "{=" in html:
        raise NoItemError("its text computes something itself (`{=…}`)")
    definitions = question.element.findall("dataset_definitions/dataset_definition")
    names = _names([question.said("name", each) for each in definitions])
    if len(names) < len(definitions):
        raise NoItemError("two of its variables have one name")
    if not names or len(names) > _MOST_VARIABLES:
        raise NoItemError(f"it has {len(names)} variables, where 1 to {_MOST_VARIABLES} can be drawn")
    text, found, tolerance, relative = _formula(question, names)
    variables = tuple(_variable(question, each, name) for each, name in zip(definitions, names.values(), strict=True))
    if formula(text).names - set(names.values()):
        raise NoItemError("its formula has a variable that is not defined")
    variants = _variants(definitions, names, text)
    if not all(own_name(question.name, question.idnumber)):  # ours are drawn alike everywhere
        question.changed("the values of its variables are drawn anew, from the same ranges")
    if tolerance and relative:
        tolerance = _share(tolerance, variants)
        question.changed(f"its tolerance, which was a share of each answer, is that share of the least: {tolerance:g}")
    interaction = FormulaInteraction(text, variables, variants, tolerance, units)
    places = [(each.start(), each.end(), names[each[1].strip()]) for each in _VARIABLE.finditer(html) if each[1].strip() in names]
    files = {} if element is None else attached(element)
    stem = unmarked(html, places, lambda part: question.texts.markdown(part, question.default, files))
    return stem, question.with_feedback(Understood(interaction, found.correct, found.incorrect, found.notes))


def _formula(question: "Question", names: dict[str, str]) -> tuple[str, Understood, float, bool]:
    """The first formula that is wholly right, what is said, the tolerance, and whether that is a share of the answer."""
    given = [each if each.text == "*" else each._replace(number=NumberEntryInteraction(0)) for each in question.answers(shown=False)]
    found = answers.number(given)
    place = next(place for place, each in enumerate(given) if each.is_right and each.number)
    try:
        text = cedu_formula(given[place].text, names)
    except FormulaError as error:
        raise NoItemError(f"its formula `{given[place].text}` can't be read: {error}") from None
    element = question.element.findall("answer")[place]
    tolerance = abs(question.number("tolerance", element) or 0)
    return text, found, tolerance, (element.findtext("tolerancetype") or "").strip() in _SHARES


def _share(tolerance: float, variants: tuple[Variant, ...]) -> float:
    """A share of the least answer, in three digits: no answer that was wrong becomes right."""
    least = min((abs(each.answer) for each in variants if isfinite(each.answer)), default=0.0)
    return float(f"{tolerance * least:.3g}")


def _names(written: list[str]) -> dict[str, str]:
    """What variables are called here, by what they are called in Moodle."""
    names: dict[str, str] = {}
    for place, name in enumerate(written, 1):
        made = _NOT_IN_NAMES.sub("_", name.lower()).strip("_")[:20]
        if not made or not made[0].isalpha() or made in (*names.values(), *FUNCTIONS, "pi"):
            made = f"v{place}" if not made else f"v{place}_{made}"
        names[name] = made
    return names


def _variable(question: "Question", element: "_Element", name: str) -> Variable:
    lowest, highest = (number(question.said(tag, element)) for tag in ("minimum", "maximum"))
    if lowest is None or highest is None:
        raise NoItemError("a variable has no range")
    if (question.said("distribution", element) or "uniform") != "uniform":
        question.changed(f"the values of `{name}` are drawn evenly")
    decimals = int(number(question.said("decimals", element)) or 0)
    step = float(Decimal(1).scaleb(-max(0, min(decimals, _MOST_DECIMALS))))
    return Variable(name, lowest, highest, int(step) if step == 1 else step)


def _variants(definitions: "list[_Element]", names: dict[str, str], text: str) -> tuple[Variant, ...]:
    """As many as there are values of every variable; one at least."""
    columns = [[(item.findtext("value") or "").strip() for item in each.iterfind("dataset_items/dataset_item")] for each in definitions]
    rows = list(zip(*columns, strict=False))[:_MOST_VARIANTS]
    rows = [row for row in rows if all(number(value) is not None for value in row)]
    if not rows:
        rows = [tuple((each.findtext("minimum/text") or "0").strip() for each in definitions)]
    return tuple(Variant(row, answer(text, dict(zip(names.values(), row, strict=True)))) for row in rows)
