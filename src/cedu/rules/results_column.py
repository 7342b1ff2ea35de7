"""Column of results that is not read.

## What it finds

A column with a name that cedu does not know, or one that stands twice.

## Why it matters

Its cells are not read. If it is a known column with a slip in its name, what it says is lost.

## Bad

```csv results.csv
learner_id,name,kind,id,scroe,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE711", Severity.WARNING)
