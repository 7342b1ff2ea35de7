"""Broken link.

## What it finds

A link in a text to a file that is not there, or to a page that is the text of no lesson, so that nothing builds it.

## Why it matters

Learners who follow it see an error page, inside an LMS often without a way back.

## Bad

```markdown lessons/install.md
Read [how to upgrade](upgrade.md).
```

## Good

```markdown lessons/install.md
Read [how to open it](open.md).
```
"""

import posixpath
from collections.abc import Iterator

from cedu.diagnostics import Finding, Hints, Severity, nearest_file
from cedu.model.library import Library
from cedu.model.outline import FileUse
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every link that leads nowhere."""
    built = {use.path for outline in library.everything for use in outline.files if use.field.endswith((".body", ".transcript"))}
    hints = Hints()
    for use in library.uses:
        if use.field != "link" or library.leads_outside(use.path):
            continue
        if use.path in library.files:
            if use.path.endswith((".yaml", ".yml")) and use.path != use.written_in:
                message = f"`{use.path}` is a source, and its keys are not for learners: nothing builds it"
                yield Finding(use.span, message, "link to a lesson, or show a part of it as code")
            elif use.path.endswith(".md") and use.path not in built and not library.may_be_used_by_broken(use.path):
                message = f"nothing builds `{use.path}`: it is the text of no lesson"
                yield Finding(use.span, message, "link to a lesson, or to a web address")
        elif use.path.casefold() not in library.by_casefold:
            yield Finding(use.span, f"no file `{use.path}` to link to", _hint(use, built) if hints.more() else "")


def _hint(use: FileUse, built: set[str]) -> str:
    name = posixpath.basename(use.path)
    meant = next((path for path in sorted(built) if posixpath.basename(path) == name), None)
    meant = meant or nearest_file(use.path, built)
    return f"did you mean `{use.relative(meant)}`?" if meant else ""


RULE = Rule("CE501", Severity.ERROR, check)
