"""Exam item that a quiz shows.

## What it finds

A lesson that asks items which a certification exam asks or may draw, too, where a target of `build` or of a delivery
scores the lesson's quiz in the learner's browser.

## Why it matters

The right answers travel with the quiz. Whoever has read them there knows them in the exam, which the LMS scores.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```yaml first-steps.assessment.yaml
blueprint: {draws: [{bank: exam, count: 1}]}
```

```yaml exam.assessment.yaml
blueprint: {draws: [{bank: exam, count: 1}]}
```

## Good

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```yaml first-steps.assessment.yaml
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: The menu opens it., answer: true}
  - {id: file, type: true-false, objective: authoring.install-it, stem: The installer is one file., answer: true}
```

```yaml exam.assessment.yaml
blueprint: {draws: [{bank: exam, count: 1}]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every quiz of a course that shows items of exams, at the first lesson that asks it."""
    if not settings.workspace.says_what_is_built or not library.examined:
        return
    from cedu.deliveries import asked_in_browser
    from cedu.model.pool import exams_shown_in_browser

    seen = set()
    for names, reference in (found for stakes in ("practice", "graded") for found in asked_in_browser(library, stakes)):
        quiz = library.outlines["assessment", reference.name]
        if (reference.written_in, quiz.id) in seen:
            continue
        seen.add((reference.written_in, quiz.id))
        for exam, count in exams_shown_in_browser(quiz, library).items():
            which = "an item" if count == 1 else f"{count} items"
            message = f"{names}: `{quiz.id}` shows {which} of the certification exam `{exam}`, with the answers"
            yield Finding(reference.span, message, "let it draw from a bank, or about an objective, from which no exam draws")


RULE = Rule("CE609", Severity.WARNING, check)
