"""Assessment that is passed by guessing.

## What it finds

A `passing_score` of an assessment that is not for practice which somebody who only guesses reaches in more than 5 of
100 cases, all `attempts` together: what each answer at random earns, with the items' points, gives the exact
probability (the Poisson binomial distribution). And a `passing_score` of 0.

## Why it matters

The certificate then says less than it promises. More choices help little, and more items a lot: Rodriguez (2005)
finds three choices enough, because more items fit into the same time, and with many items nobody guesses enough of
them.

## Bad

```yaml exam.assessment.yaml
passing_score: 60
```

## Good

```yaml exam.bank.yaml
items:
  - {id: command, type: short-text, objective: authoring.install-it, stem: Which command checks it?, answers: [setup check]}
```

```yaml exam.assessment.yaml
passing_score: 60
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.chance import at_least
from cedu.model.drawings import Drawing, drawings, keyed, points
from cedu.model.library import Library
from cedu.rules import Rule, Settings

_LEVEL = 0.05


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The assessments that knowing nothing is enough for, with the probability."""
    for assessment in library.of("assessment"):
        if assessment.passing_score is None or assessment.stakes == "practice" or assessment.status == "retired":
            continue
        drawn = drawings(assessment, library)
        if assessment.stakes != "certification":
            drawn = tuple(map(keyed, drawn))
        needed = sum(map(points, drawn)) * assessment.passing_score / 100
        if not drawn:
            continue
        if not assessment.passing_score:
            yield Finding(assessment.span, "everybody passes: the `passing_score` is 0", "raise it, or delete it")
            continue
        attempts = assessment.attempts or 1
        once = at_least([part for drawing in drawn for part in _parts(drawing)], needed, ignored=_LEVEL / attempts)
        ever = 1 - (1 - once) ** attempts
        if ever > _LEVEL:
            tries = f" in {attempts} attempts" if attempts > 1 else ""
            message = f"somebody who only guesses reaches {assessment.passing_score:g} % with a probability of {ever:.0%}{tries}"
            yield Finding(assessment.span, message, "raise `passing_score`, ask more items, or ask for what has to be typed")


def _parts(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """The points and the chance of each part that is scored; of what is drawn by chance, the average item's."""
    if drawing.is_all:
        for item in drawing.pool:
            yield from ((item.points / item.parts, item.chance) for _ in range(item.parts))
    else:
        worth = points(drawing) / drawing.amount
        expected = sum(item.points * item.chance for item in drawing.pool if item.parts) / len(drawing.pool)
        yield from ((worth, expected / worth if worth else 0) for _ in range(drawing.amount))


RULE = Rule("CE425", Severity.WARNING, check)
