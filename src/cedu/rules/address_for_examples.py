"""An issuer's address that nobody can own.

## What it finds

`cedu certify` where `issuer: {url: …}` in `cedu.yaml` is an address for examples and tests: below `example.org`, `example.com`,
`example.net`, or one that ends in `.example`, `.test`, `.invalid` or `.localhost` (RFC 2606; RFC 6761, 6).

## Why it matters

Every certificate carries this address for good: in its QR code, and as the issuer's name, by which whoever verifies finds the
keys. Nothing can ever be published there, so nobody else can verify what is awarded. `cedu init` writes such an address, to be
replaced before the first award. `cedu certify --test` needs none: what it awards certifies nothing anyway.

## Bad

```yaml cedu.yaml
issuer: {name: Example Learning, url: https://learn.example.org/certificates/}
```

## Good

The address of a folder on a web server of your own, such as `https://learn.` and your domain.
"""

from cedu.diagnostics import Severity
from cedu.rules import Rule

RULE = Rule("CE753", Severity.WARNING)
