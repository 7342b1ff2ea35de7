"""Rubric whose points are not the item's.

## What it finds

An essay or an upload whose criteria can earn another sum than the item's `points`.

## Why it matters

Whoever marks adds up the criteria; the LMS takes the item's points for the whole. One of the two scores is wrong.

## Bad

```yaml exam.bank.yaml
items:
  - id: explain
    type: essay
    objective: authoring.install-it
    stem: Explain to a colleague how the installer finds its files.
    points: 5
    rubric:
      - {id: order, text: Names the folders in their order, points: 2}
      - {id: reason, text: Says why, points: 2}
```

## Good

```yaml exam.bank.yaml
items:
  - id: explain
    type: essay
    objective: authoring.install-it
    stem: Explain to a colleague how the installer finds its files.
    points: 4
    rubric:
      - {id: order, text: Names the folders in their order, points: 2}
      - {id: reason, text: Says why, points: 2}
```
"""

from collections.abc import Iterator
from math import fsum, isclose

from cedu.diagnostics import Finding, Severity
from cedu.items.essay import Essay
from cedu.items.upload import Upload
from cedu.rules import Rule, Settings


def check(item: Essay | Upload, _settings: Settings) -> Iterator[Finding]:
    """The item, if its rubric has another sum."""
    if not item.rubric:
        return
    total = fsum(criterion.points for criterion in item.rubric)
    if not isclose(total, item.points):
        message = f"the rubric of `{item.id}` has {total:g} {'point' if total == 1 else 'points'} in all, and the item {item.points:g}"
        yield Finding(item.origin.key("rubric"), message, f"write `points: {total:g}`, or change the criteria")


RULE = Rule("CE452", Severity.WARNING, check, each=(Essay, Upload))
