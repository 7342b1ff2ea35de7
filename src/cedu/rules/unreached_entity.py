"""Entity that nobody reaches.

## What it finds

A course that is on no path, in no delivery and nobody's prerequisite (where there are paths), an assessment that no
lesson asks and no level requires, a bank that no blueprint draws from, a certification that is on no path (where there
are paths), an audience that nothing is made for, a framework that nothing refers to. Drafts and retired entities are
left alone.

## Why it matters

Somebody keeps it up to date, and no learner ever meets it.

## Bad

```yaml authors.path.yaml
steps:
  - {course: authoring}
```

## Good

```yaml authors.path.yaml
steps:
  - {course: first-look}
  - {course: authoring}
  - {certification: author}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import OWNERS, Library
from cedu.rules import Rule, Settings

# For each kind: who could refer to it, and what to say.
_REFERRERS = {
    "course": (("path", "course", "certification"), "no path leads to this course, and nothing requires it"),
    "assessment": (("course", "certification"), "no lesson asks this assessment, and no level requires it"),
    "bank": (("assessment",), "no blueprint draws from this bank"),
    "certification": (("path", "certification"), "no path leads to this certification"),
    "audience": (("course", "path", "certification"), "nothing is made for this audience"),
    "framework": (("course", "certification", "audience"), "nothing refers to this framework"),
}
# Only where there are paths is being on none of them worth a word.
_ON_PATHS = ("course", "certification")


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every active entity that nothing refers to."""
    reached = _reached(library)
    has_paths = bool(library.of("path"))
    for kind, (referrers, message) in _REFERRERS.items():
        if library.broken_kinds.intersection(referrers) or (kind in _ON_PATHS and not has_paths):
            continue
        for outline in library.of(kind):
            if outline.status == "active" and (kind, outline.id) not in reached:
                yield Finding(outline.span, message, "refer to it, or set `status: draft` or `retired`")


def _reached(library: Library) -> set[tuple[str, str]]:
    """Whatever something refers to, as (kind, id), a translation or variant by the course that it belongs to."""
    reached: set[tuple[str, str]] = set()
    siblings = []
    scales = {declared.name: outline.id for outline in library.of("framework") for declared in outline.declared}
    for outline in library.everything:
        for kind, name, field, *_ in outline.references:
            if field in ("translates", "variant_of"):
                siblings.append((outline.id, name))
            elif kind == "proficiency":
                reached.add(("framework", scales.get(name, "")))
            elif kind in OWNERS:
                owner = (OWNERS[kind], library.meant(kind, name).partition(".")[0])
                if kind != "objective" and owner != (outline.kind, outline.id):
                    reached.add(owner)
            else:
                reached.add((kind, library.meant(kind, name)))
    reached.update((kind, library.meant(kind, name)) for kind, name, field, *_ in library.promised if not field.startswith("results."))
    reached.update(("course", id) for id, original in siblings if ("course", original) in reached)
    return reached


RULE = Rule("CE209", Severity.WARNING, check)
