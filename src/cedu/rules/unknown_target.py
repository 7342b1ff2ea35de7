"""Target that is not there.

## What it finds

A target in `build: {targets: …}` of `cedu.yaml` that this cedu does not have.

## Why it matters

Nothing would be built for it.

## Bad

```yaml cedu.yaml
build: {targets: [site, scrom12]}
```

## Good

```yaml cedu.yaml
build: {targets: [site]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, did_you_mean
from cedu.model.workspace import Workspace
from cedu.rules import Rule, Settings


def check(workspace: Workspace, _settings: Settings) -> Iterator[Finding]:
    """The names in `cedu.yaml` that stand for no target."""
    if not workspace.target_names:
        return
    from cedu.targets import targets

    known = targets()
    for index, name in enumerate(workspace.target_names):
        if name not in known:
            hint = did_you_mean(name, known) or "targets: " + ", ".join(f"`{each}`" for each in known)
            yield Finding(workspace.origin.span("build", "targets", index), f"no target `{name}`", hint)


RULE = Rule("CE214", Severity.ERROR, check, each=(Workspace,))
