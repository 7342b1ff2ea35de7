"""Score that nobody says who kept.

## What it finds

A gradebook with the scores of an assessment with `stakes: certification`, where neither its columns nor cedu.yaml say
whether the LMS itself scored or a package in the learner's browser did.

## Why it matters

A score that a browser reports can be forged, so that it earns no such level. Where nobody says, that is assumed.

## Bad

```yaml cedu.yaml
results:
  exports:
    canvas: {format: canvas}
```

## Good

```yaml cedu.yaml
results:
  exports:
    canvas: {format: canvas, source: server}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE736", Severity.WARNING)
