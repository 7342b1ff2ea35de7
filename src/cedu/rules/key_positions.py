"""Right answers that stand too often in one place.

## What it finds

An assessment or a bank in whose single-choice items with `shuffle: false` the right choice stands so often first (or
second, …) that chance would hardly do it: less than once in a hundred files, by the exact binomial probability, for
as many places as there are. Items that are shuffled are left alone.

## Why it matters

Attali and Bar-Hillel (2003) found that those who write tests hide right answers in the middle, and those who take
them seek them there, three or four times as often as at the ends. Whoever notices a favourite place earns points for
it.

## Bad

```yaml exam.bank.yaml
items:
  - id: first
    type: single-choice
    objective: authoring.install-it
    stem: Which comes first?
    shuffle: false
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: last
    type: single-choice
    objective: authoring.install-it
    stem: Which comes last?
    shuffle: false
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: longest
    type: single-choice
    objective: authoring.install-it
    stem: Which is the longest?
    shuffle: false
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: repeated
    type: single-choice
    objective: authoring.install-it
    stem: Which can be repeated?
    shuffle: false
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: network
    type: single-choice
    objective: authoring.install-it
    stem: Which needs a network?
    shuffle: false
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
```

## Good

```yaml exam.bank.yaml
items:
  - id: first
    type: single-choice
    objective: authoring.install-it
    stem: Which comes first?
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: last
    type: single-choice
    objective: authoring.install-it
    stem: Which comes last?
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: longest
    type: single-choice
    objective: authoring.install-it
    stem: Which is the longest?
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: repeated
    type: single-choice
    objective: authoring.install-it
    stem: Which can be repeated?
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
  - id: network
    type: single-choice
    objective: authoring.install-it
    stem: Which needs a network?
    choices: [{id: a, text: unpack, correct: true}, {id: b, text: verify}, {id: c, text: link}, {id: d, text: start}]
```
"""

from collections import Counter
from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.assessment import Assessment, Bank
from cedu.model.chance import at_least
from cedu.rules import Rule, Settings

_LEVEL, _NEVER = 0.01, 1e-6
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def check(entity: Assessment | Bank, _settings: Settings) -> Iterator[Finding]:
    """The place that has too many right answers."""
    fixed = [item for item in entity.items if item.type == "single-choice" and not item.shuffle]  # type: ignore[attr-defined]
    if len(fixed) < 2:
        return
    choices = [item.choices for item in fixed]  # type: ignore[attr-defined]
    counts = Counter(next((place for place, choice in enumerate(each) if choice.correct), -1) for each in choices)
    most = max(map(len, choices))
    for place, count in counts.most_common(1):
        with_it = [(1.0, 1 / len(each)) for each in choices if place < len(each)]
        probability = min(1, most * at_least(with_it, count)) if place >= 0 else 1
        if probability < _LEVEL:
            ordinal = _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
            message = f"the right choice stands {ordinal} in {count} of the {len(with_it)} items that are not shuffled"
            hint = f"chance does that once in {1 / max(probability, 1e-9):,.0f} times: move some, or let them be shuffled"
            yield Finding(fixed[0].origin.key("shuffle"), message, hint)


RULE = Rule("CE413", Severity.WARNING, check, each=(Assessment, Bank))
