"""Item without the right number of correct choices.

## What it finds

A single-choice item, or a gap with choices, with no correct choice or with several; a multiple-choice item with none;
and a hotspot item with no correct area, or with several where only one can be chosen.

## Why it matters

No learner could answer it right, or an LMS would take one of two right answers for wrong.

## Bad

```yaml exam.bank.yaml
items:
  - id: exit-code
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer return when all is well?
    choices:
      - {id: zero, text: "0"}
      - {id: one, text: "1"}
      - {id: two, text: "2"}
```

## Good

```yaml exam.bank.yaml
items:
  - id: exit-code
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer return when all is well?
    choices:
      - {id: zero, text: "0", correct: true}
      - {id: one, text: "1"}
      - {id: two, text: "2"}
```
"""

from collections.abc import Iterator, Sequence
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.items.gap_choice import GapChoice
from cedu.items.hotspot import Hotspot
from cedu.items.multiple_choice import MultipleChoice
from cedu.items.single_choice import SingleChoice
from cedu.rules import Rule, Settings

_TO_SEVERAL = "leave one, or make it `type: multiple-choice`"


def check(item: SingleChoice | MultipleChoice | GapChoice | Hotspot, _settings: Settings) -> Iterator[Finding]:
    """Too few or too many correct choices or areas."""
    match item:
        case SingleChoice():
            yield from _wrong(item, item.choices, "choice", f"`{item.id}`", _TO_SEVERAL)
        case MultipleChoice():
            yield from _wrong(item, item.choices, "choice", f"`{item.id}`", None)
        case GapChoice():
            for gap in item.gaps:
                yield from _wrong(gap, gap.choices, "choice", f"the gap `{gap.id}` of `{item.id}`", "leave one")
        case Hotspot():
            yield from _wrong(item, item.areas, "area", f"`{item.id}`", None if item.multiple else "leave one, or write `multiple: true`")


def _wrong(part: Any, options: Sequence[Any], what: str, whose: str, to_several: str | None) -> Iterator[Finding]:
    """`to_several`: what to do about several that are right; None where there may be."""
    correct = [option for option in options if option.correct]
    if not correct:
        yield Finding(part.origin.key(f"{what}s"), f"no {what} of {whose} is correct", "mark it with `correct: true`")
    elif to_several and len(correct) > 1:
        message = f"{len(correct)} {what}s of {whose} are correct, and only one can be chosen"
        yield Finding(correct[1].origin.span("correct"), message, to_several)


RULE = Rule("CE401", Severity.ERROR, check, each=(SingleChoice, MultipleChoice, GapChoice, Hotspot))
