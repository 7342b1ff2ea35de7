"""Wrong choice with an absolute word.

## What it finds

A single-choice item of whose wrong choices some say “always”, “never”, “impossible”, “completely” or the like, while
neither the right one nor the stem does. Code and choices of one or two words are left alone. English only.

## Why it matters

Hardly anything holds always, so learners cross such choices out without knowing more. The NBME's Item-Writing Guide
(2020) counts absolute terms among the flaws that help the testwise; guideline 28 of Haladyna, Downing and Rodriguez
(2002) calls them specific determiners.

## Bad

```yaml exam.bank.yaml
items:
  - id: asks-again
    type: single-choice
    objective: authoring.install-it
    stem: When does the installer ask before it replaces a file?
    choices:
      - {id: never, text: It never asks about files}
      - {id: changed, text: When you changed the file, correct: true}
      - {id: always, text: It always asks about files}
```

## Good

```yaml exam.bank.yaml
items:
  - id: asks-again
    type: single-choice
    objective: authoring.install-it
    stem: When does the installer ask before it replaces a file?
    choices:
      - {id: large, text: When the file is large}
      - {id: changed, text: When you changed the file, correct: true}
      - {id: old, text: When the file is older}
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion, without_code

_WORDS = ("always", "never", "impossible", "absolutely", "completely", "entirely", "invariably", "under no circumstances", "in every case")
_ABSOLUTE = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The first choice that gives itself away so."""
    key = question.key
    if not question.english or key is None or not any(word in question.said for word in _WORDS):
        return
    found = {place: word for place, choice in enumerate(question.choices) if (word := _absolute(choice.text))}
    if found and key not in found and not _ABSOLUTE.search(question.stem):
        place, word = next(iter(found.items()))
        choice = question.choices[place]
        message = f"the wrong choice `{choice.id}` of `{question.item.id}` says “{word}”, and the right one nothing like it"
        yield Finding(choice.origin.span("text"), message, "write what somebody without the skill would really say")


def _absolute(text: str) -> str:
    """The absolute word of a choice that is not much more than it."""
    if len(text.split()) < 3:
        return ""
    found = _ABSOLUTE.search(without_code(text))
    return found[0].lower() if found else ""


RULE = Rule("CE415", Severity.WARNING, check, each=(ChoiceQuestion,))
