"""Day that does not exist.

## What it finds

A `review_by` that has the form of a date and is in no calendar, such as the 30th of February.

## Why it matters

Nobody would be reminded of the review.

## Bad

```yaml course.yaml
review_by: 2027-02-30
```

## Good

```yaml course.yaml
review_by: 2027-02-28
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """The day, if there is none."""
    written = getattr(entity, "review_by", None)
    if written and entity.review_day is None:
        yield Finding(entity.origin.span("review_by"), f"there is no day {written}", "check the number of the day")


RULE = Rule("CE805", Severity.ERROR, check, each=(Entity,))
