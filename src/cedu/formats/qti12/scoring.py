"""What an answer earns in QTI 1.2: the conditions of an item, evaluated (ASI 1.2.1, Information Model, 3.6)."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from cedu.formats.qti12.parsed import Condition, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is given, by the response's ident: idents of labels, or the one text that is typed.
Given = Mapping[str, Sequence[str]]
# A file can hold more conditions than anybody would write, and each is looked at for each answer.
MOST = 20_000
FULL = 100.0
_MOST_SCORE = 1e9


class Scoring:
    """The conditions of one item, ready to be asked what an answer earns."""

    def __init__(self, conditions: Sequence[Condition], any_text: bool) -> None:
        """`any_text`: of several texts in one condition any will do, as in Canvas and cartridges, though the standard asks for all."""
        self._conditions = conditions
        self._any_text = any_text
        self._variable = _scored(conditions)
        # Where none says, the first that holds would be the last; but D2L and Canvas add up what several earn.
        silent = all(condition.goes_on is None for condition in conditions)
        self._adds_up = silent and any(action == "add" for condition in conditions for _, action, _ in condition.sets)

    def outcome(self, given: Given) -> tuple[float, tuple[str, ...]]:
        """What an answer earns, and the idents of what is said after it."""
        score = 0.0
        shows: list[str] = []
        for condition in self._conditions:
            if not self.holds(condition.test, given):
                continue
            for name, action, written in condition.sets:
                if name.lower() == self._variable:
                    score = _changed(score, action, _number(written))
            shows += condition.shows
            if not (condition.goes_on or self._adds_up):
                break
        return score, tuple(shows)

    def score(self, given: Given) -> float:
        """What an answer earns."""
        return self.outcome(given)[0]

    @property
    def earning(self) -> Iterator["_Element"]:
        """The tests after which more is earned than before, of whatever is counted: D2L has a variable for each blank."""
        for condition in self._conditions:
            if any("incorrect" not in name.lower() and _changed(0, action, _number(text)) > 0 for name, action, text in condition.sets):
                yield condition.test

    def holds(self, test: "_Element", given: Given) -> bool:
        """Is a test true of an answer?"""
        match test.tag:
            case "conditionvar":
                inside = [self.holds(each, given) for each in test]
                texts = self._any_text and len(test) > 1 and all(each.tag in ("varequal", "varsubstring") for each in test)
                return any(inside) if texts else all(inside)
            case "and":
                return all(self.holds(each, given) for each in test)
            case "or":
                return any(self.holds(each, given) for each in test)
            case "not":
                return not all(self.holds(each, given) for each in test)
            case "other":
                return True
            case "unanswered":
                return not given.get(test.get("respident", ""))
        return _compared(test, given.get(test.get("respident", ""), ()))


def _compared(test: "_Element", values: Sequence[str]) -> bool:
    wanted = text_of(test)
    exact = (test.get("case") or "No").lower() == "yes"
    index = test.get("index", "")
    if index.isascii() and index.isdigit() and len(index) < 5 and test.tag == "varequal":
        values = values[int(index) - 1 : int(index)] if int(index) else ()
    match test.tag:
        case "varequal":
            return any(_same(value, wanted, exact) for value in values)
        case "varsubset":
            return bool(values) and {value.lower() for value in values} <= {each.strip().lower() for each in wanted.split(",")}
        case "varsubstring":
            return any(wanted in value or (not exact and wanted.lower() in value.lower()) for value in values)
        case "varlt" | "varlte" | "vargt" | "vargte":
            return any(_ordered(str(test.tag), value, wanted) for value in values)
    return False


def _same(value: str, wanted: str, exact: bool) -> bool:
    return value == wanted or (not exact and value.lower() == wanted.lower())


def _ordered(tag: str, value: str, wanted: str) -> bool:
    try:
        number, other = float(value), float(wanted)
    except ValueError:
        return False
    return {"varlt": number < other, "varlte": number <= other, "vargt": number > other, "vargte": number >= other}[tag]


def _changed(score: float, action: str, value: float) -> float:
    match action:
        case "add":
            changed = score + value
        case "subtract":
            changed = score - value
        case "multiply":
            changed = score * value
        case "divide":
            changed = score / value if value else score
        case _:
            changed = value
    return min(max(changed, -_MOST_SCORE), _MOST_SCORE)


def _number(text: str) -> float:
    """What a value of a variable comes to; Blackboard says `SCORE.max` where it means all of it."""
    try:
        number = float(text)
        return number if isfinite(number) else 0.0
    except ValueError:
        return FULL if text.lower().endswith(".max") or text.lower() == "true" else 0.0


def _scored(conditions: Sequence[Condition]) -> str:
    """The variable that holds the score: SCORE, or what D2L and Respondus call it."""
    names = [name.lower() for condition in conditions for name, _, _ in condition.sets]
    for wanted in ("score", "d2l_correct", "que_score"):
        if wanted in names:
            return wanted
    return next((name for name in names if name.endswith("score")), next((name for name in names if "incorrect" not in name), "score"))
