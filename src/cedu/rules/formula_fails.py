"""Formula that comes to no number.

## What it finds

A formula that can't be read, or that can't be computed for values which are drawn: a division by zero, the root of a
negative number, a result beyond all bounds.

## Why it matters

The learner who gets these values can't be right, because there is no right answer.

## Bad

```yaml exam.bank.yaml
items:
  - id: minutes-each
    type: formula
    objective: authoring.install-it
    stem: Installing takes [[minutes]] minutes for [[machines]] machines. How many minutes is that for each?
    variables:
      - {name: minutes, lowest: 10, highest: 60}
      - {name: machines, lowest: 0, highest: 1}
    formula: minutes / machines
```

## Good

```yaml exam.bank.yaml
items:
  - id: minutes-each
    type: formula
    objective: authoring.install-it
    stem: Installing takes [[minutes]] minutes for [[machines]] machines. How many minutes is that for each?
    variables:
      - {name: minutes, lowest: 10, highest: 60}
      - {name: machines, lowest: 2, highest: 5}
    formula: minutes / machines
    tolerance: 0.1
```
"""

from collections.abc import Iterator
from math import isnan

from cedu.diagnostics import Finding, Severity
from cedu.items import lower
from cedu.items.formula import FormulaItem
from cedu.model.formula import FormulaError, formula
from cedu.model.interaction import FormulaInteraction
from cedu.rules import Rule, Settings


def check(item: FormulaItem, _settings: Settings) -> Iterator[Finding]:
    """The formula, if it can't be read, or the first values for which it gives nothing."""
    span = item.origin.span("formula")
    try:
        read = formula(item.formula)
    except FormulaError as error:
        yield Finding(span, f"the formula of `{item.id}` can't be used: {error}", "write it as in `lessons * minutes / 60`")
        return
    interaction = lower(item)
    if not isinstance(interaction, FormulaInteraction) or not read.names <= {variable.name for variable in item.variables}:
        return
    failed = [variant for variant in interaction.variants if isnan(variant.answer)]
    if failed:
        values = {each.name: value for each, value in zip(item.variables, failed[0].values, strict=True)}
        shown = ", ".join(f"{name} = {value}" for name, value in values.items())
        message = f"for {shown} the formula of `{item.id}` can't be computed: {_reason(item.formula, values)}"
        more = f" ({len(failed)} of {len(interaction.variants)} drawings)" if len(failed) > 1 else ""
        yield Finding(span, f"{message}{more}", "leave the values out for which there is no answer, by `lowest`, `highest` and `step`")


def _reason(text: str, values: dict[str, str]) -> str:
    try:
        formula(text).value({name: float(value) for name, value in values.items()})
    except FormulaError as error:
        return str(error)
    return "it comes to no number"


RULE = Rule("CE404", Severity.ERROR, check, each=(FormulaItem,), breaks_item=True)
