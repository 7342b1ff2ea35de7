"""Broken YAML.

## What it finds

A place where YAML itself can't be read: a quotation mark that is not closed, a tab, a colon where none can stand, a
bracket that stays open.

## Why it matters

Nothing in the file can be trusted, so none of it is checked or built. Other files are checked all the same.

## Bad

```yaml course.yaml
title: Install: the first steps
```

## Good

```yaml course.yaml
title: "Install: the first steps"
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE001", Severity.ERROR)
