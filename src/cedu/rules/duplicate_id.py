"""Two entities with one id.

## What it finds

Two files that declare the same kind of entity with the same id. A course and an assessment may share one.

## Why it matters

An LMS ties a learner's history to the id, and a reference could mean either of them.

## Bad

```yaml course.yaml
id: first-look
```

## Good

```yaml course.yaml
id: authoring
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every second declaration of an id."""
    for outline in library.duplicates:
        first = library.outlines[outline.kind, outline.id].span
        message = f"a second {outline.kind} `{outline.id}`; the first is in {first.path}, line {first.line}"
        yield Finding(outline.span, message, "give the newer one an id of its own")


RULE = Rule("CE202", Severity.ERROR, check)
