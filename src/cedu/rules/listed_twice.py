"""The same thing twice in a list.

## What it finds

A list that names one thing twice, where each can count only once.

## Why it matters

One of the two was most likely meant to be something else.

## Bad

```yaml course.yaml
prerequisites: [first-look, first-look]
```

## Good

```yaml course.yaml
prerequisites: [first-look]
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE107", Severity.ERROR)
