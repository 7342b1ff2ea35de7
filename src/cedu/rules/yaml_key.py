"""Key that is no text.

## What it finds

A list or a mapping where a key should stand, or a colon without a key.

## Why it matters

There is no field of that name. Most often a text with a colon or a brace wants quotation marks.

## Bad

```yaml course.yaml
meta:
  {lang}: en
```

## Good

```yaml course.yaml
meta:
  "{lang}": en
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE013", Severity.ERROR)
