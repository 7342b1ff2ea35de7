"""Course without objectives.

## What it finds

A course that does not say what a learner can do afterwards. Drafts are left alone.

## Why it matters

Without objectives nobody can tell whether the course works: no item measures anything, and no report can show it.

## Bad

```yaml course.yaml
objectives: []
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

## Good

```yaml course.yaml
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.rules import Rule, Settings


def check(course: Course, _settings: Settings) -> Iterator[Finding]:
    """The course, if it has none."""
    if not course.objectives and course.status == "active":
        yield Finding(course.origin.span("id"), "the course has no objectives", "say in `objectives` what a learner can do afterwards")


RULE = Rule("CE211", Severity.WARNING, check, each=(Course,))
