"""Review that is due soon.

## What it finds

An entity whose `review_by` is near: within 30 days, or within `lint: {review_within_days: …}`. Retired ones are left
alone.

## Why it matters

There is still time to plan it.

## Bad

```yaml course.yaml
review_by: 2026-12-01
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
    """The entity, if its review is near."""
    if entity.review_day is None or entity.status == "retired":
        return
    left = (entity.review_day - settings.today).days
    lint = settings.workspace.lint
    if 0 <= left <= (lint.review_within_days if lint else 30):
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        who = f" by {entity.owner}" if entity.owner else ""
        message = f"the review{who} is due {when}"
        yield Finding(entity.origin.span("review_by"), message, "read it again, repair it, and set a new `review_by`")


RULE = Rule("CE802", Severity.WARNING, check, each=(Entity,))
