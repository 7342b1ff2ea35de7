"""Graded assessment that is scored in the browser.

## What it finds

A lesson that asks an assessment with `stakes: graded`, where a target of the workspace scores in the learner's
browser.

## Why it matters

A learner who knows how can read the answers, or send the LMS any score. For a mark that counts, let the LMS score it.

## Bad

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```yaml first-steps.assessment.yaml
stakes: graded
```

## Good

```yaml cedu.yaml
build: {targets: [scorm12]}
```

```yaml first-steps.assessment.yaml
stakes: practice
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every lesson that asks such an assessment, where a target of the workspace scores courses in the browser."""
    build = settings.workspace.build
    if not build or not build.targets:
        return
    from cedu.targets import targets

    known = targets()
    chosen = [known[name] for name in build.targets if name in known]
    names = [target.name for target in chosen if target.scored_by == "client" and Course in target.kinds]
    if not names:
        return
    exams = {outline.id for outline in library.of("assessment") if outline.stakes == "graded"}
    for course in library.of("course"):
        for reference in course.refers("modules.lessons.assessment"):
            if reference.name in exams:
                message = f"{', '.join(names)}: the graded assessment `{reference.name}` is scored in the browser, with its answers"
                yield Finding(reference.span, message, "bring it to the LMS by a bank target, or make it `stakes: practice`")


RULE = Rule("CE603", Severity.WARNING, check)
