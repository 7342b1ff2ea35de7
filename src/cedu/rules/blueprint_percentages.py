"""Blueprint whose percentages don't add up.

## What it finds

A blueprint that says how many items it draws by `percent`, and whose percentages don't come to 100, or that says no
`total` of which they are parts; a draw by `count` between them; a draw whose part of the total is not even one item; and
a `total` where every draw has a `count`.

## Why it matters

A blueprint is what a certificate promises: so many questions, of which so many about each objective. Percentages that
come to 90 leave open what the others are, and a part of no item is an objective that nobody is asked about.

## Bad

```yaml first-steps.assessment.yaml
blueprint:
  total: 1
  draws:
    - {bank: exam, objective: authoring.install-it, percent: 90}
```

## Good

```yaml first-steps.assessment.yaml
blueprint:
  total: 1
  draws:
    - {bank: exam, objective: authoring.install-it, percent: 100}
```
"""

from collections.abc import Iterator
from decimal import Decimal

from cedu.diagnostics import Finding, Severity
from cedu.model.assessment import Assessment, Blueprint
from cedu.model.numbers import as_written, decimal
from cedu.rules import Rule, Settings


def check(assessment: Assessment, _settings: Settings) -> Iterator[Finding]:
    """What keeps the percentages of its blueprint from meaning something."""
    blueprint = assessment.blueprint
    if blueprint is None:
        return
    parts = [draw for draw in blueprint.draws if draw.percent is not None]
    if parts and blueprint.total is None:
        yield Finding(parts[0].origin.key("percent"), "there is no `total` of which this is a part", "write `total: 40` above `draws`")
    elif parts:
        yield from _parts(blueprint, blueprint.total or 0)
    elif blueprint.total is not None:
        yield Finding(blueprint.origin.key("total"), "no draw says its `percent` of this", "delete `total`, or draw by `percent`")


def _parts(blueprint: Blueprint, total: int) -> Iterator[Finding]:
    counted = [draw for draw in blueprint.draws if draw.percent is None]
    if counted:
        message = "this draw has a `count`, and others have a `percent` of the total"
        yield Finding(counted[0].origin.key("count"), message, "write all as `percent`, or all as `count`")
        return
    percent = sum((as_written(draw.percent or 0) for draw in blueprint.draws), Decimal())
    if percent != 100:
        message = f"the percentages of these draws come to {decimal(percent)}, not to 100"
        yield Finding(blueprint.origin.key("draws"), message, "a third is 33.4, 33.3 and 33.3")
        return
    for draw, amount in zip(blueprint.draws, blueprint.amounts, strict=True):
        if not amount:
            message = f"{draw.percent:g} % of {total} item{'s' if total > 1 else ''} is not even one"
            yield Finding(draw.origin.span("percent"), message, "give it more, or draw more in all")


RULE = Rule("CE306", Severity.ERROR, check, each=(Assessment,))
