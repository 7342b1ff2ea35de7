"""Passing score that nobody can reach.

## What it finds

A `passing_score` of an assessment whose items earn no points; and, where no certificate hangs on it, one that is
above what can be reached before a person has marked the essays and uploads.

## Why it matters

Where an LMS asks the questions, all learners fail until a person has marked, whatever they know; and in a course, where
the browser adds up the points, what a person marks counts for nothing. The Standards for Educational and Psychological
Testing (AERA, APA and NCME, 2014) ask for reasons behind every passing score.

## Bad

```yaml first-steps.assessment.yaml
passing_score: 70
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: The menu opens it., answer: true}
  - {id: explain, type: essay, objective: authoring.install-it, stem: How does the installer find its files?}
```

## Good

```yaml first-steps.assessment.yaml
passing_score: 50
items:
  - {id: opens, type: true-false, objective: first-look.open-it, stem: The menu opens it., answer: true}
  - {id: explain, type: essay, objective: authoring.install-it, stem: How does the installer find its files?}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.drawings import drawings, keyed, points
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The assessments that can't be passed, or only later."""
    for assessment in library.of("assessment"):
        if not assessment.passing_score or assessment.status == "retired":
            continue
        drawn = drawings(assessment, library)
        total = sum(map(points, drawn))
        if drawn and not total:
            yield Finding(
                assessment.span, "no item earns points, so nobody reaches the `passing_score`", "delete it, or ask what can be right"
            )
        elif drawn and assessment.stakes != "certification" and any(not item.parts for drawing in drawn for item in drawing.pool):
            share = 100 * sum(points(keyed(drawing)) for drawing in drawn) / total
            if share < assessment.passing_score:
                message = (
                    f"{share:.0f} % can be reached before a person has marked the rest, and `passing_score` is {assessment.passing_score:g}"
                )
                yield Finding(
                    assessment.span, message, "lower it, give those items fewer points, or put them into an assessment of their own"
                )


RULE = Rule("CE424", Severity.WARNING, check)
