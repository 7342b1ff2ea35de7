"""Pattern that not every LMS can use.

## What it finds

A pattern for answers that RE2 refuses, or that means something else in a browser. What both take alike is: characters;
`.`, `|`, groups `( )` and `(?: )`; sets such as `[a-z]` and `[^,;]`; `*`, `+`, `?`, `{2}`, `{2,}`, `{2,4}`, each
also with `?` behind it; `^`, `$`, `\\b`, `\\B`; `\\d`, `\\w`, `\\s` and their opposites; `\\t`, `\\n`, `\\x2F`; categories of
characters such as `\\p{L}` and `\\p{Lu}`; and a backslash before one of `^ $ . * + ? ( ) [ ] { } | / \\` (in sets also
before `-`). Capital and small letters are told apart by `case_sensitive`, not by `(?i)`.

## Why it matters

Courses score answers in the learner's browser, with JavaScript's regular expressions; other code uses RE2, which answers
in time that grows no faster than the text. A pattern that only one of them can use is wrong in the other.

## Bad

```yaml exam.bank.yaml
items:
  - id: check
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    patterns: ["(?i)setup +check"]
```

## Good

```yaml exam.bank.yaml
items:
  - id: check
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    patterns: [setup +check]
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.items.gap_text import GapText
from cedu.items.short_text import ShortText
from cedu.rules import Rule, Settings


def check(item: ShortText | GapText, _settings: Settings) -> Iterator[Finding]:
    """The patterns that can't be used everywhere."""
    for part in (item,) if isinstance(item, ShortText) else item.gaps:
        for index, pattern in enumerate(part.patterns):
            from cedu.source.answer_patterns import problem

            if found := problem(pattern):
                message = f"the pattern `{pattern:.60}` can't be used: {found.message}"
                yield Finding(part.origin.span("patterns", index), message, found.hint)


RULE = Rule("CE451", Severity.ERROR, check, each=(ShortText, GapText), breaks_item=True)
