"""Choice that speaks of other choices.

## What it finds

A choice such as “all of the above”, “none of these” or “A and C”. English only.

## Why it matters

Whoever sees that two choices are right knows that all are; whoever sees that one is wrong knows that not all are. Of
“none of the above” nobody can say what a learner who chose it knows. Guidelines 25 and 26 of Haladyna, Downing and
Rodriguez (2002) advise against the one and to be careful with the other; among 1,925 items of Rush, Rankin and White
(2016), those with “all of the above” were less often hard and telling. Where choices are shuffled, there is no
“above”.

## Bad

```yaml exam.bank.yaml
items:
  - id: leaves-behind
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer leave behind?
    choices:
      - {id: log, text: A log}
      - {id: settings, text: The settings}
      - {id: all, text: All of the above, correct: true}
```

## Good

```yaml exam.bank.yaml
items:
  - id: leaves-behind
    type: multiple-choice
    objective: authoring.install-it
    stem: What does the installer leave behind?
    choices:
      - {id: log, text: A log, correct: true}
      - {id: settings, text: The settings, correct: true}
      - {id: archive, text: The archive that it came in}
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_OTHERS = re.compile(
    r"(?:all|any|none|both|neither|each|some)(?: of)?(?: the)?"
    r" (?:above|these|those|them|preceding|following|(?:other |above |given )?(?:answers?|choices?|options?|statements?))"
    r"(?: (?:is|are|apply|applies)(?: \w+)?)?[.!]?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?:[Bb]oth |[Nn]either |[Oo]nly )?\(?[A-Fa-f]\)?(?:, \(?[A-Fa-f]\)?)*,? (?:and|or|nor|&) \(?[A-F]\)?(?: only)?\.?")
_FIRST = frozenset("aAbBcCdDeEfFnNoOsS(")


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The choices that name others."""
    if not question.english:
        return
    for choice, text in zip(question.choices, question.texts, strict=True):
        if text[:1] not in _FIRST or len(text) > 60:
            continue
        if _OTHERS.fullmatch(text) or _LETTERS.fullmatch(text):
            message = f"the choice “{text}” of `{question.item.id}` refers to the other choices"
            hint = "make it `type: multiple-choice`" if question.item.type == "single-choice" else "leave it out"
            yield Finding(choice.origin.span("text"), message, f"{hint}, or write a choice of its own")


RULE = Rule("CE414", Severity.WARNING, check, each=(ChoiceQuestion,))
