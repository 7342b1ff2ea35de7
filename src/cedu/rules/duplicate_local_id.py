"""Two things of one file with one id.

## What it finds

Two lessons, modules, objectives, items, levels or competencies of one file, or two choices, pairs or places of one
item, that share an id. A module and a lesson may share one.

## Why it matters

An LMS keeps progress and answers by these ids: one learner's answer to the first would count for the second.

## Bad

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer needs a network., answer: false}
```

## Good

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: network, type: true-false, objective: authoring.install-it, stem: The installer needs a network., answer: false}
```
"""

from collections.abc import Iterable, Iterator
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.model.assessment import Assessment, Bank
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.framework import Framework
from cedu.rules import Rule, Settings


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """Every second use of an id among things of one sort."""
    for sort, things in _sorts(entity):
        first: dict[str, Any] = {}
        for thing in things:
            other = first.setdefault(thing.id, thing)
            if other is not thing:
                message = f"a second {sort} `{thing.id}`; the first is in line {other.origin.span('id').line}"
                yield Finding(thing.origin.span("id"), message, "give the newer one an id of its own")


def _sorts(entity: Entity) -> Iterator[tuple[str, Iterable[Any]]]:
    """What must not share an id, by what it is called."""
    match entity:
        case Course():
            yield "objective", entity.objectives
            yield "module", entity.modules
            yield "lesson", entity.lessons
        case Assessment() | Bank():
            yield "item", entity.items
            for item in entity.items:
                yield "choice", getattr(item, "choices", ())
                yield "pair", (*getattr(item, "pairs", ()), *getattr(item, "distractors", ()))
                yield "place", getattr(item, "sequence", ())
        case Framework():
            yield "proficiency", entity.scale
            yield "competency", entity.competencies
        case Certification():
            yield "level", entity.levels


RULE = Rule("CE215", Severity.ERROR, check, each=(Entity,))
