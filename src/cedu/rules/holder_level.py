"""Holder of an unknown level.

## What it finds

A row of a list of holders whose certification or level the workspace has none of.

## Why it matters

It is a slip, or the other service calls the level otherwise; the `levels` of an export in cedu.yaml say which is which.
The row is left out.

## Bad

```csv holders.csv
learner_id,name,certification,level,awarded_on
u-17,Ada Lovelace,author,asociate,2024-01-31
```

## Good

```csv holders.csv
learner_id,name,certification,level,awarded_on
u-17,Ada Lovelace,author,associate,2024-01-31
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE737", Severity.ERROR)
