"""Verb that does not fit the Bloom level.

## What it finds

An objective in English whose first word is a verb of another level than its `bloom` says, or a verb for something
that can't be observed (know, understand, learn). The verbs are the processes of each level, and their other names, in
table 5.1 of Anderson and Krathwohl, *A Taxonomy for Learning, Teaching, and Assessing* (2001), with verbs that lists
for instructional designers commonly add. A verb that fits several levels is fine in each of them, and an unknown one
is left alone.

## Why it matters

The level decides which kinds of items can assess the objective. “List the exit codes” at *create* leads to the wrong
items, or to a level that says nothing.

## Bad

```yaml course.yaml
objectives:
  - {id: install-it, text: Understand the installer, bloom: apply}
```

## Good

```yaml course.yaml
objectives:
  - {id: install-it, text: Use the installer on a fresh machine, bloom: apply}
```
"""

from collections.abc import Iterator
from functools import cache
from typing import get_args

from cedu.diagnostics import Finding, Severity
from cedu.model.annotations import Bloom
from cedu.model.course import Course
from cedu.rules import Rule, Settings

_VERBS: dict[Bloom, str] = {
    "remember": "recognize recognise identify recall retrieve list name define label locate state quote recite repeat reproduce select"
    " match",
    "understand": "interpret clarify paraphrase represent translate exemplify illustrate instantiate classify categorize categorise subsume"
    " summarize summarise abstract generalize generalise infer conclude extrapolate interpolate predict compare contrast map match explain"
    " describe discuss identify report restate outline locate estimate recognize recognise distinguish",
    "apply": "use apply perform run operate install configure demonstrate execute implement carry solve calculate compute"
    " complete practise practice employ validate adjust modify change prepare produce show schedule sketch interpret choose build"
    " translate upload maintain follow connect deploy enable set import export publish record open start update administer write fill",
    "analyze": "differentiate discriminate distinguish focus select organize organise integrate outline parse structure attribute"
    " deconstruct analyze analyse compare contrast examine categorize categorise classify diagnose debug inspect investigate relate"
    " separate test question experiment calculate trace troubleshoot break infer",
    "evaluate": "check coordinate detect monitor test critique judge evaluate assess appraise argue choose compare conclude decide defend"
    " justify rate recommend review select support validate value verify prioritize prioritise rank weigh measure estimate interpret",
    "create": "generate hypothesize hypothesise plan design produce construct create compose write build develop assemble devise formulate"
    " invent author draft combine compile propose prepare program organize organise set restructure rewrite model tailor",
}
_VAGUE = frozenset(["know", "understand", "learn", "appreciate", "comprehend", "grasp", "familiarize", "familiarise", "realize", "realise"])


def check(course: Course, settings: Settings) -> Iterator[Finding]:
    """The objectives whose first word says something else than their level."""
    language = course.language or settings.workspace.organization.language
    if language.partition("-")[0] != "en":
        return
    for objective in course.objectives:
        verb = objective.text.split(maxsplit=1)[0].strip("*_`\"'“”‘’.,:;").lower() if objective.text.split() else ""
        if verb in _VAGUE:
            message = f"nobody can observe whether a learner can “{verb}”"
            yield Finding(objective.origin.span("text"), message, f"verbs for `{objective.bloom}`: {_some(objective.bloom)}")
        elif (levels := _levels().get(verb)) and objective.bloom not in levels:
            message = f"“{verb}” is no verb for the level `{objective.bloom}`; it fits {' and '.join(f'`{level}`' for level in levels)}"
            yield Finding(objective.origin.span("bloom"), message, f"verbs for `{objective.bloom}`: {_some(objective.bloom)}")


@cache
def _levels() -> dict[str, list[str]]:
    """The levels that each verb fits, the lowest first."""
    found: dict[str, list[str]] = {}
    for level in get_args(Bloom):
        for verb in _VERBS[level].split():
            found.setdefault(verb, []).append(level)
    return found


def _some(level: Bloom) -> str:
    return ", ".join(_VERBS[level].split()[:8])


RULE = Rule("CE303", Severity.WARNING, check, each=(Course,))
