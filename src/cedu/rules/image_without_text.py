"""Image without alternative text.

## What it finds

An image whose brackets are empty.

## Why it matters

Who can't see the image has nothing else, and no LMS adds it (WCAG 2.2, 1.1.1). Say what the image tells, not what it
is.

## Bad

```markdown lessons/install.md
![](installer.svg)
```

## Good

```markdown lessons/install.md
![The installer asks where to install, and proposes your home folder](installer.svg)
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The images that have none."""
    for link in passage.page.links:
        if link.is_image and not link.text.strip():
            message = f"the image `{link.url}` has no alternative text"
            yield Finding(passage.span(link), message, "say in the brackets what it tells: `![…](…)`")


RULE = Rule("CE503", Severity.ERROR, check, each=(Passage,))
