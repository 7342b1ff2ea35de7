"""Learner with two names.

## What it finds

Two rows with one learner id and different names.

## Why it matters

Either somebody changed their name, and the certificate bears the one of the latest result; or two people share an id,
and one of them would be awarded what the other achieved.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,course,authoring,,2026-01-02,server
u-17,Grace Hopper,assessment,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,course,authoring,,2026-01-02,server
u-18,Grace Hopper,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE722", Severity.WARNING)
