"""Merge key.

## What it finds

The merge key `<<` of YAML.

## Why it matters

It brings in keys that don't stand where they count, so that a reviewer has to look elsewhere to see what a lesson
says.

## Bad

```yaml course.yaml
completion:
  <<: {lessons: all}
```

## Good

```yaml course.yaml
completion:
  lessons: all
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE004", Severity.ERROR)
