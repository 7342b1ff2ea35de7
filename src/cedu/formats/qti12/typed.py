"""Numbers and formulas that are typed in QTI 1.2, as Canvas, Blackboard and D2L write them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING

from cedu.formats.qti12.parsed import text_of
from cedu.formats.qti12_canvas import FUNCTIONS
from cedu.model.formula import FormulaError, formula
from cedu.model.interaction import FormulaInteraction, NumberEntryInteraction, Variable, Variant

if TYPE_CHECKING:
    from lxml.etree import _Element

_OURS = {theirs: ours for ours, theirs in FUNCTIONS.items()}
_CALL = re.compile(r"\b([A-Za-z]+[0-9]*)(?=\s*\()")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MOST_VARIANTS = 100
_MOST_DIGITS = 40
_NOISE = Decimal("1e-9")  # of what others have computed with floats


class UnreadableError(ValueError):
    """An item that is not read; the message says why."""


def number(tests: Sequence["_Element"], changes: dict[str, None]) -> NumberEntryInteraction:
    """The number that earns most of what these tests ask for: the first of them. Raises UnreadableError."""
    for test in tests:
        exact = next(_numbers(test, "varequal"), None)
        low, high = next(_numbers(test, "vargte", "vargt"), None), next(_numbers(test, "varlte", "varlt"), None)
        if exact is None and (low is None or high is None):
            continue
        if len(tests) > 1:
            changes["of several numbers that are right, the first is"] = None
        if any(True for _ in test.iter("vargt", "varlt")):
            changes["an end that was just not right is right"] = None
        return _entry(exact, low, high, changes)
    raise UnreadableError("it does not say which number is right")


def _entry(exact: Decimal | None, low: Decimal | None, high: Decimal | None, changes: dict[str, None]) -> NumberEntryInteraction:
    if low is None or high is None:
        return NumberEntryInteraction(float(exact or 0))
    if low > high:
        low, high = high, low
    if exact is None:
        return NumberEntryInteraction.between(float(low), float(high))
    if abs((high - exact) - (exact - low)) > _NOISE:
        changes["a tolerance that was not the same up and down becomes a range"] = None
        return NumberEntryInteraction.between(float(low), float(high))
    return NumberEntryInteraction(float(exact), float(high - exact))


def _numbers(test: "_Element", *names: str) -> Iterator[Decimal]:
    for element in test.iter(*names):
        if (found := decimal(text_of(element))) is not None:
            yield found


def decimal(text: str) -> Decimal | None:
    """The number that a text writes, if it is one that a float can hold."""
    text = text.strip()
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        found = Decimal(text) if len(text) <= _MOST_DIGITS else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and isfinite(float(found)) and abs(found.adjusted()) < 100 else None


def calculated(element: "_Element", changes: dict[str, None]) -> tuple[FormulaInteraction, dict[str, str]]:
    """Canvas's extension, and what each variable is called now by what it was called. Raises UnreadableError."""
    names: dict[str, str] = {}
    variables = []
    for variable in element.findall("vars/var"):
        written = variable.get("name", "")
        name = written.lower()
        if not _NAME.fullmatch(name) or name in names.values() or len(name) > 32:
            raise UnreadableError(f"a variable is called `{written[:40]}`, which is no name that a formula can have")
        names[written] = name
        scale = variable.get("scale", "0")
        places = int(scale) if scale.isascii() and scale.isdigit() and len(scale) == 1 else 0
        low, high = decimal(text_of(variable.find("min"))), decimal(text_of(variable.find("max")))
        if low is None or high is None or low > high:
            raise UnreadableError(f"it does not say between which numbers `{written[:40]}` lies")
        variables.append(Variable(name, float(low), float(high), float(Decimal(1).scaleb(-places))))
    text = _formula(element, names)
    variants = tuple(_variants(element, names))[:_MOST_VARIANTS]
    if not variables or not variants:
        raise UnreadableError("nothing is drawn for its formula")
    return FormulaInteraction(text, tuple(variables), variants, _tolerance(element, variants, changes)), names


def _formula(element: "_Element", names: dict[str, str]) -> str:
    written = [text_of(each) for each in element.findall("formulas/formula")] or [text_of(each) for each in element.findall("formula")]
    if len(written) != 1:
        raise UnreadableError("its formula has several steps" if written else "its formula is not there")
    text = _CALL.sub(lambda found: _OURS.get(found[1], found[1]), written[0])
    for old, new in names.items():
        if old != new:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    try:
        unknown = formula(text).names - set(names.values())
    except FormulaError as error:
        raise UnreadableError(f"its formula is not read: {error}") from None
    if unknown:
        raise UnreadableError(f"its formula needs `{min(unknown)[:40]}`, which is no variable of it")
    return text


def _variants(element: "_Element", names: dict[str, str]) -> Iterator[Variant]:
    for each in element.findall("var_sets/var_set"):
        values = {variable.get("name", ""): text_of(variable) for variable in each.findall("var")}
        answer = decimal(text_of(each.find("answer")))
        if answer is not None and all(name in values for name in names):
            yield Variant(tuple(values[name] for name in names), float(answer))


def _tolerance(element: "_Element", variants: Sequence[Variant], changes: dict[str, None]) -> float:
    """How far off an answer may be; of a share, what it comes to for the least answer."""
    written = text_of(element.find("answer_tolerance"))
    tolerance = decimal(written.removesuffix("%"))
    if tolerance is None or tolerance < 0:
        return 0
    if not written.endswith("%"):
        return float(tolerance)
    least = min((abs(variant.answer) for variant in variants if variant.answer), default=0)
    found = float(f"{least * float(tolerance) / 100:.6g}")
    changes[f"a tolerance of {written} becomes {found:g}, which it is for the least answer"] = None
    return found
