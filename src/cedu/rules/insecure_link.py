"""Link that is not encrypted.

## What it finds

A link or an image whose address starts with `http:`. Addresses of the learner's own machine (`localhost`) are left
alone.

## Why it matters

Anybody on the way can change what learners see. Inside an LMS, browsers refuse to load it at all.

## Bad

```markdown lessons/install.md
Download it from [our site](http://www.example.org/).
```

## Good

```markdown lessons/install.md
Download it from [our site](https://www.example.org/).
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage

_INSECURE = re.compile(r"http://(?!(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))", re.IGNORECASE)


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The links and images that are not encrypted."""
    for link in passage.page.links:
        if _INSECURE.match(link.url):
            yield Finding(passage.span(link), f"`{link.url}` is not encrypted", f"try `https{link.url[4:]}`")


RULE = Rule("CE507", Severity.WARNING, check, each=(Passage,))
