"""Badge that can't be used.

## What it finds

A level's own `badge` that is no PNG, or a broken one; that is not square, or has fewer than 90 or more than 2000 pixels a
side; that has more than 500,000 bytes; or whose drawing, the SVG of the same name beside it, does more than show itself.

## Why it matters

Every certificate of the level carries the picture, so `cedu certify` would award nothing of it.

## Bad

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{course: authoring}, {assessment: exam, least_score: 80}]
    badge: badges/associate.png
```

```text badges/associate.png
This only has the name of a picture.
```

## Good

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{course: authoring}, {assessment: exam, least_score: 80}]
```
"""

from collections.abc import Iterator
from pathlib import Path

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every level's own badge that is there and can't be one."""
    for outline in library.of("certification"):
        for use in outline.files:
            if use.field == "levels.badge" and use.path in library.files and (problem := _problem(library.root / use.path)):
                yield Finding(use.span, problem, "leave `badge` out, and one is drawn for the level")


def _problem(file: Path) -> str:
    """Why a picture can't be a badge; empty where it can."""
    from cedu.credentials import badge

    try:
        found = badge.own(*badge.pictures(file), title="")
    except OSError as error:
        return f"the level's own badge can't be read: {error.strerror}"
    return found if isinstance(found, str) else ""


RULE = Rule("CE741", Severity.ERROR, check)
