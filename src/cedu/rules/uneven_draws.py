"""Draws that make some exams harder than others.

## What it finds

A blueprint whose draws mix easy and hard items so that one learner in twenty gets an exam which is harder or easier
than the average one by a tenth or more of the way from all easy to all hard. Assessments for practice are left alone.

## Why it matters

Two learners who know the same should get the same score. The Standards for Educational and Psychological Testing
(AERA, APA and NCME, 2014) want forms that are used alike to be alike in content and difficulty; a blueprint by
objective and difficulty sees to it.

## Bad

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, difficulty: easy, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: network, type: true-false, difficulty: hard, objective: authoring.install-it, stem: It needs a network., answer: false}
  - {id: restart, type: true-false, difficulty: easy, objective: authoring.install-it, stem: It asks for a restart., answer: false}
  - {id: log, type: true-false, difficulty: hard, objective: authoring.install-it, stem: It writes a log., answer: true}
```

```yaml exam.assessment.yaml
blueprint: {draws: [{bank: exam, count: 2}]}
```

## Good

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, difficulty: easy, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: network, type: true-false, difficulty: hard, objective: authoring.install-it, stem: It needs a network., answer: false}
  - {id: restart, type: true-false, difficulty: easy, objective: authoring.install-it, stem: It asks for a restart., answer: false}
  - {id: log, type: true-false, difficulty: hard, objective: authoring.install-it, stem: It writes a log., answer: true}
```

```yaml exam.assessment.yaml
blueprint: {draws: [{bank: exam, difficulty: easy, count: 1}, {bank: exam, difficulty: hard, count: 1}]}
```
"""

from collections.abc import Iterator
from math import sqrt
from statistics import pvariance

from cedu.diagnostics import Finding, Severity
from cedu.model.drawings import Drawing, drawings
from cedu.model.library import Library
from cedu.rules import Rule, Settings

_TENTH = 0.1
_HARDNESS = {"easy": 0.0, "medium": 0.5, "hard": 1.0}
_ONE_IN_TWENTY = 1.96  # standard deviations of the normal distribution, on both sides


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The blueprints that leave the difficulty to chance, at their most uneven draw."""
    for assessment in library.of("assessment"):
        if not assessment.draws or assessment.stakes == "practice" or assessment.status == "retired":
            continue
        drawn = drawings(assessment, library)
        variances = [_variance(drawing) for drawing in drawn]
        if not sum(variances):
            continue
        off = _ONE_IN_TWENTY * sqrt(sum(variances)) / sum(drawing.amount for drawing in drawn)
        if off >= _TENTH:
            worst = drawn[variances.index(max(variances))]
            message = f"one learner in twenty gets an exam that is {off:.0%} harder or easier than the average one"
            yield Finding(worst.span, message, "draw easy, medium and hard items each by a draw of their own: `difficulty`")


def _variance(drawing: Drawing) -> float:
    """How much the sum of the difficulties varies where so many are drawn from a pool and none is put back."""
    size = len(drawing.pool)
    if size < 2:
        return 0
    spread = pvariance([_HARDNESS[item.difficulty] for item in drawing.pool])
    return drawing.amount * spread * (size - drawing.amount) / (size - 1)


RULE = Rule("CE422", Severity.WARNING, check)
