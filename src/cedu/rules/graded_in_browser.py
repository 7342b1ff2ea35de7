"""Graded assessment that is scored in the browser.

## What it finds

A lesson that asks an assessment with `stakes: graded`, where a target of `build` or of a delivery scores in the
learner's browser.

## Why it matters

A learner who knows how can read the answers, or send the LMS any score. For a mark that counts, let the LMS score it. If
nothing depends on the score, say `stakes: practice`. If your team has decided to trust it, switch the rule off there.

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
from cedu.model.library import Library
from cedu.rules import Rule, Settings


def check(library: Library, settings: Settings) -> Iterator[Finding]:
    """Every lesson that asks such an assessment, where a target of the workspace or of a delivery scores its course in the browser."""
    if not settings.workspace.says_what_is_built:
        return
    from cedu.deliveries import asked_in_browser

    for names, reference in asked_in_browser(library, "graded"):
        message = f"{names}: the graded assessment `{reference.name}` is scored in the browser, with its answers"
        yield Finding(reference.span, message, "bring it to the LMS by a bank target, or make it `stakes: practice`")


RULE = Rule("CE603", Severity.WARNING, check)
