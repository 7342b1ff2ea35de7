"""Requirement that can't be met.

## What it finds

A level that requires a course or an assessment that is a draft or retired, a level or practical of such a
certification, or an assessment that nobody can pass, because neither it has a `passing_score` nor the requirement a
`least_score`. Where there are other ways to meet a group of requirements, it is left alone: who completed a course before
it was retired may still count it.

## Why it matters

Nobody can earn the level any more, and `cedu certify` would silently award it to none.

## Bad

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{course: authoring}, {assessment: exam}]
```

## Good

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{course: authoring}, {assessment: exam, least_score: 80}]
```
"""

from collections import Counter
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import OWNERS, Library
from cedu.model.outline import GroupOutline, Outline, RequirementOutline
from cedu.rules import Rule, Settings

_WORDS = {"draft": "is a draft, so nobody can complete it yet", "retired": "is retired, so nobody can complete it any more"}


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every requirement of an active certification that no learner can meet, where it is needed or too little else is left."""
    for certification in library.of("certification"):
        if certification.status != "active":
            continue
        failed: Counter[int] = Counter()
        unmeetable = []
        for requirement in certification.requirements:
            if problem := _problem(requirement, library):
                unmeetable.append((requirement, problem))
                _count(requirement.groups, failed)
        for requirement, (message, hint) in unmeetable:
            if all(failed[group.number] > group.of - group.needed for group in requirement.groups):
                yield Finding(requirement.span, message, hint)


def _count(groups: tuple[GroupOutline, ...], failed: "Counter[int]") -> None:
    """Count a part of the innermost of `groups` that can't be met, and so on outwards once too few parts are left."""
    for group in reversed(groups):
        failed[group.number] += 1
        if failed[group.number] != group.of - group.needed + 1:
            return


def _problem(requirement: RequirementOutline, library: Library) -> tuple[str, str] | None:
    """Why nobody can meet a requirement, and what to do."""
    required = _required(requirement, library)
    if required is None:
        return None
    if required.status != "active":
        return f"the {required.kind} `{required.id}` {_WORDS[required.status]}", "require one that is active"
    if requirement.kind == "assessment" and requirement.least_score is None and required.passing_score is None:
        message = f"nobody can pass `{required.id}`: it has no `passing_score`, and the requirement no `least_score`"
        return message, "give one of them a score"
    return None


def _required(requirement: RequirementOutline, library: Library) -> Outline | None:
    if requirement.kind in OWNERS:
        return library.outlines.get((OWNERS[requirement.kind], requirement.name.partition(".")[0]))
    return library.outlines.get((requirement.kind, requirement.name))


RULE = Rule("CE701", Severity.ERROR, check)
