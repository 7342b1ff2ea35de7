"""Hidden character.

## What it finds

A control character that an escape in double quotes puts into a text, such as `\\e` or `\\0`.

## Why it matters

Nobody sees it in a pull request. On a page it is nothing, in a terminal it can be an order, and an LMS refuses a package
whose manifest holds it.

## Bad

```yaml course.yaml
title: "Install \\0the product"
```

## Good

```yaml course.yaml
title: "Install the product"
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE018", Severity.ERROR)
