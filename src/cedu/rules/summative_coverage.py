"""Summative assessment that covers less than its objectives.

## What it finds

A summative assessment, and an objective that it claims to cover (in its `objectives`, or where it has none, in those
of the lesson that asks it, or else of that lesson's course) that none of its items, and none of the items that it
draws, is about.

## Why it matters

Its score is read as “can do what the course teaches”. Nobody was asked about this part.

## Bad

```yaml exam.assessment.yaml
purpose: summative
objectives: [authoring.install-it, first-look.open-it]
```

## Good

```yaml exam.assessment.yaml
purpose: summative
objectives: [authoring.install-it]
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, Span
from cedu.model.library import Library
from cedu.model.outline import Outline, Reference
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every objective that a summative assessment is meant to cover, and does not."""
    summative = [outline for outline in library.of("assessment") if outline.purpose == "summative" and outline.status == "active"]
    if not summative:
        return
    asked = _asked(library)
    for outline in summative:
        if any(library.may_be_broken("bank", draw.bank) for draw in outline.draws if draw.bank):
            continue
        covered = _covered(outline, library)
        if claimed := outline.refers("objectives"):
            yield from _claims(claimed, covered, library)
        else:
            for objective in asked.get(outline.id, ()):
                if objective not in covered:
                    yield _finding(outline.span, objective)


def _claims(claimed: tuple[Reference, ...], covered: set[str], library: Library) -> Iterator[Finding]:
    for reference in claimed:
        if reference.name not in covered and reference.name in library.names.get("objective", ()):
            yield _finding(reference.span, reference.name)


def _finding(span: Span, objective: str) -> Finding:
    return Finding(span, f"no item that is asked here is about `{objective}`", "add one, draw one, or claim less in `objectives`")


def _covered(outline: Outline, library: Library) -> set[str]:
    """The objectives of its own items, and of those that it may draw."""
    covered = {library.meant("objective", item.objective) for item in outline.items}
    for draw in outline.draws:
        bank = library.outlines.get(("bank", draw.bank))
        for item in bank.items if bank else ():
            objective = library.meant("objective", item.objective)
            if draw.objective in ("", objective) and draw.difficulty in ("", item.difficulty):
                covered.add(objective)
    return covered


def _asked(library: Library) -> dict[str, tuple[str, ...]]:
    """What each assessment is meant to cover by the lessons that ask it: their objectives, or their course's."""
    found: dict[str, dict[str, None]] = {}
    for course in library.of("course"):
        lessons: dict[str, list[str]] = {}
        for reference in course.refers("modules.lessons.objectives"):
            lessons.setdefault(reference.within, []).append(reference.name)
        for reference in course.refers("modules.lessons.assessment"):
            every = [declared.name for declared in course.declared if declared.kind == "objective"]
            found.setdefault(reference.name, {}).update(dict.fromkeys(lessons.get(reference.within) or every))
    known = library.names.get("objective", frozenset())
    return {id: tuple(name for name in names if name in known) for id, names in found.items()}


RULE = Rule("CE304", Severity.WARNING, check)
