"""Item without an objective.

## What it finds

An item that does not say which objective it is about. Diagnostic assessments are left alone, because they may ask
what no course teaches.

## Why it matters

Its answers count towards a score and tell nobody what a learner can or can't do. No blueprint can draw it by
objective.

## Bad

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: licence, type: true-false, stem: The licence lets you share what you build., answer: true}
```

## Good

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import marked_by
from cedu.rules import Rule, Settings


def check(entity: Assessment | Bank, _settings: Settings) -> Iterator[Finding]:
    """The items that name none."""
    if isinstance(entity, Assessment) and entity.purpose == "diagnostic":
        return
    for item in entity.items:
        if item.objective is None and marked_by(lower(item)) != "nobody":
            message = f"the item `{item.id}` does not say which objective it is about"
            yield Finding(item.origin.span("id"), message, "name it: `objective: course.objective`")


RULE = Rule("CE302", Severity.WARNING, check, each=(Assessment, Bank))
