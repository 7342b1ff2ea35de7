"""Pattern that anything fits.

## What it finds

A pattern for answers that an empty answer fits, or any text whatever.

## Why it matters

Everybody is right, whatever they type.

## Bad

```yaml exam.bank.yaml
items:
  - id: check
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    patterns: ["(setup)?.*"]
```

## Good

```yaml exam.bank.yaml
items:
  - id: check
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    patterns: [setup +check.*]
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.items.gap_text import GapText
from cedu.items.short_text import ShortText
from cedu.rules import Rule, Settings

_ANYTHING = ("zq 7#!", "Ωж語")  # what is no answer to anything


def check(item: ShortText | GapText, _settings: Settings) -> Iterator[Finding]:
    """The patterns that let through what nobody would mean."""
    for part in (item,) if isinstance(item, ShortText) else item.gaps:
        for index, pattern in enumerate(part.patterns):
            from cedu.source.answer_patterns import fits, problem

            if problem(pattern):
                continue
            span = part.origin.span("patterns", index)
            if all(fits(pattern, text) for text in _ANYTHING):
                yield Finding(span, f"any answer whatever fits the pattern `{pattern:.60}`", "say what a right answer has to have")
            elif fits(pattern, ""):
                yield Finding(span, f"an empty answer fits the pattern `{pattern:.60}`", "let it ask for something: `+` in place of `*`")


RULE = Rule("CE454", Severity.WARNING, check, each=(ShortText, GapText))
