"""Cell of results that is empty.

## What it finds

A row without a learner id, name, kind, id, day or source.

## Why it matters

A certificate without a name or a day certifies nothing. The row is left out, and the others are read.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,,assessment,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE713", Severity.ERROR)
