"""A rule of the workspace's own schema.

## What it finds

A file that is fine for cedu but breaks what a schema in your own `schemas/` folder asks for in addition.

## Why it matters

Your team agreed on it. The hint is the description that the schema gives.

## Bad

```yaml schemas/course.schema.json
{"description": "Whoever sets a day for a review says who does it.", "dependentRequired": {"review_by": ["owner"]}}
```

```yaml course.yaml
review_by: 2027-05-01
```

## Good

```yaml course.yaml
review_by: 2027-05-01
owner: product-education
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE109", Severity.ERROR)
