"""Keys that exclude one another.

## What it finds

Two keys of which only one can count, such as `course` and `path` in one step.

## Why it matters

It would have to be guessed which of the two is meant.

## Bad

```yaml authors.path.yaml
steps:
  - {course: authoring, certification: author}
```

## Good

```yaml authors.path.yaml
steps:
  - {course: authoring}
  - {course: first-look}
  - {certification: author}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE108", Severity.ERROR)
