"""Pool that is smaller than all attempts together.

## What it finds

A draw of an assessment that is not for practice, where a learner who uses every attempt is asked more items than
there are to draw from: `count` times `attempts`.

## Why it matters

The second attempt then measures what is remembered of the first, and what others tell of theirs. Hausknecht and
others (2007) put 50 studies of tests that were taken again together: scores rise, and rise more where the items are
the same.

## Bad

```yaml exam.assessment.yaml
attempts: 2
```

## Good

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: network, type: true-false, objective: authoring.install-it, stem: The installer needs a network., answer: false}
```

```yaml exam.assessment.yaml
attempts: 2
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.drawings import drawings
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The draws whose pool does not last for all attempts."""
    for assessment in library.of("assessment"):
        if not assessment.draws or assessment.stakes == "practice" or assessment.status == "retired" or (assessment.attempts or 1) < 2:
            continue
        attempts = assessment.attempts or 1
        short = [drawing for drawing in drawings(assessment, library) if drawing.amount * attempts > len(drawing.pool)]
        if short:
            first = short[0]
            more = f" ({len(short)} draws lack items)" if len(short) > 1 else ""
            message = f"{attempts} attempts of {first.amount} need {attempts * first.amount} items, and there are {len(first.pool)}{more}"
            yield Finding(first.span, message, "write more, draw fewer, or allow fewer attempts")


RULE = Rule("CE423", Severity.WARNING, check)
