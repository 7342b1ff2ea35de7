"""Source of a result that is none.

## What it finds

A `source` that is neither `server` (an LMS scored) nor `client` (a learner's browser did).

## Why it matters

A score that a browser reports can be forged, and earns no level whose assessment has `stakes: certification`.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,moodle
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE718", Severity.ERROR)
