"""Holder who is none.

## What it finds

A row of a list of holders whose last day of validity lies before the day of the award, or whose award the other service
revoked.

## Why it matters

One of the two days was mistyped, or is in another order of day and month; and what was revoked there is not awarded here.
The row is left out.

## Bad

```csv holders.csv
learner_id,name,certification,level,awarded_on,valid_until
u-17,Ada Lovelace,author,associate,2024-01-31,2022-01-31
```

## Good

```csv holders.csv
learner_id,name,certification,level,awarded_on,valid_until
u-17,Ada Lovelace,author,associate,2024-01-31,2026-01-31
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE738", Severity.ERROR)
