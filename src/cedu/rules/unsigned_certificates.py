"""Certificates that can't be signed.

## What it finds

`cedu certify` in a workspace whose `cedu.yaml` doesn't say where certificates are published, or without signing keys that
can be opened.

## Why it matters

A credential names who issued it, and where it can be checked: by the issuer's address. What nobody signed proves nothing,
so nothing is awarded.

## Bad

```yaml cedu.yaml
issuer: {name: Example Learning}
```

## Good

```yaml cedu.yaml
issuer: {name: Example Learning, url: https://learn.example.org/certificates/}
```

and keys, made once with `cedu issuer init`.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE750", Severity.ERROR)
