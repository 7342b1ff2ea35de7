"""Certification exam that is scored in the browser.

## What it finds

A lesson that asks an assessment with `stakes: certification`, where a target of `build` or of a delivery scores in the
learner's browser.

## Why it matters

The right answers travel with the page, so that anybody can read them, and nobody could trust the certificate. Let no
lesson ask the exam. A certification that requires it is enough, and its questions go to the LMS's own quiz: by a delivery
to that LMS, or by a target such as `moodle-xml`.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: The exam, type: quiz, assessment: exam, minutes: 30}
```

## Good

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

```yaml author.certification.yaml
levels:
  - {id: associate, title: Associate, achievement: installs it, requires: [{course: authoring}, {assessment: exam, least_score: 80}]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every lesson that asks such an assessment, where a target of the workspace or of a delivery scores its course in the browser."""
    if not settings.workspace.says_what_is_built:
        return
    from cedu.deliveries import asked_in_browser

    for names, reference in asked_in_browser(library, "certification"):
        message = f"{names}: the certification exam `{reference.name}` would be scored in the browser, with its answers"
        yield Finding(reference.span, message, "take it out of the course; a bank target brings it to the LMS, which scores it")


RULE = Rule("CE602", Severity.ERROR, check)
