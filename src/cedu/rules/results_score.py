"""Score that is none.

## What it finds

A `score` that is no number from 0 to 100. A decimal comma and a percent sign are read.

## Why it matters

Scores are compared with a level's least score, in percent. Points out of 30 would fail everybody.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,25/30,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE716", Severity.ERROR)
