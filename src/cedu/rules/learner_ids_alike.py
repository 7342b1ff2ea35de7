"""Learner ids that look alike.

## What it finds

A learner whose id differs from another one's, in the results or in the registry, in capitals only, or in variants of a
character such as full-width letters and typographic hyphens.

## Why it matters

Ids are compared letter by letter, for there are systems whose ids differ in capitals alone. Where an export has merely
spelt an id in another way, one person counts as two, and is awarded the same level twice.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,course,authoring,,2026-01-02,server
U-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source
u-17,Ada Lovelace,course,authoring,,2026-01-02,server
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE754", Severity.WARNING)
