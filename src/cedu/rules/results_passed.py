"""Answer that is neither yes nor no.

## What it finds

A cell in `passed` that cedu does not understand: it reads yes and no, true and false (as spreadsheets write them in
several languages), 1 and 0.

## Why it matters

A guess would award a level to somebody who failed, or keep it from somebody who passed.

## Bad

```csv results.csv
learner_id,name,kind,id,passed,completed_on,source
u-17,Ada Lovelace,course,authoring,maybe,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,passed,completed_on,source
u-17,Ada Lovelace,course,authoring,yes,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE719", Severity.ERROR)
