"""Range that ends before it starts.

## What it finds

A number item, or a variable of a formula item, whose `lowest` is above its `highest`.

## Why it matters

No number lies between them, so no answer is right.

## Bad

```yaml exam.bank.yaml
items:
  - {id: minutes, type: number, objective: authoring.install-it, stem: How many minutes does it take?, lowest: 12, highest: 8}
```

## Good

```yaml exam.bank.yaml
items:
  - {id: minutes, type: number, objective: authoring.install-it, stem: How many minutes does it take?, lowest: 8, highest: 12}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.items.formula import FormulaItem
from cedu.items.number import Number
from cedu.rules import Rule, Settings


def check(item: Number | FormulaItem, _settings: Settings) -> Iterator[Finding]:
    """Each range with its ends the wrong way round."""
    for part in (item,) if isinstance(item, Number) else item.variables:
        if part.lowest is not None and part.highest is not None and part.lowest > part.highest:
            message = f"`lowest` is {part.lowest:g}, above `highest`, which is {part.highest:g}"
            yield Finding(part.origin.span("lowest"), message, "swap them")


RULE = Rule("CE406", Severity.ERROR, check, each=(Number, FormulaItem), breaks_item=True)
