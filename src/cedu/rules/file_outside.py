"""File outside the workspace.

## What it finds

A path that leads out of the workspace: by `..`, from the disk's root, or by a symbolic link.

## Why it matters

What lies outside is not reviewed and is not there on another machine. It may also hold what must never reach
learners.

## Bad

```yaml cedu.yaml
organization:
  name: Example Learning
  logo: ../brand/logo.svg
```

## Good

```yaml cedu.yaml
organization:
  name: Example Learning
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every file that is named and lies outside."""
    for use in library.uses:
        if not library.leads_outside(use.path):
            continue
        by_link = not use.path.startswith(("..", "/"))
        message = f"`{use.path}` is a symbolic link out of the workspace" if by_link else f"`{use.path}` lies outside the workspace"
        yield Finding(use.span, message, "copy the file into the workspace")


RULE = Rule("CE206", Severity.ERROR, check)
