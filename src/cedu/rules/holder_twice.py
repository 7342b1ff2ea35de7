"""Holder who stands twice.

## What it finds

Two rows of lists of holders with the same learner, level and day, and something else that differs; or two with one
number.

## Why it matters

One person has one award. Which of the two rows is right, nobody can tell; the first is kept.

## Bad

```csv holders.csv
learner_id,name,certification,level,awarded_on,valid_until,number
u-17,Ada Lovelace,author,associate,2024-01-31,2026-01-31,A-1
u-17,Ada Lovelace,author,associate,2024-01-31,2027-01-31,A-2
```

## Good

```csv holders.csv
learner_id,name,certification,level,awarded_on,valid_until,number
u-17,Ada Lovelace,author,associate,2024-01-31,2026-01-31,A-1
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE739", Severity.ERROR)
