"""Blueprint that can't be filled.

## What it finds

A draw that asks for more items than there are for it. All draws of a blueprint are looked at together, because no
item is drawn twice: two draws may each find enough items and still compete for the same ones.

## Why it matters

The LMS would refuse the exam, or ask fewer questions than the certificate promises.

## Bad

```yaml first-steps.assessment.yaml
blueprint:
  draws:
    - {bank: exam, objective: authoring.install-it, count: 20}
```

## Good

```yaml first-steps.assessment.yaml
blueprint:
  draws:
    - {bank: exam, objective: authoring.install-it, count: 1}
```
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cedu.diagnostics import Finding, Severity
from cedu.model.library import Library
from cedu.model.outline import DrawOutline, Outline
from cedu.rules import Rule, Settings

# Items that are alike to a draw: where they lie, their objective, their difficulty.
_Group = tuple[str, str, str]


def check(library: Library, _settings: Settings) -> Iterator[Finding]:
    """The draws that find too few items."""
    banks: dict[str, Counter[_Group]] = {}
    for outline in library.of("assessment"):
        if not outline.draws or outline.status == "retired":
            continue
        draws = [draw for draw in outline.draws if _is_sound(draw, library)]
        for draw in draws:
            if draw.bank and draw.bank not in banks:
                banks[draw.bank] = _groups(draw.bank, library.outlines["bank", draw.bank], library)
        groups = _groups("", outline, library)
        for bank in {draw.bank for draw in draws if draw.bank}:
            groups += banks[bank]
        yield from _shortages(draws, groups)


def _is_sound(draw: DrawOutline, library: Library) -> bool:
    """Is what the draw refers to there? Where it is not, that is reported already."""
    if draw.bank and ("bank", draw.bank) not in library.outlines:
        return False
    return not draw.objective or draw.objective in library.names.get("objective", ())


def _groups(bank: str, outline: Outline, library: Library) -> Counter[_Group]:
    return Counter((bank, library.meant("objective", item.objective), item.difficulty) for item in outline.items if item.type != "passage")


def _fits(draw: DrawOutline, group: _Group) -> bool:
    bank, objective, difficulty = group
    return draw.bank == bank and draw.objective in ("", objective) and draw.difficulty in ("", difficulty)


def _shortages(draws: list[DrawOutline], groups: Counter[_Group]) -> Iterator[Finding]:
    """Give each draw its items in turn; a draw that lacks some may take over a group from another that finds others (maximum flow)."""
    fitting = [[group for group in groups if _fits(draw, group)] for draw in draws]
    taken: dict[_Group, Counter[int]] = {group: Counter() for group in groups}
    for number, draw in enumerate(draws):
        there = sum(groups[group] for group in fitting[number])
        lacking = draw.amount
        while lacking and (way := _way(number, fitting, taken, groups)):
            lacking -= _take(way, lacking, taken, groups)
        if not lacking:
            continue
        if there < draw.amount:
            message = f"{_amount(draw.amount)} can't be drawn: there {'is' if there == 1 else 'are'} {there or 'none'} of this kind"
            yield Finding(draw.span, message, "draw fewer, or write more items")
        else:
            message = f"{_amount(draw.amount)} can't be drawn: other draws need the same items, and {lacking} {_verb(lacking)} lacking"
            yield Finding(draw.span, message, "draw fewer, write more items, or let the draws name different objectives")


def _amount(count: int) -> str:
    return f"{count} item{'s' if count > 1 else ''}"


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"


def _way(start: int, fitting: list[list[_Group]], taken: dict[_Group, Counter[int]], groups: Counter[_Group]) -> list[tuple[int, _Group]]:
    """The shortest way from a draw to a group with an item left: pairs of a draw and the group that it takes one more item of."""
    came: dict[int, list[tuple[int, _Group]]] = {start: []}
    waiting = [start]
    seen: set[_Group] = set()
    for number in waiting:  # it grows while we look
        for group in fitting[number]:
            if group in seen:
                continue
            seen.add(group)
            way = [*came[number], (number, group)]
            if taken[group].total() < groups[group]:
                return way
            for other, amount in taken[group].items():
                if amount and other not in came:
                    came[other] = way
                    waiting.append(other)
    return []


def _take(way: list[tuple[int, _Group]], wanted: int, taken: dict[_Group, Counter[int]], groups: Counter[_Group]) -> int:
    """Move as many items along `way` as can be moved; returns how many."""
    last = way[-1][1]
    moved = min(wanted, groups[last] - taken[last].total())
    for (_, group), (next_draw, _) in pairwise(way):
        moved = min(moved, taken[group][next_draw])
    for (number, group), following in zip(way, [*way[1:], None], strict=True):
        taken[group][number] += moved
        if following:
            taken[group][following[0]] -= moved
    return moved


RULE = Rule("CE305", Severity.ERROR, check)
