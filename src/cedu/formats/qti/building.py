"""The parts that items and tests are made of, in QTI 2.1's names: declarations, expressions, rules."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.xml import legal
from cedu.model.numbers import as_written, decimal

RESPONSE, UNIT, SCORE, MAXSCORE = "RESPONSE", "UNIT", "SCORE", "MAXSCORE"
# Which choice has been taken, and whether the answer was right: what feedback is shown by.
TAKEN, RESULT = "TAKEN", "RESULT"
_DIGITS = Decimal(1).scaleb(-12)


def make(tag: str, attributes: dict[str, str] | None = None, *children: Element, text: str = "") -> Element:
    """An element with these children, or this text."""
    element = Element(tag, attributes or {})
    element.extend(children)
    if text:
        element.text = legal(text)
    return element


def share(points: float, count: int) -> Decimal:
    """One of `count` shares of the points, rounded up, so that all together are never less than all: what is more is cut off."""
    return (as_written(points) / count).quantize(_DIGITS, ROUND_CEILING)


def values(tag: str, texts: Iterable[str]) -> Element:
    """A `correctResponse` or `defaultValue`."""
    return make(tag, {}, *(make("value", text=text) for text in texts))


def response(name: str, cardinality: str, base_type: str, correct: Iterable[str] = (), mapping: Element | None = None) -> Element:
    """What is answered, and what is right."""
    right = list(correct)
    parts = [values("correctResponse", right)] if right else []
    attributes = {"identifier": name, "cardinality": cardinality, "baseType": base_type}
    return make("responseDeclaration", attributes, *parts, *([] if mapping is None else [mapping]))


def mapping(entries: Iterable[tuple[str, float | Decimal]], points: float | None = None, case_sensitive: bool | None = None) -> Element:
    """What each answer earns; no less than nothing and no more than `points`, where there are several to add up."""
    bounds = {} if points is None else {"lowerBound": "0", "upperBound": decimal(points)}
    case = {} if case_sensitive is None else {"caseSensitive": "true" if case_sensitive else "false"}
    return make(
        "mapping",
        {**bounds, "defaultValue": "0"},
        *(make("mapEntry", {"mapKey": legal(key), "mappedValue": decimal(value), **case}) for key, value in entries),
    )


def declare(kind: str, name: str, base_type: str, default: Iterable[str] = (), cardinality: str = "single", **more: str) -> Element:
    """An `outcomeDeclaration` or a `templateDeclaration`."""
    given = list(default)
    attributes = {"identifier": name, "cardinality": cardinality, "baseType": base_type, **more}
    return make(kind, attributes, *([values("defaultValue", given)] if given else []))


def variable(name: str) -> Element:
    """The value of a variable."""
    return make("variable", {"identifier": name})


def correct(name: str) -> Element:
    """The right answer of a response."""
    return make("correct", {"identifier": name})


def base(base_type: str, text: str) -> Element:
    """A value."""
    return make("baseValue", {"baseType": base_type}, text=text)


def several(tag: str, expressions: list[Element]) -> Element:
    """`and` or `or` of expressions; one alone is itself."""
    return expressions[0] if len(expressions) == 1 else make(tag, {}, *expressions)


def is_correct(name: str) -> Element:
    """Is the answer exactly the right one?"""
    return make("match", {}, variable(name), correct(name))


def set_outcome(name: str, expression: Element) -> Element:
    """Give an outcome a value."""
    return make("setOutcomeValue", {"identifier": name}, expression)


def condition(when: Element, *then: Element, otherwise: Element | None = None) -> Element:
    """If `when`, these rules; else the other one."""
    return make(
        "responseCondition", {}, make("responseIf", {}, when, *then), *([] if otherwise is None else [make("responseElse", {}, otherwise)])
    )


def if_answered(name: str, *rules: Element) -> Element:
    """These rules, unless there is no answer: operators on nothing give nothing (QTI 2.1, 15), or in some players an error."""
    return condition(make("not", {}, make("isNull", {}, variable(name))), *rules)


def lies_between(name: str, low: Element, high: Element) -> Element:
    """Is a number one of the two, or between them? `equal` with a tolerance would say so, too, but not every player knows it."""
    return make("and", {}, make("gte", {}, variable(name), low), make("lte", {}, variable(name), high))
