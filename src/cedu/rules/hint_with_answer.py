"""Hint that holds the answer.

## What it finds

A hint in which the right choice, or an accepted answer, stands word for word, while the stem and the wrong choices
have nothing of it.

## Why it matters

The item then measures who opens the hint. Shute (2008), who reviews the research on feedback while learning, tells a
hint from an answer by this: it guides, and avoids to present what is right.

## Bad

```yaml exam.bank.yaml
items:
  - id: command
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    hint: It is `setup check`, as in the lesson.
```

## Good

```yaml exam.bank.yaml
items:
  - id: command
    type: short-text
    objective: authoring.install-it
    stem: Which command checks the installation?
    answers: [setup check]
    hint: All commands start with the name of the installer.
```
"""

import re
from collections.abc import Iterator
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion, Question, words

_SHORTEST, _LONGEST = 2, 2000  # characters: a single one says nothing


def check(question: Question, _settings: Settings) -> Iterator[Finding]:
    """The hint, if it says what is right."""
    item = question.item
    if not item.hint:
        return
    hint = words(item.hint[:_LONGEST])
    wrong = _wrong(question)
    if any(_holds(hint, text) for text in wrong):  # it speaks of right and wrong ones alike
        return
    for answer in _right(question):
        if (
            _SHORTEST <= len(answer) <= _LONGEST
            and _holds(hint, answer)
            and not any(_holds(text, answer) for text in (question.stem, *wrong))
        ):
            message = f"the hint of `{item.id}` holds the answer: “{answer:.60}”"
            yield Finding(item.origin.span("hint"), message, "say where to look, or what to think of")
            return


def _right(question: Question) -> list[str]:
    item: Any = question.item
    match item.type:
        case "single-choice" | "multiple-choice" if isinstance(question, ChoiceQuestion):
            return [question.texts[key] for key in question.keys]
        case "short-text":
            return [*item.answers]
        case "gap-text":
            return [answer for gap in item.gaps for answer in gap.answers]
        case "gap-choice":
            return [choice.text for gap in item.gaps for choice in gap.choices if choice.correct]
        case "number" if item.answer is not None:
            return [f"{item.answer:g}"]
        case _:
            return []


def _wrong(question: Question) -> list[str]:
    if not isinstance(question, ChoiceQuestion):
        return []
    return [text for place, text in enumerate(question.texts) if place not in question.keys]


def _holds(text: str, answer: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(answer.strip())}(?!\w|\.\w)", text, re.IGNORECASE) is not None


RULE = Rule("CE427", Severity.WARNING, check, each=(Question,))
