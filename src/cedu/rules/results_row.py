"""Row of results that can't be read.

## What it finds

A row with more or fewer cells than the header, or with a quotation mark that is never closed.

## Why it matters

Its cells would stand in the wrong columns. The row is left out, and the others are read.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Lovelace, Ada,assessment,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,"Lovelace, Ada",assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE721", Severity.ERROR)
