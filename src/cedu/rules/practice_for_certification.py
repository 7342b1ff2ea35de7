"""Certification that rests on practice.

## What it finds

A level that requires an assessment with `stakes: practice`.

## Why it matters

A practice score may come from the learner's own browser, with the answers in reach, and be repeated at will. A
certificate that rests on it proves little.

## Bad

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{assessment: first-steps}]}
```

## Good

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{assessment: exam, least_score: 80}]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Every requirement of an assessment that is only practice."""
    for certification in library.of("certification"):
        for requirement in certification.requirements:
            required = library.outlines.get(("assessment", requirement.name)) if requirement.kind == "assessment" else None
            if required and required.stakes == "practice":
                message = f"`{required.id}` is practice: its score should decide nothing"
                yield Finding(requirement.span, message, "require an assessment with `stakes: certification`")


RULE = Rule("CE704", Severity.WARNING, check)
