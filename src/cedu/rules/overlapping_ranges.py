"""Ranges that overlap.

## What it finds

A single-choice item with two choices that are ranges of numbers (“10–20”, “more than 20”, “up to 5 %”) of which some
number belongs to both.

## Why it matters

For a value in both there are two right answers, and “20” is in “10–20” and in “20–30”. Guideline 22 of Haladyna,
Downing and Rodriguez (2002): choices do not overlap.

## Bad

```yaml exam.bank.yaml
items:
  - id: minutes
    type: single-choice
    objective: authoring.install-it
    stem: How many minutes does the installation take?
    choices:
      - {id: short, text: 1 to 5}
      - {id: middle, text: 5 to 10, correct: true}
      - {id: long, text: more than 10}
```

## Good

```yaml exam.bank.yaml
items:
  - id: minutes
    type: single-choice
    objective: authoring.install-it
    stem: How many minutes does the installation take?
    choices:
      - {id: short, text: 1 to 5}
      - {id: middle, text: 6 to 10, correct: true}
      - {id: long, text: more than 10}
```
"""

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import NamedTuple

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_NUMBER = r"[-−]?\$?([0-9][0-9,]*(?:\.[0-9]+)?)"
_UNIT = r"\s*([^\W\d_]*|%|°[CF]?)"
_FROM_TO = re.compile(rf"(?:from |between )?{_NUMBER}{_UNIT}\s*(?:-|–|—|to|and|bis)\s*{_NUMBER}{_UNIT}\.?", re.IGNORECASE)
_BELOW = re.compile(rf"(less than|under|below|fewer than|<|up to|at most|no more than|≤|<=) ?{_NUMBER}{_UNIT}\.?", re.IGNORECASE)
_ABOVE = re.compile(rf"(more than|over|above|greater than|>|at least|no less than|≥|>=) ?{_NUMBER}{_UNIT}\.?", re.IGNORECASE)
_AND_MORE = re.compile(rf"{_NUMBER}{_UNIT} (or|and) (more|less|fewer|above|over|below|under|higher|lower)\.?", re.IGNORECASE)
_EXCLUSIVE = ("less than", "under", "below", "fewer than", "<", "more than", "over", "above", "greater than", ">")


class _Range(NamedTuple):
    """From where to where, whether the ends belong to it, and in what unit."""

    low: float
    high: float
    has_low: bool
    has_high: bool
    unit: str


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The first two that overlap."""
    if question.item.type != "single-choice" or not any(_digit(text) for text in question.texts):
        return
    ranges = [(choice, found) for choice, text in zip(question.choices, question.texts, strict=True) if (found := _range(text))]
    for (one, first), (other, second) in combinations(ranges, 2):
        if first.unit == second.unit and _overlap(first, second):
            message = f"the ranges `{one.id}` and `{other.id}` of `{question.item.id}` overlap"
            yield Finding(other.origin.span("text"), message, "let one start above where the other ends")
            return


def _digit(text: str) -> bool:
    return len(text) < 40 and any(character.isdigit() for character in text)


def _range(text: str) -> _Range | None:
    if found := _FROM_TO.fullmatch(text):
        low, high = _value(found[1]), _value(found[3])
        if low > high or (found[2] and found[4] and found[2] != found[4]):
            return None
        return _Range(low, high, True, True, found[4] or found[2])
    if found := _BELOW.fullmatch(text):
        return _Range(-inf, _value(found[2]), False, found[1].lower() not in _EXCLUSIVE, found[3])
    if found := _ABOVE.fullmatch(text):
        return _Range(_value(found[2]), inf, found[1].lower() not in _EXCLUSIVE, False, found[3])
    if found := _AND_MORE.fullmatch(text):
        if found[4].lower() in ("more", "above", "over", "higher"):
            return _Range(_value(found[1]), inf, True, False, found[2])
        return _Range(-inf, _value(found[1]), False, True, found[2])
    return None


def _value(written: str) -> float:
    return float(written.replace(",", ""))


def _overlap(one: _Range, other: _Range) -> bool:
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low != high:
        return low < high
    return all(each.has_low if each.low == low else True for each in (one, other)) and all(
        each.has_high if each.high == high else True for each in (one, other)
    )


RULE = Rule("CE419", Severity.WARNING, check, each=(ChoiceQuestion,))
