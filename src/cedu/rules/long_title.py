"""Title that is too long.

## What it finds

A title of more than 255 characters.

## Why it matters

SCORM 1.2, Moodle and most LMSs store no more, and cut the rest off or refuse the import.

## Bad

```yaml course.yaml
title: >-
  Author and ship your first course, from an empty folder to a package in your LMS, with lessons that every learner
  can read, questions that show what a learner can do, a pull request that a colleague approves, and an exam that a
  blueprint draws from a bank, and keep all of that fresh for years
```

## Good

```yaml course.yaml
title: Author and ship your first course
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings
from cedu.source.parts import named_parts

LONGEST = 255


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """The titles of the entity, and of what is inside it, that are longer."""
    for part in named_parts(entity):
        title = getattr(part, "title", "")
        if len(title) > LONGEST:
            message = f"the title has {len(title)} characters; LMSs keep {LONGEST}"
            yield Finding(part.origin.span("title"), message, "shorten it; what does not fit may go into `summary`")


RULE = Rule("CE212", Severity.ERROR, check, each=(Entity,))
