"""Key that stands twice.

## What it finds

The same key twice in one mapping.

## Why it matters

Most programs take the last one and say nothing: half of what was written would be lost, and nobody would know which
half.

## Bad

```yaml course.yaml
completion:
  lessons: all
  lessons: any
```

## Good

```yaml course.yaml
completion:
  lessons: all
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE005", Severity.ERROR)
