"""Delivery whose name means something else.

## What it finds

A delivery in `cedu.yaml` that is called like a target, like an LMS to which it does not go, or by a name that Windows keeps
for itself.

## Why it matters

What is built for a delivery lies in the folder of its name in `dist/`, where a target's folder lies, too, and what
`cedu build --lms` builds for an LMS. Two that share a folder would replace each other's bundles.

## Bad

```yaml cedu.yaml
deliveries:
  moodle: {lms: generic, courses: [first-look]}
```

## Good

```yaml cedu.yaml
deliveries:
  acme: {lms: generic, courses: [first-look]}
```
"""

from collections.abc import Iterator

from cedu.bundle import unportable
from cedu.diagnostics import Finding, Severity
from cedu.model.workspace import Workspace
from cedu.rules import Rule, Settings


def check(workspace: Workspace, _settings: Settings) -> Iterator[Finding]:
    """The deliveries that have such a name."""
    if not workspace.deliveries:
        return
    from cedu.lms import presets
    from cedu.targets import targets

    for name, delivery in workspace.deliveries.items():
        span = workspace.origin.key("deliveries", name)
        if name in targets():
            yield Finding(span, f"a target is called `{name}`, and its bundles lie in `dist/{name}/`", "call it after the customer")
        elif name in presets() and delivery.lms != name:
            yield Finding(span, f"`{name}` is an LMS, and this delivery goes to `{delivery.lms}`", "call it after the customer")
        elif unportable(name):
            yield Finding(span, f"Windows keeps the name `{name}` for itself, so that there can be no `dist/{name}/`", "take another name")


RULE = Rule("CE605", Severity.ERROR, check, each=(Workspace,))
