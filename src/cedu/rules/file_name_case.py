"""File name with other capital letters.

## What it finds

A path that differs from the file's name in capital and small letters.

## Why it matters

It works on macOS and Windows and breaks on Linux, where CI and most LMSs run.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: Lessons/Install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every file that is there under a name with other capital letters."""
    for use in library.missing:
        if real := library.by_casefold.get(use.path.casefold()):
            yield Finding(use.span, f"the file is called `{real}`, in other capital letters", f"write `{use.relative(real)}`")


RULE = Rule("CE207", Severity.ERROR, check)
