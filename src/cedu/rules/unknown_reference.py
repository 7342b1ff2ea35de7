"""Reference to something that is not there.

## What it finds

A field that names an entity, or a thing inside one, that no file declares; in `cedu.yaml`, a course of a delivery. The
hint has the nearest id; for an id that was changed, the new one.

## Why it matters

A lesson without its assessment or a path without its course can't be built, and an item about an objective that is
not there measures nothing.

## Bad

```yaml course.yaml
prerequisites: [frist-look]
```

## Good

```yaml course.yaml
prerequisites: [first-look]
```
"""

from collections.abc import Iterator
from functools import cache

from cedu.diagnostics import Finding, Hints, Severity, did_you_mean, nearest
from cedu.model.library import OWNERS, Library
from cedu.model.outline import Outline, Reference
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every reference to a name that nobody declares."""
    names = library.names
    wrong = [
        (outline, reference)
        for outline, references in _written(library)
        for reference in references
        if reference.name not in names.get(reference.kind, ()) and not library.may_be_broken(reference.kind, reference.name)
    ]
    if not wrong:
        return
    hints = _Hints(library)
    for outline, reference in wrong:
        hint = hints.hint(reference.kind, reference.name)
        if outline and OWNERS.get(reference.kind) == outline.kind:
            hint = hint.replace(f"`{outline.id}.", "`")  # in its own file, the local id is enough
        yield Finding(reference.span, _message(outline, reference), hint)


def _written(library: Library) -> Iterator[tuple[Outline | None, tuple[Reference, ...]]]:
    """The references of every entity, and those of `cedu.yaml`."""
    yield from ((outline, outline.references) for outline in library.everything)
    yield None, library.promised


def _message(outline: Outline | None, reference: Reference) -> str:
    kind, name = reference.kind, reference.name
    owner, dot, local = name.partition(".")
    if kind == "proficiency":
        return f"no proficiency `{name}` on any framework's scale"
    if not dot or not outline or owner != outline.id:
        return f"no {kind} `{name}`"
    if OWNERS[kind] == outline.kind:
        return f"this {outline.kind} has no {kind} `{local}`"
    return f"no {kind} `{local}` in this file: one of another file is written `{OWNERS[kind]}.{kind}`"


class _Hints:
    """The nearest right spellings: by the old id, by the local part, by the owner, by the letters."""

    def __init__(self, library: Library) -> None:
        self._names = library.names
        self._present_name = library.present_name
        self._worth = Hints()
        self.hint = cache(self._hint)

    def _hint(self, kind: str, name: str) -> str:
        if now := self._present_name(kind, name):
            return f"it is called `{now}` now"
        if not self._worth.more():
            return ""
        known = self._names.get(kind, frozenset())
        owner, dot, local = name.partition(".")
        if not dot:
            return did_you_mean(name, known)
        return self._inside(owner, local, known, OWNERS[kind])

    def _inside(self, owner: str, local: str, known: frozenset[str], owner_kind: str) -> str:
        meant = owner
        if owner not in self._names.get(owner_kind, ()):
            if same := sorted(each for each in known if each.endswith(f".{local}")):
                return did_you_mean(f"{owner}.{local}", same) or f"did you mean `{same[0]}`?"
            meant = nearest(owner, self._names.get(owner_kind, ())) or ""
        start = f"{meant}."
        return did_you_mean(start + local, [each for each in known if each.startswith(start)])


RULE = Rule("CE201", Severity.ERROR, check)
