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
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import Question


def check(question: Question, _settings: Settings) -> Iterator[Finding]:
    """Each range with its ends the wrong way round."""
    item: Any = question.item
    if item.type == "number" and item.lowest is not None:
        ranges = [item]
    elif item.type == "formula":
        ranges = [*item.variables]
    else:
        return
    for part in ranges:
        if part.lowest > part.highest:
            message = f"`lowest` is {part.lowest:g}, above `highest`, which is {part.highest:g}"
            yield Finding(part.origin.span("lowest"), message, "exchange the two")


RULE = Rule("CE406", Severity.ERROR, check, each=(Question,))
