"""File name that not every system takes.

## What it finds

A file in use whose name holds one of `< > : " | ? *`, a backslash or a control character, ends in a dot or a space, is one
that Windows keeps for itself, such as `aux.md`, is longer than 255 bytes, or has letters that are put together of parts
(not in Unicode's form NFC); and two files in use whose names differ in capital letters only.

## Why it matters

Git can't write such a file on Windows, and an LMS there can't unpack it: the lesson comes without it. Of two names that
differ in capital letters only, macOS and Windows keep one. A letter that is put together of parts looks like any other,
and a server looks for another file.

## Bad

```markdown lessons/install.md
[All the options](which%3F.txt) of the installer.
```

```text lessons/which?.txt
--quiet
```

## Good

```markdown lessons/install.md
[All the options](options.txt) of the installer.
```

```text lessons/options.txt
--quiet
```
"""

from collections.abc import Iterator

from cedu.bundle import Paths, unportable
from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every use of a file with such a name."""
    known: dict[str, str | None] = {}
    paths = Paths()
    for use in library.uses:
        if use.path not in library.files:
            continue
        if use.path not in known:
            known[use.path] = paths.add(use.path)
        if reason := unportable(use.path):
            yield Finding(use.span, f"`{use.path}` {reason}", "rename the file")
        elif other := known[use.path]:
            yield Finding(use.span, f"`{use.path}` and `{other}` are one file on macOS and Windows", "rename one of them")


RULE = Rule("CE217", Severity.ERROR, check)
