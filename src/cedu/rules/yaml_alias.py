"""Anchor or alias.

## What it finds

An anchor (`&name`) or an alias (`*name`) of YAML. A text that starts with `&` or `*` is read as one, and wants
quotation marks.

## Why it matters

An alias shows one thing in two places, so that a reviewer who reads a change in one of them can't see what it does in
the other. A few lines of aliases can also stand for more data than a machine can hold.

## Bad

```yaml course.yaml
title: &name Author your first course
summary: *name
```

## Good

```yaml course.yaml
title: Author your first course
summary: How to author your first course.
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE002", Severity.ERROR)
