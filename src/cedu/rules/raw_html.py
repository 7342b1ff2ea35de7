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

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The tags, without those that close one that is reported."""
    unclosed: list[str] = []
    for tag in passage.page.tags:
        match = _NAME.match(_line(passage.text, tag.line), tag.column - 1)
        if match and not match[1]:
            unclosed.append(match[2].lower())
        elif match and match[2].lower() in unclosed:
            unclosed.remove(match[2].lower())
            continue
        message = "an HTML tag, which learners see as it is written"
        yield Finding(passage.span(tag), message, "write Markdown; put a tag to talk about in backticks")


def _line(text: str, number: int) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[number - 1]


RULE = Rule("CE505", Severity.WARNING, check, each=(Passage,))
