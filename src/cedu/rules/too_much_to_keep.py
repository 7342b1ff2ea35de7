"""More to keep between visits than the LMS holds.

## What it finds

A course, or with `scos: module` one module of it, whose seen lessons, scores and answers can take more characters than a
target of `build: {targets: …}` or of a delivery can leave with the LMS: 4,096 in SCORM 1.2, 64,000 in SCORM 2004. What
is counted is the worst case, in which a learner fills every field to its end.

## Why it matters

An LMS drops what is too long, or all of it. The course would leave out answers before it lets that happen, and the
learner who comes back would find them gone.

## Bad

A course for `scorm12` that asks a hundred questions to which the answer is typed: each can take 44 characters.

## Good

The same course with `build: {scos: module}`, where no module asks more than fifty of them. Or two courses. Or questions
with choices, which take 6 characters each.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.model.workspace import Scos
from cedu.rules import Rule, Settings

if TYPE_CHECKING:
    from cedu.deliveries import Planned
    from cedu.player.budget import Need

_MOST_NAMES = 3


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every course, or module of one, that a target has too little room for."""
    if not settings.workspace.says_what_is_built:
        return
    from cedu.deliveries import Planned, receivers

    plans = [
        (each, Planned(each.name, target, each.options))
        for each in receivers(settings.workspace)
        for target in each.targets.get("course", ())
        if target.suspend_data is not None
    ]
    for course in library.of("course") if plans else ():
        if course.status == "retired":
            continue
        for scos in get_args(Scos):
            wanted = [plan for each, plan in plans if each.gets("course", course.id) and plan.options.scos == scos]
            if wanted:
                yield from _too_much(course, library, scos, wanted)


def _too_much(course: Outline, library: Library, scos: Scos, plans: "list[Planned]") -> Iterator[Finding]:
    """The launchables of a course that take more than some of `plans` have room for."""
    from cedu.deliveries import labels
    from cedu.player.budget import needs

    for need in needs(course, library, scos):
        small = [plan for plan in plans if need.characters > (plan.target.suspend_data or 0)]
        if not small:
            continue
        least = min(plan.target.suspend_data or 0 for plan in small)
        what, span = (f"the module `{need.module.id}`", need.module.span) if need.module else ("the course", course.span)
        message = f"{labels(small)}: between visits {what} can need {need.characters:,} characters in the LMS, which holds {least:,}"
        by_module = not need.module and max(each.characters for each in needs(course, library, "module")) <= least
        yield Finding(span, message, _remedy(need, by_module))


def _remedy(need: "Need", by_module: bool) -> str:
    """What to split, given whether it is enough that each module is launched by itself."""
    most = sorted(need.assessments, key=lambda one: -one[1])[:_MOST_NAMES]
    listed = ", ".join(f"`{name}` {characters:,}" for name, characters in most if characters)
    split = "launch each module by itself (`scos: module`)" if by_module else f"split the {'module' if need.module else 'course'}"
    return f"{split}, or ask less where the most is needed: {listed}" if listed else split


RULE = Rule("CE606", Severity.ERROR, check)
