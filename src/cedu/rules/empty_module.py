"""Module without lessons.

## What it finds

A course without modules, or a module without lessons. Drafts are left alone.

## Why it matters

Learners open it and find nothing, and an LMS may refuse a course that holds nothing.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
  - id: next-steps
    title: Next steps
    lessons: []
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.rules import Rule, Settings


def check(course: Course, _settings: Settings) -> Iterator[Finding]:
    """The modules without lessons, or the course without modules."""
    if course.status != "active":
        return
    if not course.modules:
        yield Finding(course.origin.key("modules"), "the course has no modules", "write one, or set `status: draft`")
    for module in course.modules:
        if not module.lessons:
            message = f"the module `{module.id}` has no lessons"
            yield Finding(module.origin.key("lessons"), message, "write one, or delete the module")


RULE = Rule("CE210", Severity.ERROR, check, each=(Course,))
