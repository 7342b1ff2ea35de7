"""Variables that do not agree with the formula or the stem.

## What it finds

In formula items: a name in the formula, or a mark `[[name]]` in the stem, that is no variable; a variable that the
formula needs and the stem does not show; one that nothing uses; and one by the name of a function or a constant.

## Why it matters

A learner who is not told a number can't compute with it. A mark that is no variable is shown as it is written.

## Bad

```yaml exam.bank.yaml
items:
  - id: minutes-in-all
    type: formula
    objective: authoring.install-it
    stem: Installing takes some minutes for each of [[machines]] machines. How many minutes is that in all?
    variables:
      - {name: minutes, lowest: 10, highest: 60}
      - {name: machines, lowest: 2, highest: 5}
    formula: minutes * machines
```

## Good

```yaml exam.bank.yaml
items:
  - id: minutes-in-all
    type: formula
    objective: authoring.install-it
    stem: Installing takes [[minutes]] minutes for each of [[machines]] machines. How many minutes is that in all?
    variables:
      - {name: minutes, lowest: 10, highest: 60}
      - {name: machines, lowest: 2, highest: 5}
    formula: minutes * machines
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, did_you_mean
from cedu.items.formula import FormulaItem
from cedu.model.formula import FUNCTIONS, FormulaError, formula
from cedu.model.marks import marks
from cedu.rules import Rule, Settings


def check(item: FormulaItem, _settings: Settings) -> Iterator[Finding]:
    """Every name that is missing or too many."""
    names = [variable.name for variable in item.variables]
    shown = {mark.name for mark in marks(item.stem)}
    try:
        used = formula(item.formula).names
    except FormulaError:  # reported as such (CE404); what it needs is not known
        used = frozenset(names)
    for name in sorted(used.difference(names)):
        hint = did_you_mean(name, names) or f"declare it under `variables`, or write a number for `{name}`"
        yield Finding(item.origin.span("formula"), f"`{name}` in the formula of `{item.id}` is no variable", hint)
    for name in sorted(shown.difference(names)):
        hint = did_you_mean(name, names) or "declare it under `variables`, or take the mark out"
        yield Finding(item.origin.span("stem"), f"`[[{name}]]` in the stem of `{item.id}` is no variable", hint)
    for variable in item.variables:
        name, span = variable.name, variable.origin.span("name")
        if name in FUNCTIONS or name == "pi":
            yield Finding(span, f"`{name}` means something in formulas already", "give the variable another name")
        elif name not in shown and name in used:
            yield Finding(span, f"learners of `{item.id}` are not told what `{name}` is", f"write `[[{name}]]` in the stem")
        elif name not in shown:
            yield Finding(span, f"neither the formula nor the stem of `{item.id}` uses `{name}`", "use it, or take it out")


RULE = Rule("CE405", Severity.ERROR, check, each=(FormulaItem,), breaks_item=True)
