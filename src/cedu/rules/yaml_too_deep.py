"""Too deep.

## What it finds

More than 64 lists and mappings inside one another.

## Why it matters

Nothing in cedu's format is that deep, so the file is broken, or made to exhaust whatever reads it.

## Bad

```yaml course.yaml
meta:
  a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
```

## Good

```yaml course.yaml
meta: {a: []}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE008", Severity.ERROR)
