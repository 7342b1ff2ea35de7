"""Formula item with fewer drawings than it says.

## What it finds

A formula item whose variables have fewer different sets of values than its `variants` ask for (10 where it does not
say).

## Why it matters

More learners get the same numbers than you count on, and can pass the answer on.

## Bad

```yaml exam.bank.yaml
items:
  - id: minutes-in-all
    type: formula
    objective: authoring.install-it
    stem: Installing takes 10 minutes for each of [[machines]] machines. How many minutes is that in all?
    variables: [{name: machines, lowest: 2, highest: 5}]
    formula: 10 * machines
```

## Good

```yaml exam.bank.yaml
items:
  - id: minutes-in-all
    type: formula
    objective: authoring.install-it
    stem: Installing takes 10 minutes for each of [[machines]] machines. How many minutes is that in all?
    variables: [{name: machines, lowest: 2, highest: 25}]
    formula: 10 * machines
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.items import lower
from cedu.items.formula import FormulaItem
from cedu.model.interaction import FormulaInteraction
from cedu.rules import Rule, Settings


def check(item: FormulaItem, _settings: Settings) -> Iterator[Finding]:
    """The item, if it has too few."""
    if any(variable.lowest > variable.highest for variable in item.variables):
        return
    interaction = lower(item)
    if isinstance(interaction, FormulaInteraction) and (count := len(interaction.variants)) < item.variants:
        there = f"{'is' if count == 1 else 'are'} {count} different {'set' if count == 1 else 'sets'} of values"
        hint = f"widen the range of a variable, make its steps smaller, or write `variants: {count}`"
        yield Finding(item.origin.key("variables"), f"there {there} for `{item.id}`, and it asks for {item.variants}", hint)


RULE = Rule("CE407", Severity.WARNING, check, each=(FormulaItem,))
