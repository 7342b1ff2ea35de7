"""Text in the wrong form.

## What it finds

An id, a date, a version or an address that is not written in its form.

## Why it matters

LMSs, certificates and links carry these texts on. A capital letter or a space in an id breaks in one of them sooner
or later.

## Bad

```yaml course.yaml
review_by: 1 May 2027
```

## Good

```yaml course.yaml
review_by: 2027-05-01
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE105", Severity.ERROR)
