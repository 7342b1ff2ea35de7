"""Two choices that say the same.

## What it finds

Two choices, steps, places, elements, categories or areas of one item with the same text, and a distractor of a
matching item that is also the response of a pair.

## Why it matters

If one of them is right, the other is, too, and an LMS takes it for wrong. If neither is, learners who notice have
fewer to choose from: guideline 22 of Haladyna, Downing and Rodriguez (2002) asks for choices that are independent of
each other.

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
      - {id: uno, text: "1"}
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
      - {id: two, text: "2"}
```
"""

from collections.abc import Iterator
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.items.gap_choice import GapChoice
from cedu.items.matching import Matching
from cedu.model.item import Item
from cedu.rules import Rule, Settings

# In which lists no two texts may be the same, and which field has the text.
_LISTS = {
    "single-choice": (("choices", "text"),),
    "multiple-choice": (("choices", "text"),),
    "ordering": (("sequence", "text"),),
    "scale": (("steps", "text"),),
    "categorization": (("categories", "text"), ("elements", "text")),
    "matching": (("pairs", "premise"), ("distractors", "response")),
    "hotspot": (("areas", "label"),),
}


def check(item: Item, _settings: Settings) -> Iterator[Finding]:
    """Each second one."""
    for name, field in _LISTS.get(item.type, ()):
        yield from _twice(getattr(item, name), field, item.id)
    if isinstance(item, GapChoice):
        for gap in item.gaps:
            yield from _twice(gap.choices, "text", item.id)
    elif isinstance(item, Matching) and item.distractors:
        responses = {_said(pair.response): pair for pair in item.pairs}
        for distractor in item.distractors:
            if pair := responses.get(_said(distractor.response)):
                message = f"the distractor `{distractor.id}` of `{item.id}` is the response of the pair `{pair.id}`"
                yield Finding(distractor.origin.span("response"), message, "a distractor belongs to no premise: write another one")


def _twice(parts: Any, field: str, item: str) -> Iterator[Finding]:
    texts = [_said(getattr(part, field)) for part in parts]
    if len(set(texts)) == len(texts):
        return
    first: dict[str, Any] = {}
    for text, part in zip(texts, parts, strict=True):
        if (other := first.setdefault(text, part)) is not part:
            message = f"`{part.id}` of `{item}` says the same as `{other.id}` in line {other.origin.span(field).line}"
            yield Finding(part.origin.span(field), message, "write another one, or delete it")


def _said(text: str) -> str:
    """What is the same for two texts that learners read as the same; capital letters are not, because of names and commands."""
    if "  " in text or "\n" in text:
        text = " ".join(text.split())
    return text.rstrip(". ") if " " in text else text


RULE = Rule("CE410", Severity.WARNING, check, each=(Item,))
