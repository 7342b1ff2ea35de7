"""Personal data that git could publish.

## What it finds

A folder `private/` that git tracks or does not ignore, when `cedu certify` is about to write into it.

## Why it matters

The registry holds names and results of people, and the secret that numbers are made with. What was committed once
stays in the history for everybody who clones it.

## Bad

A `.gitignore` without a line for `private/`.

## Good

```text .gitignore
private/
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE725", Severity.ERROR)
