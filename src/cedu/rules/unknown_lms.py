"""LMS that is not known.

## What it finds

A delivery in `cedu.yaml` to an LMS that this cedu does not know.

## Why it matters

The LMS decides the formats, so that nothing can be built for this customer. For one that is not known there is `generic`,
which is SCORM 1.2, the format that most LMSs take.

## Bad

```yaml cedu.yaml
deliveries:
  acme: {lms: docbeo, courses: [first-look]}
```

## Good

```yaml cedu.yaml
deliveries:
  acme: {lms: generic, courses: [first-look]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, did_you_mean
from cedu.model.workspace import Workspace
from cedu.rules import Rule, Settings


def check(workspace: Workspace, _settings: Settings) -> Iterator[Finding]:
    """The deliveries to an LMS of which there is no preset."""
    if not workspace.deliveries:
        return
    from cedu.lms import presets

    known = presets()
    for delivery in workspace.deliveries.values():
        if delivery.lms not in known:
            hint = did_you_mean(delivery.lms, known) or "LMSs: " + ", ".join(f"`{each}`" for each in known) + "; `generic` is for any other"
            yield Finding(delivery.origin.span("lms"), f"no LMS `{delivery.lms}`", hint)


RULE = Rule("CE604", Severity.ERROR, check, each=(Workspace,))
