"""Element that belongs to no category.

## What it finds

An element of a categorization whose `category` is none of the item's categories.

## Why it matters

Wherever a learner puts it, it is wrong.

## Bad

```yaml exam.bank.yaml
items:
  - id: what-goes-where
    type: categorization
    objective: authoring.install-it
    stem: Which of these are in git?
    categories: [{id: tracked, text: in git}, {id: built, text: built anew}]
    elements:
      - {id: course, text: "`course.yaml`", category: tracked}
      - {id: package, text: "`dist/`", category: build}
```

## Good

```yaml exam.bank.yaml
items:
  - id: what-goes-where
    type: categorization
    objective: authoring.install-it
    stem: Which of these are in git?
    categories: [{id: tracked, text: in git}, {id: built, text: built anew}]
    elements:
      - {id: course, text: "`course.yaml`", category: tracked}
      - {id: package, text: "`dist/`", category: built}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, did_you_mean
from cedu.items.categorization import Categorization
from cedu.rules import Rule, Settings


def check(item: Categorization, _settings: Settings) -> Iterator[Finding]:
    """The elements that name none."""
    known = [category.id for category in item.categories]
    for element in item.elements:
        if element.category not in known:
            hint = did_you_mean(element.category, known) or f"categories here: {', '.join(f'`{id}`' for id in known)}"
            yield Finding(element.origin.span("category"), f"`{item.id}` has no category `{element.category}`", hint)


RULE = Rule("CE450", Severity.ERROR, check, each=(Categorization,), breaks_item=True)
