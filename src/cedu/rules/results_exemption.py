"""Exemption from nothing.

## What it finds

An exemption whose `id` is no requirement of any level, or whose `level` there is none of.

## Why it matters

It is a slip, and the learner would wait for a level that they were to be given. An exemption names what a level
requires as `kind/id`, and in `level` perhaps the one level that it is for.

## Bad

```csv results.csv
learner_id,name,kind,id,completed_on,assessor,reason
u-17,Ada Lovelace,exemption,author-exam,2026-01-31,Grace Hopper,wrote the exam
```

## Good

```csv results.csv
learner_id,name,kind,id,completed_on,assessor,reason
u-17,Ada Lovelace,exemption,assessment/author-exam,2026-01-31,Grace Hopper,wrote the exam
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE734", Severity.ERROR)
