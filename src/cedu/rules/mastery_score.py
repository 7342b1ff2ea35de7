"""Mastery score that can't be told.

## What it finds

A course, or a module that learners launch by itself, with several assessments, where `build: {scorm: {mastery_score:
true}}` asks for the passing score in the manifest.

## Why it matters

An LMS compares a mastery score with the score of all assessments together. But each of them has to be passed: 100 % in
one and 60 % in the other may be 80 % together, and no pass. So the manifest has none there, and the LMS takes the
course's word for it.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12], scorm: {mastery_score: true}}
```

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
      - {id: warm-up, title: Warm up, type: quiz, assessment: warm-up, minutes: 5}
```

```yaml warm-up.assessment.yaml
id: warm-up
title: Warm up
purpose: posttest
stakes: practice
items:
  - {id: ready, type: true-false, objective: authoring.install-it, stem: The installer needs a network., answer: true}
```

## Good

```yaml cedu.yaml
build: {targets: [scorm12], scos: module, scorm: {mastery_score: true}}
```

```yaml course.yaml
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
  - id: warming-up
    title: Warming up
    lessons:
      - {id: warm-up, title: Warm up, type: quiz, assessment: warm-up, minutes: 5}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course, Lesson
from cedu.rules import Rule, Settings


def check(course: Course, settings: Settings) -> Iterator[Finding]:
    """The second assessment of each SCO of the course that is to have a mastery score."""
    build = settings.workspace.build
    if course.status != "active" or not (build and build.scorm and build.scorm.mastery_score):
        return
    from cedu.deliveries import labels, planned
    from cedu.formats.scorm import binding

    plans = [plan for plan in planned(settings.workspace, course) if binding(plan.target.name, plan.options)]
    whole = [plan for plan in plans if plan.options.scos == "course"]
    by_module = [plan for plan in plans if plan.options.scos == "module"]
    found = [(whole, second) for second in _seconds([course.lessons])] if whole else []
    found += [(by_module, second) for second in _seconds([module.lessons for module in course.modules])] if by_module else []
    for built, second in found:
        message = f"{labels(built)}: no mastery score says what several assessments together say"
        hint = "one assessment in each module, built with `scos: module`, has a score of its own"
        yield Finding(second.origin.span("assessment"), message, hint)


def _seconds(parts: list[tuple[Lesson, ...]]) -> Iterator[Lesson]:
    for lessons in parts:
        asking = {lesson.assessment: lesson for lesson in reversed(lessons) if lesson.assessment}
        if len(asking) > 1:
            yield list(asking.values())[-2]


RULE = Rule("CE608", Severity.WARNING, check, each=(Course,))
