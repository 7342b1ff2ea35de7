"""Too long, too short, too many, too few.

## What it finds

A number out of its range, an empty text, or a list with too few or too many entries.

## Why it matters

Standards and LMSs have bounds, and an empty text is a gap on a page.

## Bad

```yaml first-steps.assessment.yaml
passing_score: 800
```

## Good

```yaml first-steps.assessment.yaml
passing_score: 80
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE106", Severity.ERROR)
