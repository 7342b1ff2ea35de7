"""Heading levels that skip.

## What it finds

A page with a heading of the first level (the lesson's title is that one), or with a heading two levels below the one
before.

## Why it matters

Screen readers list the headings as a table of contents (WCAG 2.2, 1.3.1). A level that is missing reads like a
chapter that is missing.

## Bad

```markdown lessons/install.md
# Install

### On Linux

Use the package.
```

## Good

```markdown lessons/install.md
## On Linux

Use the package.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage

# Git's mark of what it could not merge, above a line of `=`, which makes a heading of it: that is reported (CE510).
_MARK = "<<<<<<< "


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The headings of a page that are too high, or too far below the one before."""
    if passage.field is not None:
        return
    above = 1
    for heading in passage.page.headings:
        if heading.text.startswith(_MARK):
            continue
        if heading.level == 1:
            message = "a heading of the first level: the lesson's title is that one"
            yield Finding(passage.span(heading), message, "start with `##`")
        elif heading.level > above + 1:
            message = f"a heading of level {heading.level} below one of level {above}"
            yield Finding(passage.span(heading), message, f"write it with `{'#' * (above + 1)}`")
        above = heading.level


RULE = Rule("CE504", Severity.WARNING, check, each=(Passage,))
