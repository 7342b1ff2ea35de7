"""Id that Windows keeps for itself.

## What it finds

An entity or a lesson with an id such as `con`, `aux`, `nul` or `com1`; where it has former ids, the first of them counts.

## Why it matters

What is built of it is called by its first id, and Windows opens a device by such a name instead of a file, whatever its
ending. Since an id can't be changed once learners have a history, take another one now.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: aux, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: auxiliary, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```
"""

from collections.abc import Iterator

from cedu.bundle import unportable
from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course, Lesson
from cedu.model.entity import Entity
from cedu.rules import Rule, Settings


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """The entity, and each lesson of a course, by whose first id no file can be called."""
    parts: tuple[Entity | Lesson, ...] = (entity, *entity.lessons) if isinstance(entity, Course) else (entity,)
    for part in parts:
        id = part.lasting_id
        if unportable(id):
            span = part.origin.span("formerly", 0) if part.formerly else part.origin.span("id")
            yield Finding(span, f"Windows keeps the name `{id}` for itself, and what is built is called by it", "take another id")


RULE = Rule("CE218", Severity.ERROR, check, each=(Entity,))
