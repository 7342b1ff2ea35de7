"""Count that leaves no choice.

## What it finds

A group of requirements with `at_least` whose `count` is as many as it has parts, or more.

## Why it matters

Of three things nobody can have four, so nobody earns the level; and three of three are all of them, which reads better as
`all`, or without a group.

## Bad

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{at_least: {count: 3, of: [{course: authoring}, {course: first-look}]}}]
```

## Good

```yaml author.certification.yaml
levels:
  - id: associate
    title: Associate
    achievement: installs it
    requires: [{at_least: {count: 1, of: [{course: authoring}, {course: first-look}]}}]
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.certification import Certification, Inner, Requirement, Single, members
from cedu.rules import Rule, Settings


def check(certification: Certification, _settings: Settings) -> Iterator[Finding]:
    """The groups that leave no choice."""
    for level in certification.levels:
        for requirement in (*level.requires, *level.renewal):
            yield from _groups(requirement)


def _groups(requirement: Single) -> Iterator[Finding]:
    if isinstance(requirement, Inner | Requirement) and requirement.at_least:
        count, of = requirement.at_least.count, len(requirement.at_least.of)
        if count >= of:
            message = f"{count} of these {of} are needed" + (", so nobody can meet this" if count > of else ", which is all of them")
            yield Finding(requirement.at_least.origin.span("count"), message, "ask for fewer, or write `all`")
    for part in members(requirement)[1]:
        yield from _groups(part)


RULE = Rule("CE727", Severity.ERROR, check, each=(Certification,))
