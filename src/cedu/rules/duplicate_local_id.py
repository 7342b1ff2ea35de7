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
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from cedu.diagnostics import Finding, Severity
from cedu.items import item_types
from cedu.model.assessment import Assessment, Bank
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.entity import Entity, Part
from cedu.model.framework import Framework
from cedu.model.item import Item
from cedu.rules import Rule, Settings


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """Every second use of an id among things of one sort."""
    for things in _sorts(entity):
        first: dict[str, Any] = {}
        for thing in things:
            key = "id" if hasattr(thing, "id") else "name"  # a unit or a variable
            name = getattr(thing, key)
            other = first.setdefault(name, thing)
            if other is not thing:
                sort = "item" if isinstance(thing, Item) else type(thing).__name__.lower()
                message = f"a second {sort} `{name}`; the first is in line {other.origin.span(key).line}"
                yield Finding(thing.origin.span(key), message, f"give the newer one {'an id' if key == 'id' else 'a name'} of its own")


def _sorts(entity: Entity) -> Iterator[Iterable[Any]]:
    """What must not share an id."""
    match entity:
        case Course():
            yield from (entity.objectives, entity.modules, entity.lessons)
        case Assessment() | Bank():
            yield entity.items
            for item in entity.items:
                yield [part for name in _lists(item.type) for part in getattr(item, name)]
        case Framework():
            yield from (entity.scale, entity.competencies)
        case Certification():
            yield entity.levels


@cache
def _lists(item_type: str) -> tuple[str, ...]:
    """The fields in which items of a type list what their answers are made of: choices, pairs, places, …"""
    lists = {name: get_args(hint)[0] for name, hint in get_type_hints(item_types()[item_type].item).items() if get_origin(hint) is tuple}
    return tuple(name for name, inner in lists.items() if isinstance(inner, type) and issubclass(inner, Part))


RULE = Rule("CE215", Severity.ERROR, check, each=(Entity,))
