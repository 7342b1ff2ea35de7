"""Text lost to a comment.

## What it finds

A value that is followed by a space and a `#` that touches more text. In YAML a comment starts there, and the text
ends before it.

## Why it matters

`C# basics #1` is read as `C# basics`. Nobody sees what is missing until a learner does.

## Bad

```yaml course.yaml
title: C# basics #1
```

## Good

```yaml course.yaml
title: "C# basics #1"
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE011", Severity.WARNING)
