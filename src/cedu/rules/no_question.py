"""Stem that asks nothing.

## What it finds

A single- or multiple-choice item whose stem is neither a question, nor a request (“Choose …”), nor the start of a
sentence that the choices complete; or the start of one that has fewer than four words. English only.

## Why it matters

Learners have to read all choices to find out what is asked. Guideline 15 of Haladyna, Downing and Rodriguez (2002)
wants the central idea in the stem; Pham, Besanko and Devitt (2018) found lower scores for the same content where it
stood in the choices instead.

## Bad

```yaml exam.bank.yaml
items:
  - id: installer
    type: single-choice
    objective: authoring.install-it
    stem: "The installer:"
    choices:
      - {id: uploads, text: sends your files away}
      - {id: unpacks, text: puts files into their folders, correct: true}
      - {id: makes, text: makes a backup of everything}
```

## Good

```yaml exam.bank.yaml
items:
  - id: installer
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer do with its files?
    choices:
      - {id: uploads, text: It sends them away.}
      - {id: unpacks, text: It puts them into folders., correct: true}
      - {id: makes, text: It keeps a copy of each.}
```
"""

import re
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_FEWEST = 4
_VERDICTS = frozenset(["true", "false", "yes", "no", "right", "wrong", "correct", "incorrect", "agree", "disagree", "fact", "myth"])
_BLANK = re.compile(r"_{2,}|\.\.\.|…|\[\s*\]")
_VERBS = (
    "choose select pick mark tick check name identify find decide match complete put order sort calculate compute evaluate simplify solve"
    " determine indicate give state say list point assign arrange consider fill read look judge suppose assume classify compare estimate"
    " click drag answer convert write describe explain predict rank translate tell"
)
_REQUEST = re.compile(rf"(?:^|[.!?:;,]\s{{1,9}}|\n\s{{0,9}})\W{{0,5}}(?:please )?(?:{_VERBS.replace(' ', '|')})\b", re.IGNORECASE)


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The stem, if one can't tell from it what is asked."""
    stem = question.item.stem
    if not question.english or "?" in stem or "![" in stem or "$" in stem or _BLANK.search(stem) or _REQUEST.search(question.stem):
        return
    if _VERDICTS.issuperset(text.rstrip(".").lower() for text in question.texts):  # a statement to judge
        return
    text = question.stem.rstrip(" \"'”’)*")
    if text.endswith((".", "!")):
        message = f"the stem of `{question.item.id}` makes a statement, and asks nothing"
        yield Finding(question.item.origin.span("stem"), message, "add the question that the choices answer")
    elif (count := len(text.split())) < _FEWEST:
        message = f"the stem of `{question.item.id}` has {count} {'word' if count == 1 else 'words'}: it does not say what is asked"
        yield Finding(question.item.origin.span("stem"), message, "write a question that can be answered with the choices covered")


RULE = Rule("CE417", Severity.WARNING, check, each=(ChoiceQuestion,))
