"""Judgement of nobody.

## What it finds

A result of a practical, or an exemption, that does not say who accepted or granted it, or in which the learner did so
for themselves; or an exemption without a reason.

## Why it matters

A certificate that rests on a person's judgement is worth as much as that person. Auditors ask who it was, and why.

## Bad

```csv results.csv
learner_id,name,kind,id,passed,completed_on,assessor
u-17,Ada Lovelace,practical,author.own-course,yes,2026-01-31,
```

## Good

```csv results.csv
learner_id,name,kind,id,passed,completed_on,assessor
u-17,Ada Lovelace,practical,author.own-course,yes,2026-01-31,Grace Hopper
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE733", Severity.ERROR)
