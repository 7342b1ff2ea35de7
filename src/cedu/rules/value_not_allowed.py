"""Value that is not allowed.

## What it finds

A value other than those that the field can have. The message lists them, the nearest first.

## Why it matters

There is nothing that such a value would do.

## Bad

```yaml course.yaml
status: published
```

## Good

```yaml course.yaml
status: active
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE104", Severity.ERROR)
