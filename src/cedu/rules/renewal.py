"""Renewal that does not fit the validity.

## What it finds

A level with `renewal_months` or `renewal` and without `validity_months`, or with more months to renew it in than it is
valid for.

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
        months, validity = level.renewal_months, level.validity_months
        key = "renewal_months" if months else "renewal"
        if validity is None and (months or level.renewal):
            message = f"`{level.id}` never expires, so it can't be renewed"
            yield Finding(level.origin.span(key), message, f"add `validity_months`, or delete `{key}`")
        elif months and validity and months > validity:
            message = f"`{level.id}` could be renewed {months} months before it expires, but is valid for only {validity}"
            yield Finding(level.origin.span("renewal_months"), message, "make `renewal_months` the shorter one")


RULE = Rule("CE702", Severity.ERROR, check, each=(Certification,))
