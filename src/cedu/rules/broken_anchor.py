"""Link to a heading that is not there.

## What it finds

A link whose part after `#` is the anchor of no heading of the page. An anchor is the heading in small letters, with
hyphens for spaces and without punctuation.

## Why it matters

Learners land at the top of a long page and have to search for what they were promised.

## Bad

```markdown lessons/install.md
See [what you need](#requirements).

## What you need

A machine.
```

## Good

```markdown lessons/install.md
See [what you need](#what-you-need).

## What you need

A machine.
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Hints, Severity, did_you_mean
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every anchor that its page does not have."""
    hints = Hints()
    for use in library.uses:
        if not use.anchor or use.path not in library.files:
            continue
        page = library.pages.get(use.path)
        if page and use.anchor not in page.anchors:
            where = "on this page" if use.path == use.span.path else f"in `{use.path}`"
            yield Finding(
                use.span,
                f"no heading has the anchor `#{use.anchor}` {where}",
                did_you_mean(use.anchor, page.anchors) if hints.more() else "",
            )
        elif use.path == use.span.path and not page:
            yield Finding(use.span, f"`#{use.anchor}` leads nowhere: this text has no headings", "link to a lesson's page")


RULE = Rule("CE502", Severity.ERROR, check)
