"""Workspace in a newer format.

## What it finds

A `cedu.yaml` whose format version is higher than this cedu knows.

## Why it matters

A field may mean something else there. Guessing could change what learners get, so nothing is built.

## Bad

```yaml cedu.yaml
cedu: 99
```

## Good

```yaml cedu.yaml
cedu: 1
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE017", Severity.ERROR)
