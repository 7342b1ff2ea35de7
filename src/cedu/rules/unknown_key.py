"""Unknown key.

## What it finds

A key that the schema does not know at this place, most often a misspelt one.

## Why it matters

cedu would not read it: a `time_limit` that should be `time_limit_minutes` limits nothing. What your team wants to add
goes under `meta:`.

## Bad

```yaml course.yaml
sumary: How to author your first course.
```

## Good

```yaml course.yaml
summary: How to author your first course.
meta: {ticket: EDU-12}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE101", Severity.ERROR)
