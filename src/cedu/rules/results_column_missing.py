"""Column of results that is missing.

## What it finds

A results file without one of the columns `learner_id`, `name`, `kind`, `id`, `completed_on` and `source`, or with
neither `score` nor `passed`.

## Why it matters

Without it nobody can tell who achieved what, when, and who says so. No row of the file is read.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE712", Severity.ERROR)
