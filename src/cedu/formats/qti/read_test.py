"""A test as it is read: which items it asks, and the settings of an assessment."""

from collections.abc import Iterator
from typing import Any

from cedu.formats.qti.nodes import Node
from cedu.formats.qti.read_typed import first_number
from cedu.formats.qti.test import PASSING_SCORE

_MOST_MINUTES, _MOST_ATTEMPTS = 10_000, 1000


def settings(test: Node) -> tuple[list[str], dict[str, Any], list[tuple[int, str]]]:
    """The addresses of items in order, each once; what an assessment's YAML says beside them; and what has changed, by line."""
    notes: list[tuple[int, str]] = []
    references = list(dict.fromkeys(node.get("href") for node in test.all("assessmentItemRef")))
    said: dict[str, Any] = {
        "passing_score": _passing_score(test),
        "attempts": _attempts(test, notes),
        "time_limit_minutes": _minutes(test, notes),
        "shuffle": any(node.get("shuffle") == "true" for node in test.all("ordering")),
    }
    notes += _lost(test)
    return references, {name: value for name, value in said.items() if value}, notes


def _passing_score(test: Node) -> float | None:
    """The passing score in percent: as we write it, or the master's share of a scale."""
    for outcome in test.all("outcomeDeclaration"):
        if outcome.get("identifier") == PASSING_SCORE:
            score = first_number(next((value.text for value in outcome.all("value")), ""))
            return score if score is not None and 0 <= score <= 100 else None
        mastery, most = first_number(outcome.get("masteryValue")), first_number(outcome.get("normalMaximum"))
        if mastery is not None and most and 0 <= mastery <= most:
            return round(100 * mastery / most, 6)
    return None


def _attempts(test: Node, notes: list[tuple[int, str]]) -> int | None:
    """How often an item may be answered, which is the nearest to how often a test may be taken."""
    found = {node.get("maxAttempts") for node in test.all("itemSessionControl") if node.get("maxAttempts")}
    numbers = {int(each) for each in found if each.isdecimal() and 0 < len(each) < 5 and 0 < int(each) <= _MOST_ATTEMPTS}
    if len(found) > 1:
        notes.append((test.line, "how often items may be answered differs, and becomes the most often"))
    return max(numbers, default=None)


def _minutes(test: Node, notes: list[tuple[int, str]]) -> int | None:
    limits = [(node, first_number(node.get("maxTime"))) for node in (*test.nodes, *(test.child("testPart") or Node("")).nodes)]
    seconds = next((each for node, each in limits if node.name == "timeLimits" and each), None)
    if not seconds or not 0 < seconds <= _MOST_MINUTES * 60:
        return None
    minutes = -int(-seconds // 60)
    if minutes * 60 != seconds:
        notes.append((test.line, f"the time limit of {seconds:g} seconds became {minutes} minutes"))
    return minutes


def _lost(test: Node) -> Iterator[tuple[int, str]]:
    """What an assessment's settings can't say."""
    for node in test.all("selection"):
        select = node.get("select")
        yield node.line, f"the test draws {select} of the items of a section: give the assessment a `blueprint` that does so"
    for name, what in (
        ("preCondition", "a condition for asking"),
        ("branchRule", "a rule for what comes next"),
        ("testFeedback", "feedback on the whole test"),
        ("assessmentSectionRef", "a section in a file of its own"),
        ("weight", "a weight of an item"),
        ("templateDefault", "a value for an item's template"),
    ):
        if found := next(test.all(name), None):
            yield found.line, f"without {what}"
