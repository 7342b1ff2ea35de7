"""Item without the right number of correct choices.

## What it finds

A single-choice item with no correct choice or with several, and a multiple-choice item with none.

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
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.assessment import Assessment, Bank
from cedu.rules import Rule, Settings


def check(entity: Assessment | Bank, _settings: Settings) -> Iterator[Finding]:
    """The items with too few or too many correct choices."""
    for item in entity.items:
        if item.type not in ("single-choice", "multiple-choice"):
            continue
        correct = [choice for choice in item.choices if choice.correct]  # type: ignore[attr-defined]
        if not correct:
            yield Finding(item.origin.key("choices"), f"no choice of `{item.id}` is correct", "mark it with `correct: true`")
        elif item.type == "single-choice" and len(correct) > 1:
            message = f"{len(correct)} choices of `{item.id}` are correct, and only one can be chosen"
            hint = "leave one, or make it `type: multiple-choice`"
            yield Finding(correct[1].origin.span("correct"), message, hint)


RULE = Rule("CE401", Severity.ERROR, check, each=(Assessment, Bank))
