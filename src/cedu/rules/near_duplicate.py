"""Items that ask the same.

## What it finds

Two items, in one file or in two, with the same answer, the same numbers and nearly the same words in the stem: in a
long stem, a word or two may differ; in a short one, only small words such as “the”, their order, and punctuation.
Retired files are left alone.

## Why it matters

Whoever gets both is asked once and paid twice, or learns from the one what the other wants to know: guideline 4 of
Haladyna, Downing and Rodriguez (2002) keeps items independent of each other. A practice quiz with an exam's item
gives the exam away. And when one copy is mended, the other is not.

## Bad

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: starts-again, type: true-false, objective: authoring.install-it, stem: "By itself, the installer starts!", answer: true}
```

## Good

```yaml exam.bank.yaml
items:
  - {id: starts, type: true-false, objective: authoring.install-it, stem: The installer starts by itself., answer: true}
  - {id: network, type: true-false, objective: authoring.install-it, stem: The installer needs a network., answer: false}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import ItemOutline
from cedu.rules import Rule, Settings

_ALIKE = 7  # of the eight hashes of a sketch
_SIZE = 0.8  # of the words of the longer stem


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """Each item that has one like it before it; two sketches that differ in one hash share a half, so nobody is compared with everybody."""
    known: dict[tuple[int, ...], ItemOutline] = {}
    for outline in sorted(library.outlines.values(), key=lambda outline: outline.path):
        if outline.status == "retired":
            continue
        for item in outline.items:
            sketch = item.sketch
            if not sketch:
                continue
            halves = (sketch,) if len(sketch) == 1 else ((0, sketch[0], *sketch[2:6]), (1, sketch[0], *sketch[6:]))
            other = next((other for half in halves if (other := known.get(half)) and _alike(sketch, other.sketch)), None)
            if other:
                place = f"line {other.line}" if other.written_in == item.written_in else f"{other.written_in}, line {other.line}"
                message = f"`{item.id}` asks the same as `{other.id}` in {place}"
                yield Finding(item.span, message, "delete one, or let them ask different things")
            for half in halves:
                known.setdefault(half, item)


def _alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    if len(one) == 1:
        return True
    fewer, more = sorted((one[1], other[1]))
    return fewer >= _SIZE * more and sum(a == b for a, b in zip(one[2:], other[2:], strict=True)) >= _ALIKE


RULE = Rule("CE421", Severity.WARNING, check)
