"""Text without words.

## What it finds

A Markdown file in which nothing is written.

## Why it matters

It is built into a page with a title and nothing below it, and an LMS counts it as a lesson that was seen.

## Bad

```markdown lessons/install.md

```

## Good

```markdown lessons/install.md
Start the installer, and follow it to its last page.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """A file that holds nothing but white space."""
    if passage.field is None and not passage.text.strip():
        yield Finding(Span(passage.path), "nothing is written in this file", "write the text, or delete the file and what names it")


RULE = Rule("CE511", Severity.WARNING, check, each=(Passage,))
