"""Requirement that can't be met.

## What it finds

A level that requires a course or an assessment that is a draft or retired, a level of such a certification, or an
assessment that nobody can pass, because neither it has a `passing_score` nor the requirement a `least_score`.

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

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import Outline, RequirementOutline
from cedu.rules import Rule, Settings

_WORDS = {"draft": "is a draft, so nobody can complete it yet", "retired": "is retired, so nobody can complete it any more"}


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every requirement of an active certification that no learner can meet."""
    for certification in library.of("certification"):
        if certification.status != "active":
            continue
        for requirement in certification.requirements:
            required = _required(requirement, library)
            if required is None:
                continue
            if required.status != "active":
                message = f"the {required.kind} `{required.id}` {_WORDS[required.status]}"
                yield Finding(requirement.span, message, "require one that is active")
            elif requirement.kind == "assessment" and requirement.least_score is None and required.passing_score is None:
                message = f"nobody can pass `{required.id}`: it has no `passing_score`, and the requirement no `least_score`"
                yield Finding(requirement.span, message, "give one of them a score")


def _required(requirement: RequirementOutline, library: Library) -> Outline | None:
    if requirement.kind == "level":
        return library.outlines.get(("certification", requirement.name.partition(".")[0]))
    return library.outlines.get((requirement.kind, requirement.name))


RULE = Rule("CE701", Severity.ERROR, check)
