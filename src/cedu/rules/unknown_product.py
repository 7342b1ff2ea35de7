"""Unknown product.

## What it finds

A course whose `applies_to` names a product that `products` in `cedu.yaml` does not have.

## Why it matters

Nobody would notice when the course is older than the product.

## Bad

```yaml course.yaml
applies_to: "instaler >= 2.0"
```

## Good

```yaml course.yaml
applies_to: "installer >= 2.0"
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, did_you_mean
from cedu.model.course import Course
from cedu.rules import Rule, Settings


def check(course: Course, settings: Settings) -> Iterator[Finding]:
    """The course, if its product is unknown."""
    workspace = settings.workspace
    if not course.applies_to or not workspace.organization.name:  # a workspace that could not be read names nobody
        return
    id = re.split(r"[ <>=]", course.applies_to, maxsplit=1)[0]
    known = [product.id for product in workspace.products]
    if id not in known:
        hint = did_you_mean(id, known) or f"add `{{id: {id}, version: …}}` to `products` in `cedu.yaml`"
        yield Finding(course.origin.span("applies_to"), f"no product `{id}`", hint)


RULE = Rule("CE804", Severity.ERROR, check, each=(Course,))
