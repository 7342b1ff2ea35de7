"""Raw HTML.

## What it finds

An HTML tag in a text. Comments are left out of what is built, so they are fine.

## Why it matters

cedu shows learners the tag as it is written, because a tag can carry scripts into an LMS, and means nothing in a
question bank or on paper.

## Bad

```markdown lessons/install.md
Press <kbd>Enter</kbd>.
```

## Good

```markdown lessons/install.md
Press *Enter*, and read what `<kbd>` is for.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The tags."""
    for tag in passage.page.tags:
        message = "an HTML tag, which learners see as it is written"
        yield Finding(passage.span(tag), message, "write Markdown; put a tag to talk about in backticks")


RULE = Rule("CE505", Severity.WARNING, check, each=(Passage,))
