"""Several documents in one file.

## What it finds

A line `---` in the middle of a file, where a second YAML document starts.

## Why it matters

A file declares one entity. The second document would be built by nobody.

## Bad

```yaml course.yaml
title: Author your first course
---
title: Author your second course
```

## Good

```yaml course.yaml
title: Author your first course
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE006", Severity.ERROR)
