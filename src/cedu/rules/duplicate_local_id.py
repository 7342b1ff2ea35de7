"""Two things of one file with one id.

## What it finds

Two lessons, modules, objectives, items, levels or competencies of one file, or two choices, pairs, places, gaps, areas or
criteria of one item, that share an id; two variables or units of one item with one name. A module and a lesson may share
an id.

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
from cedu.items.matching import Matching
from cedu.model.assessment import Assessment, Bank
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.entity import Entity, Part
from cedu.model.framework import Framework
from cedu.model.item import Item
from cedu.rules import Rule, Settings

_WORDS = {"TypedGap": "gap", "ChosenGap": "gap", "GapOption": "choice"}


def check(entity: Entity, _settings: Settings) -> Iterator[Finding]:
    """Every second use of an id among things of one sort."""
    for things in _sorts(entity):
        first: dict[str, Any] = {}
        for thing in things:
            key = "id" if hasattr(thing, "id") else "name"
            name = getattr(thing, key)
            other = first.setdefault(name, thing)
            if other is not thing:
                message = f"a second {_sort(thing)} `{name}`; the first is in line {other.origin.span(key).line}"
                yield Finding(thing.origin.span(key), message, f"give the newer one {'an id' if key == 'id' else 'a name'} of its own")

    for item in entity.items if isinstance(entity, Assessment | Bank) else ():
        if isinstance(item, Matching):
            yield from _responses(item)


def _responses(item: Matching) -> Iterator[Finding]:
    """The ids that formats give to responses, which have none of their own."""
    responses = {f"{pair.id}-response": pair for pair in item.pairs}
    parts: tuple[Any, ...] = (*item.pairs, *item.distractors)
    for part in parts:
        if part.id in responses:
            message = f"`{part.id}` is what formats call the response of the pair `{responses[part.id].id}`"
            yield Finding(part.origin.span("id"), message, "give it an id that does not end in `-response`")


def _sort(thing: Any) -> str:
    """What it is, in one word."""
    if isinstance(thing, Item):
        return "item"
    return _WORDS.get(type(thing).__name__, type(thing).__name__.lower())


def _sorts(entity: Entity) -> Iterator[Iterable[Any]]:
    """What must not share an id."""
    match entity:
        case Course():
            yield from (entity.objectives, entity.modules, entity.lessons)
        case Assessment() | Bank():
            yield entity.items
            for item in entity.items:
                for names in _lists(item.type):
                    yield [part for name in names for part in getattr(item, name)]
                if item.type == "gap-choice":
                    yield from (gap.choices for gap in item.gaps)  # type: ignore[attr-defined]
        case Framework():
            yield from (entity.scale, entity.competencies)
        case Certification():
            yield entity.levels


@cache
def _lists(item_type: str) -> tuple[tuple[str, ...], ...]:
    """The fields in which items of a type list what their answers are made of (choices, pairs, places, …); those with names each alone."""
    lists = {name: get_args(hint)[0] for name, hint in get_type_hints(item_types()[item_type].item).items() if get_origin(hint) is tuple}
    parts = {name: inner for name, inner in lists.items() if isinstance(inner, type) and issubclass(inner, Part)}
    with_ids = tuple(name for name, inner in parts.items() if "id" in get_type_hints(inner))
    return (with_ids, *((name,) for name in parts if name not in with_ids))


RULE = Rule("CE215", Severity.ERROR, check, each=(Entity,))
