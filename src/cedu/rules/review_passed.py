"""Review that is overdue.

## What it finds

An entity whose `review_by` is over. Retired ones are left alone.

## Why it matters

Its owner promised to read it again by that day. Until then nobody knows whether what learners read is still true.

## Bad

```yaml course.yaml
review_by: 2026-01-31
```

## Good

```yaml course.yaml
review_by: 2027-05-01
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings


def check(entity: Entity, settings: Settings) -> Iterator[Finding]:
    """The entity, if its review is overdue."""
    if entity.review_day is None or entity.status == "retired":
        return
    late = (settings.today - entity.review_day).days
    if late > 0:
        who = f" by {entity.owner}" if entity.owner else ""
        message = f"the review{who} is {late} day{'s' if late > 1 else ''} overdue"
        yield Finding(entity.origin.span("review_by"), message, "read it again, repair it, and set a new `review_by`")


RULE = Rule("CE801", Severity.WARNING, check, each=(Entity,))
