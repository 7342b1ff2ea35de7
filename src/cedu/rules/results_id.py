"""Result of an unknown course or assessment.

## What it finds

A row whose `id` no course, assessment or practical of the workspace has or ever had.

## Why it matters

It is a slip, or the result belongs to another workspace. The row is left out.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,auhtor-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE715", Severity.ERROR)
