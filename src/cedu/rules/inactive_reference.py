"""Reference to a draft or to something retired.

## What it finds

A lesson, path, blueprint or course that is active, or a delivery, and refers to an entity that is a draft or retired.
What a certification requires has a rule of its own, CE701; who translates or tailors what is left alone.

## Why it matters

A draft is not built and something retired is built no more, so that learners are sent to where nothing is.

## Bad

```yaml first-look.course.yaml
status: draft
```

## Good

```yaml first-look.course.yaml
status: active
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import OWNERS, Library
from cedu.rules import Rule, Settings

_WORDS = {"draft": "a draft, so it is not built", "retired": "retired, so it is built no more"}
_LEFT_ALONE = ("levels.requires.", "levels.renewal.", "results.", "translates", "variant_of")


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every reference of an active entity to one that is not."""
    inactive = {key: outline.status for key, outline in library.outlines.items() if outline.status != "active"}
    if not inactive:
        return
    written = (outline.references for outline in library.everything if outline.status == "active")
    for references in (*written, library.promised):
        for reference in references:
            kind, name = reference.kind, reference.name
            key = (OWNERS[kind], name.partition(".")[0]) if kind in ("level", "practical") else (kind, name)
            if (status := inactive.get(key)) and not reference.field.startswith(_LEFT_ALONE):
                yield Finding(
                    reference.span, f"the {key[0]} `{key[1]}` is {_WORDS[status]}", "refer to an active one, or wait with this one"
                )


RULE = Rule("CE213", Severity.WARNING, check)
