"""Picture on another site.

## What it finds

An image in a text whose address is one on the web.

## Why it matters

A bundle loads nothing from the network: a server that is gone, or a proxy that is closed, would leave a hole in the
lesson, and the server would learn who reads it. Learners get a link to the picture instead.

## Bad

```markdown lessons/install.md
![The installer asks where to install](https://media.example.org/installer.png)
```

## Good

```markdown lessons/install.md
See [how the installer asks where to install](https://media.example.org/installer.png).
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.passages import Passage


def check(passage: Passage, _settings: Settings) -> Iterator[Finding]:
    """The images that no bundle can hold."""
    for link in passage.page.links:
        if link.is_image and link.url.lower().startswith(("https://", "//")):
            message = f"the image `{link.url}` lies on another site, and bundles load nothing from there"
            yield Finding(passage.span(link), message, "copy the file into the workspace, or write a link")


RULE = Rule("CE509", Severity.WARNING, check, each=(Passage,))
