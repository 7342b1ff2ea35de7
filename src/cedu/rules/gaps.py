"""Gaps that do not agree with the stem.

## What it finds

In items with gaps: a gap that the stem does not mark, a mark `[[id]]` that is no gap, one that stands in the stem twice,
one in a formula, an address, the text of an image or a comment, and gaps that are listed in another order than the stem
has them.

## Why it matters

What is not marked can't be filled in, and a mark without a gap is shown to learners as it is written. LMSs number gaps
by their order: in another one, a right answer would count as wrong.

## Bad

```yaml exam.bank.yaml
items:
  - id: find-mistakes
    type: gap-text
    objective: authoring.install-it
    stem: "`cedu [[comand]]` finds mistakes."
    gaps:
      - {id: command, answers: [validate]}
```

## Good

```yaml exam.bank.yaml
items:
  - id: find-mistakes
    type: gap-text
    objective: authoring.install-it
    stem: "`cedu [[command]]` finds mistakes."
    gaps:
      - {id: command, answers: [validate]}
```
"""

from collections.abc import Iterator

from cedu.diagnostics import Finding, Severity, nearest
from cedu.items.gap_choice import GapChoice
from cedu.items.gap_text import GapText
from cedu.model.marks import marks, with_marks
from cedu.rules import Rule, Settings

_CLOSED = ("$", "](", "![", "<")  # what a text has that holds no field


def check(item: GapText | GapChoice, _settings: Settings) -> Iterator[Finding]:
    """Every difference between the gaps and the marks of an item."""
    marked = [mark.name for mark in marks(item.stem)]
    ids = [gap.id for gap in item.gaps]
    unmarked = [id for id in ids if id not in marked]
    stem = item.origin.span("stem")
    for name in dict.fromkeys(marked):
        if name not in ids:
            meant = nearest(name, unmarked)
            unmarked = [id for id in unmarked if id != meant]
            hint = f"did you mean `[[{meant}]]`?" if meant else f"write a gap with `id: {name}`, or take the mark out"
            yield Finding(stem, f"`[[{name}]]` in the stem of `{item.id}` is no gap", hint)
        elif marked.count(name) > 1:
            yield Finding(
                stem, f"the stem of `{item.id}` has `[[{name}]]` {marked.count(name)} times", "make a gap of its own for each place"
            )
    for gap in item.gaps:
        if gap.id in unmarked:
            message = f"the stem of `{item.id}` has no `[[{gap.id}]]`"
            yield Finding(gap.origin.span("id"), message, f"write `[[{gap.id}]]` where it is missing from the text")
    there = [name for name in dict.fromkeys(marked) if name in ids]
    for name in _closed_in(item.stem, there):
        message = f"`[[{name}]]` in the stem of `{item.id}` stands where nothing can be filled in"
        yield Finding(stem, message, "take it out of the formula, the address, the text of the image or the comment")
    if there != [id for id in dict.fromkeys(ids) if id in there]:
        order = ", ".join(f"`{name}`" for name in there)
        yield Finding(item.origin.key("gaps"), f"the gaps of `{item.id}` are in another order than in the stem", f"write them as {order}")


def _closed_in(stem: str, names: list[str]) -> list[str]:
    """Those of `names` whose marks are in something that holds no field, such as a formula."""
    if not any(sign in stem for sign in _CLOSED):
        return []
    from cedu.rendering.markdown import inline

    html = with_marks(inline, stem, {name: f"\0{name}\0" for name in names})
    return [name for name in names if f"\0{name}\0" not in html]


RULE = Rule("CE403", Severity.ERROR, check, each=(GapText, GapChoice), breaks_item=True)
