"""Language of a learner that is none.

## What it finds

A `language` that is no BCP 47 tag.

## Why it matters

The certificate is written in the organization's language instead.

## Bad

```csv results.csv
learner_id,name,kind,id,score,completed_on,source,language
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server,English
```

## Good

```csv results.csv
learner_id,name,kind,id,score,completed_on,source,language
u-17,Ada Lovelace,assessment,author-exam,82.5,2026-01-31,server,en
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE723", Severity.WARNING)
