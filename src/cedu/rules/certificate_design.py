"""Design of a certificate that can't be drawn.

## What it finds

A `templates/certificate/layout.yaml` or `words.yaml` of the workspace's own with an unknown key, a missing one, or a
value that can't be.

## Why it matters

No certificate can be drawn, so `cedu certify` awards nothing.

## Bad

```yaml templates/certificate/layout.yaml
boxes:
  - {type: text, txt: Certificate, x: 24, y: 48}
```

## Good

```yaml templates/certificate/layout.yaml
boxes:
  - {type: text, text: Certificate, x: 24, y: 48, width: 180, font: sans, size: 12, colour: "#142a3e"}
```
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE724", Severity.ERROR)
