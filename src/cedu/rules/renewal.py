"""Renewal that does not fit the validity.

## What it finds

A level with `renewal_months` and without `validity_months`, or with more of them.

## Why it matters

What never expires can't be renewed, and a renewal that starts before the award makes no sense to its holder.

## Bad

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{course: authoring}], validity_months: 12, renewal_months: 24}
```

## Good

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{course: authoring}], validity_months: 24, renewal_months: 3}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.certification import Certification
from cedu.rules import Rule, Settings


def check(certification: Certification, _settings: Settings) -> Iterator[Finding]:
    """The levels whose renewal is longer than their validity, or has none."""
    for level in certification.levels:
        renewal, validity = level.renewal_months, level.validity_months
        if renewal is None:
            continue
        span = level.origin.span("renewal_months")
        if validity is None:
            yield Finding(span, f"`{level.id}` never expires, so it can't be renewed", "add `validity_months`, or delete `renewal_months`")
        elif renewal > validity:
            message = f"`{level.id}` could be renewed {renewal} months before it expires, but is valid for only {validity}"
            yield Finding(span, message, "make `renewal_months` the shorter one")


RULE = Rule("CE702", Severity.ERROR, check, each=(Certification,))
