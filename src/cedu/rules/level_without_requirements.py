"""Level without requirements.

## What it finds

A level of a certification that requires nothing. Drafts are left alone.

## Why it matters

Everybody in a list of results would be awarded it.

## Bad

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it}
```

## Good

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{course: authoring}]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.certification import Certification
from cedu.rules import Rule, Settings


def check(certification: Certification, _settings: Settings) -> Iterator[Finding]:
    """The levels that anybody has."""
    if certification.status != "active":
        return
    for level in certification.levels:
        if not level.requires:
            message = f"the level `{level.id}` requires nothing, so everybody has it"
            yield Finding(level.origin.span("id"), message, "say in `requires` what a learner must have")


RULE = Rule("CE703", Severity.ERROR, check, each=(Certification,))
