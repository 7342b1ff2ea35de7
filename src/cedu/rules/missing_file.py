"""File that is not there.

## What it finds

A lesson's text, media, captions or transcript, a logo, or an image in a text, that no file has. Broken links have a
rule of their own, CE501.

## Why it matters

The lesson would be empty, or learners would see the frame of a picture that is missing.

## Bad

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/instal.md, minutes: 10, objectives: [install-it]}
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

import posixpath
from collections.abc import Iterator

from cedu.diagnostics import Finding, Hints, Severity, nearest_file
from cedu.model.library import Library
from cedu.model.outline import FileUse
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every file that is named, lies inside the workspace, and is not there."""
    wrong = [use for use in library.missing if use.field != "link" and use.path.casefold() not in library.by_casefold]
    if not wrong:
        return
    folders: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for path in sorted(library.files):
        folders.setdefault(posixpath.dirname(path), []).append(path)
        names.setdefault(posixpath.basename(path), []).append(path)
    hints = Hints()
    for use in wrong:
        yield Finding(use.span, f"no file `{use.path}`", _hint(use, folders, names) if hints.more() else "")


def _hint(use: FileUse, folders: dict[str, list[str]], names: dict[str, list[str]]) -> str:
    """The file of the same name elsewhere, or the one in the same folder whose name is nearest, as it would be written here."""
    folder, name = posixpath.split(use.path)
    elsewhere = names.get(name, ())
    meant = elsewhere[0] if len(elsewhere) == 1 else nearest_file(use.path, folders.get(folder, ()))
    if not meant:
        return "paths start from the folder of the file that names them"
    return f"did you mean `{use.relative(meant)}`?"


RULE = Rule("CE205", Severity.ERROR, check)
