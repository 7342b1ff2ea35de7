"""File name that not every system takes.

## What it finds

A file in use whose name holds one of `< > : " | ? *`, a backslash or a control character, ends in a dot or a space, or is
one that Windows keeps for itself, such as `aux.md`; and two files in use whose names differ in capital letters only.

## Why it matters

Git can't write such a file on Windows, and an LMS there can't unpack it: the lesson comes without it. Of two names that
differ in capital letters only, macOS and Windows keep one.

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

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings

# Microsoft, "Naming Files, Paths, and Namespaces".
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"\\|?*]|[. ](?=/|$)')
_RESERVED = re.compile(r"(?:^|/)((?:con|prn|aux|nul|com[0-9]|lpt[0-9]))(?:\.[^/]*)?(?=/|$)", re.IGNORECASE)


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every use of a file with such a name."""
    first: dict[str, str] = {}
    for use in library.uses:
        if use.path not in library.files:
            continue
        other = first.setdefault(use.path.casefold(), use.path)
        if found := _FORBIDDEN.search(use.path):
            yield Finding(use.span, f"`{use.path}` is no file name on Windows: it holds `{found[0]}`", "rename the file")
        elif found := _RESERVED.search(use.path):
            yield Finding(use.span, f"`{use.path}` is no file name on Windows, which keeps `{found[1]}` for itself", "rename the file")
        elif other != use.path:
            yield Finding(use.span, f"`{use.path}` and `{other}` are one file on macOS and Windows", "rename one of them")


RULE = Rule("CE217", Severity.ERROR, check)
