"""Day of a result that is none.

## What it finds

A `completed_on` that is no day, or one in the future. It is written as year-month-day; `31.01.2026` is read too.

## Why it matters

The day of the result is the day of the award. In `01/02/2026` nobody can tell the day from the month.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,01/31/2026,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE717", Severity.ERROR)
