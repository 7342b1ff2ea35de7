"""Result of an unknown kind.

## What it finds

A row whose `kind` is none of `course`, `assessment`, `practical` and `exemption`.

## Why it matters

Levels require these, so that a result of anything else counts for nothing. The row is left out.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,exam,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE714", Severity.ERROR)
