"""Tag.

## What it finds

A tag of YAML (`!!str`, `!include`). A text that starts with `!` is read as one, and wants quotation marks.

## Why it matters

A tag changes what a value means, differently in each program that reads it. What is written here is meant as it is
written.

## Bad

```yaml course.yaml
version: !!str 1.0.0
```

## Good

```yaml course.yaml
version: 1.0.0
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE003", Severity.ERROR)
