"""Change that was not merged.

## What it finds

The line `<<<<<<< …` in a text, as git writes it where two people changed the same lines. In YAML, such a line is broken
syntax (CE001).

## Why it matters

Markdown takes any line for text, so learners would read both versions, and git's marks between them.

## Bad

```markdown lessons/install.md
<<<<<<< HEAD
Open the installer.
=======
Start the installer.
>>>>>>> rename-buttons
```

## Good

```markdown lessons/install.md
Start the installer.
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage

# Git's marks stand at the start of their lines, all three kinds of them.
_MARKS = re.compile(r"^<{7} [^\n]*\n(?:(?!<{7} )[^\n]*\n)*?={7}\r?\n(?:(?!<{7} )[^\n]*\n)*?>{7} ", re.MULTILINE)


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """Each place where git left its marks, in a file: what YAML holds is no place for them."""
    if passage.field or "\n>>>>>>> " not in passage.text:
        return
    for match in _MARKS.finditer(passage.text):
        span = Span(passage.path, passage.text.count("\n", 0, match.start()) + 1, 1, 7)
        hint = "keep what is right of both, and delete the lines of `<<<`, `===` and `>>>`"
        yield Finding(span, "two changes of these lines were not merged: git left its marks here", hint)


RULE = Rule("CE510", Severity.ERROR, check, each=(Passage,))
