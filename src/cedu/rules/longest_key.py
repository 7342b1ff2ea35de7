"""Right answer that is the longest by far.

## What it finds

A single-choice item whose right choice has at least one and a half times as many characters as the longest wrong one,
and at least 20 more.

## Why it matters

Authors take care that the right answer is right, and it grows. Learners know: Pham, Besanko and Devitt (2018) gave
the same items with and without flaws to two groups, and “the longest is right” was one of the few flaws that raised
scores. Guideline 24 of Haladyna, Downing and Rodriguez (2002): choices are about equally long.

## Bad

```yaml exam.bank.yaml
items:
  - id: after-a-failure
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer do when a file is missing?
    choices:
      - {id: stops, text: It stops.}
      - {id: names, text: "It names the file, undoes what it has done so far, and returns 1.", correct: true}
      - {id: asks, text: It asks for it.}
```

## Good

```yaml exam.bank.yaml
items:
  - id: after-a-failure
    type: single-choice
    objective: authoring.install-it
    stem: What does the installer do when a file is missing?
    choices:
      - {id: stops, text: It leaves what it has done.}
      - {id: names, text: It undoes what it has done., correct: true}
      - {id: asks, text: It asks where the file is.}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.rules import Rule, Settings
from cedu.source.questions import ChoiceQuestion

_TIMES, _MORE = 1.5, 20


def check(question: ChoiceQuestion, _settings: Settings) -> Iterator[Finding]:
    """The item, if its key stands out."""
    key = question.key
    if key is None or len(question.choices[key].text) < _MORE:
        return
    lengths = [len(text) for text in question.texts]
    own = lengths.pop(key)
    longest = max(lengths)
    if own >= _TIMES * longest and own >= longest + _MORE:
        message = f"the right choice of `{question.item.id}` has {own} characters, the longest wrong one {longest}"
        hint = "shorten it (explanations belong in `feedback`), or make the others as precise"
        yield Finding(question.choices[key].origin.span("text"), message, hint)


RULE = Rule("CE412", Severity.WARNING, check, each=(ChoiceQuestion,))
