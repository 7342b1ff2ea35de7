"""Missing key.

## What it finds

A mapping without a key that it has to have.

## Why it matters

Without it a page, a bundle or a certificate could not be made.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    lessons: []
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE102", Severity.ERROR)
