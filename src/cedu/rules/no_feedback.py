"""Formative item without feedback.

## What it finds

A formative assessment with items that say nothing after an answer: neither the item nor one of its choices has
`feedback`. What a person marks is left alone.

## Why it matters

Who takes a formative test is still learning. Butler and Roediger (2008) found that whoever got feedback after a
multiple-choice test knew more later, and had kept fewer of the wrong answers that they had read there. Shute (2008)
reviews what makes it good: specific, and about the thought rather than the person.

## Bad

```yaml first-steps.assessment.yaml
purpose: formative
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: The menu opens it., answer: true}
  - {id: file, type: true-false, objective: authoring.install-it, stem: The installer is one file., answer: true}
```

## Good

```yaml first-steps.assessment.yaml
purpose: formative
items:
  - id: opens
    type: true-false
    objective: first-look.open-it
    stem: The menu opens it.
    answer: true
    feedback: {correct: "It is the first entry.", incorrect: "Look at the first entry of the menu."}
  - id: file
    type: true-false
    objective: authoring.install-it
    stem: The installer is one file.
    answer: true
    feedback: {correct: "It holds the others.", incorrect: "Look into the folder."}
```
"""

from collections.abc import Iterator
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.items import lower
from cedu.model.assessment import Assessment
from cedu.model.interaction import marked_by
from cedu.rules import Rule, Settings

_NAMED = 5


def check(assessment: Assessment, _settings: Settings) -> Iterator[Finding]:
    """All such items of an assessment at once, at the first of them."""
    if assessment.purpose != "formative":
        return
    silent = [item for item in assessment.items if not _says_something(item)]
    silent = [item for item in silent if marked_by(lower(item)) == "key"]
    if silent:
        named = ", ".join(f"`{item.id}`" for item in silent[:_NAMED])
        more = f" and {len(silent) - _NAMED} more" if len(silent) > _NAMED else ""
        message = f"{named}{more} {'gives' if len(silent) == 1 else 'give'} no feedback, and the assessment is formative"
        yield Finding(silent[0].origin.span("id"), message, "say after an answer why it is right or wrong: `feedback`")


def _says_something(item: Any) -> bool:
    if item.feedback:
        return True
    return any(part.feedback for name in ("choices", "areas") for part in getattr(item, name, ()))


RULE = Rule("CE402", Severity.WARNING, check, each=(Assessment,))
