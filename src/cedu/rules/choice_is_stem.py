"""Choice that repeats the stem.

## What it finds

A choice that says the same as the stem, or that holds the whole stem (of four words or more).

## Why it matters

It answers nothing; often a line was pasted into the wrong place. Words of the stem that come back in a choice draw
learners to it, whether they know anything or not: the NBME's Item-Writing Guide (2020) lists such repeats among the
flaws that help the testwise.

## Bad

```yaml exam.bank.yaml
items:
  - id: exit-code
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer return when all is well?
    choices:
      - {id: zero, text: "0", correct: true}
      - {id: one, text: "1"}
      - {id: again, text: What does the installer return when all is well?}
```

## Good

```yaml exam.bank.yaml
items:
  - id: exit-code
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer return when all is well?
    choices:
      - {id: zero, text: "0", correct: true}
      - {id: one, text: "1"}
      - {id: nothing, text: nothing}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion, same

_SENTENCE = 4


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The choices that say what the stem says."""
    if len(question.stem) > max(map(len, question.texts)) + 2:  # none is long enough
        return
    stem = same(question.stem)
    is_sentence = len(stem.split()) >= _SENTENCE
    for choice, text in zip(question.choices, question.texts, strict=True):
        said = same(text)
        if said and (said == stem or (is_sentence and stem in said)):
            message = f"the choice `{choice.id}` of `{question.item.id}` repeats the stem"
            yield Finding(choice.origin.span("text"), message, "write what a learner could answer")


RULE = Rule("CE411", Severity.WARNING, check, each=(ChoiceQuestion,))
