"""Too few or too many wrong choices.

## What it finds

A single-choice item of an exam (a bank, or an assessment that is not for practice) with one wrong choice; any with
more than five; and a multiple-choice item whose choices are all right.

## Why it matters

With one distractor, half of those who know nothing are right. More than a few good ones nobody finds: of the
four-choice items that Tarrant, Ware and Mohammed (2009) analysed, 13.8 % had three distractors that anybody chose.
Rodriguez (2005) sums up eighty years of research: three choices are enough.

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
from cedu.model.assessment import Assessment
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_MOST = 5


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The item, if its wrong choices are none, one or many."""
    item, right = question.item, len(question.keys)
    wrong = len(question.choices) - right
    if 1 < wrong <= _MOST or not right:
        return
    span = item.origin.key("choices")
    if item.type == "multiple-choice":
        if not wrong:
            yield Finding(span, f"every choice of `{item.id}` is right", "add one that only those choose who lack the skill")
    elif wrong > _MOST:
        yield Finding(span, f"`{item.id}` has {wrong} wrong choices", "keep the two or three that people really fall for")
    elif wrong == 1 and right == 1 and not (isinstance(question.entity, Assessment) and question.entity.stakes == "practice"):
        message = f"`{item.id}` has one wrong choice, so every second guess is right"
        yield Finding(span, message, "add what else people get wrong, or make it `type: true-false`")


RULE = Rule("CE420", Severity.WARNING, check, each=(ChoiceQuestion,))
