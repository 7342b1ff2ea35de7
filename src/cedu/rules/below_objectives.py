"""Exam that asks below what its objectives promise.

## What it finds

A summative assessment or an exam for a certificate, of ten items or more, in which the share of items about objectives at `apply` or
above is smaller by a quarter than the share of such objectives among all that it asks about or claims in `objectives`. What draws leave
to chance counts with its average.

## Why it matters

What is easy to ask is asked most. The score is then read as “can do it”, and says “has heard of it”: of the 2,770 items that Tarrant and
others (2006) looked at, more than nine in ten were of a low cognitive level. Guideline 2 of Haladyna, Downing and Rodriguez (2002): what
is important is asked, and what is trivial is not.

## Bad

```yaml course.yaml
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply, competency: platform.install}
  - {id: name-it, text: Name the parts of the installer, bloom: remember}
modules:
  - id: first-steps
    title: First steps
    lessons:
      - {id: install, title: Install, type: article, body: lessons/install.md, minutes: 10, objectives: [install-it, name-it]}
      - {id: check, title: Check yourself, type: quiz, assessment: first-steps, minutes: 5}
```

```yaml exam.bank.yaml
items:
  - {id: one, type: short-text, objective: authoring.install-it, stem: Which command starts it?, answers: [setup]}
  - {id: two, type: short-text, objective: authoring.name-it, stem: What is its first part called?, answers: [core]}
  - {id: three, type: short-text, objective: authoring.name-it, stem: What is its second part called?, answers: [shell]}
  - {id: four, type: short-text, objective: authoring.name-it, stem: What is its third part called?, answers: [index]}
  - {id: five, type: short-text, objective: authoring.name-it, stem: What is its fourth part called?, answers: [log]}
  - {id: six, type: short-text, objective: authoring.name-it, stem: What is its fifth part called?, answers: [menu]}
  - {id: seven, type: short-text, objective: authoring.name-it, stem: What is its sixth part called?, answers: [help]}
  - {id: eight, type: short-text, objective: authoring.name-it, stem: What is its seventh part called?, answers: [cache]}
  - {id: nine, type: short-text, objective: authoring.name-it, stem: What is its eighth part called?, answers: [link]}
  - {id: ten, type: short-text, objective: authoring.name-it, stem: What is its last part called?, answers: [end]}
```

```yaml exam.assessment.yaml
objectives: [authoring.install-it, authoring.name-it]
blueprint: {draws: [{bank: exam, count: 10}]}
```

## Good

```yaml exam.assessment.yaml
objectives: [authoring.install-it, authoring.name-it]
blueprint:
  draws:
    - {bank: exam, objective: authoring.install-it, count: 1}
    - {bank: exam, objective: authoring.name-it, count: 1}
```
"""

from collections.abc import Iterator, Mapping

from cedu.diagnostics import Finding, Severity
from cedu.model.drawings import Drawing, drawings
from cedu.model.library import Library
from cedu.rules import Rule, Settings

_FEWEST, _QUARTER = 10, 0.25
_LOW = ("remember", "understand")


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The exams in which what is low weighs far more than among the objectives."""
    levels: dict[str, str] = {}
    for assessment in library.of("assessment"):
        if (assessment.purpose != "summative" and assessment.stakes != "certification") or assessment.status == "retired":
            continue
        levels = levels or {each.name: each.bloom for course in library.of("course") for each in course.declared if each.bloom}
        drawn = drawings(assessment, library)
        names = {item.objective for drawing in drawn for item in drawing.pool} | {each.name for each in assessment.refers("objectives")}
        known = [levels[name] for name in names if name in levels]
        if not known or sum(drawing.amount for drawing in drawn) < _FEWEST:
            continue
        promised, asked = sum(level not in _LOW for level in known) / len(known), _share(drawn, levels)
        if asked < promised - _QUARTER:
            message = f"{promised:.0%} of the objectives are at `apply` or above, and {asked:.0%} of the items that are asked"
            yield Finding(assessment.span, message, "ask more about what learners have to do: by draws for each `objective`")


def _share(drawn: tuple[Drawing, ...], levels: Mapping[str, str]) -> float:
    """How many of the items that are asked are about objectives at `apply` or above, as a share; on average, where they are drawn."""
    high = sum(
        drawing.amount * sum(levels.get(item.objective) not in _LOW for item in drawing.pool) / len(drawing.pool) for drawing in drawn
    )
    return high / sum(drawing.amount for drawing in drawn)


RULE = Rule("CE428", Severity.WARNING, check)
