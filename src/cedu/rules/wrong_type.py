"""Value of the wrong type.

## What it finds

A text where a number has to stand, a single value where a list has to stand, a number where a text is meant.

## Why it matters

`version: 1.10` is the number 1.1 to every program that reads YAML. What is meant as a text wants quotation marks, and
what is meant as a list wants brackets.

## Bad

```yaml course.yaml
version: 1.10
```

## Good

```yaml course.yaml
version: 1.10.0
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE103", Severity.ERROR)
