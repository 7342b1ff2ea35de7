"""Former id that is taken.

## What it finds

An id in `formerly` that something else has now, or had before as well.

## Why it matters

Outwards a thing keeps the first id that it ever had, so that learners keep their history. Two things with one such id
would share, and spoil, one history.

## Bad

```yaml course.yaml
formerly: [first-look]
```

## Good

```yaml course.yaml
formerly: [author-basics]
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import Former
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every former id that is not its owner's alone."""
    every = [former for outline in library.everything for former in outline.former]
    if not every:
        return
    present = _present(library)
    seen: dict[tuple[str, str], Former] = {}
    for former in every:
        local = former.name.rpartition(".")[2]
        first = seen.setdefault((former.kind, former.name), former)
        if former.name == former.now:
            yield Finding(former.span, f"`{local}` is its id now, so it is not a former one", "delete it from `formerly`")
        elif (former.kind, former.name) in present:
            message = f"`{local}` is the id of another {former.kind} now"
            yield Finding(former.span, message, "give the other one a new id: learners' history belongs to the first that had it")
        elif first.now != former.now:
            message = f"`{local}` is a former id of `{first.now.rpartition('.')[2]}` as well ({first.span.path}, line {first.span.line})"
            yield Finding(former.span, message, "leave it where learners' history belongs")


def _present(library: Library) -> set[tuple[str, str]]:
    """Every id in use, as (kind, name)."""
    found = set(library.outlines)
    for outline in library.everything:
        found.update((declared.kind, declared.name) for declared in outline.declared)
        found.update(("item", f"{outline.id}.{item.id}") for item in outline.items)
    return found


RULE = Rule("CE203", Severity.ERROR, check)
