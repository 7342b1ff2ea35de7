"""The items that an assessment asks or may ask: its own, and those that its blueprint may draw from banks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cedu.model.assessment import Assessment, Bank
from cedu.model.item import Item


class Pooled(NamedTuple):
    """An item, and the entity that it was declared in: item ids are unique only there."""

    owner: Assessment | Bank
    item: Item


def pool(entity: Assessment | Bank, bank: Callable[[str], Bank]) -> Iterator[Pooled]:
    """Every item of `entity`, then every item that its draws may pick from banks, each once; `bank` gives a bank by its id."""
    for item in entity.items:
        yield Pooled(entity, item)
    if isinstance(entity, Bank) or entity.blueprint is None:
        return
    seen: set[tuple[str, str]] = set()
    for draw in entity.blueprint.draws:
        if draw.bank is None:
            continue
        owner = bank(draw.bank)
        for item in owner.items:
            if draw.fits(item) and (owner.id, item.id) not in seen:
                seen.add((owner.id, item.id))
                yield Pooled(owner, item)


# What may be asked in one place of a test, by where it was declared.
_Place = Mapping[tuple[str, str], Pooled]


def asked(assessment: Assessment, bank: Callable[[str], Bank]) -> tuple[Pooled, ...]:
    """The items that everybody is asked where nothing can be drawn: all, or of each draw of a blueprint the first that fit.

    A draw that would find too few, because an earlier one has taken them, gets them where the earlier one finds others.
    """
    if assessment.blueprint is None:
        return tuple(Pooled(assessment, item) for item in assessment.items)
    places: list[_Place] = []
    for draw in assessment.blueprint.draws:
        owner = bank(draw.bank) if draw.bank else assessment
        places += [{(f"{owner.kind} {owner.id}", item.id): Pooled(owner, item) for item in owner.items if draw.fits(item)}] * draw.count
    taken: dict[tuple[str, str], int] = {}
    for number in range(len(places)):
        _take(number, places, taken, set())
    return tuple(places[number][key] for key, number in sorted(taken.items(), key=lambda one: one[1]))


def _take(number: int, places: Sequence[_Place], taken: dict[tuple[str, str], int], tried: set[tuple[str, str]]) -> bool:
    """Give a place an item that no other has, or one that the other can do without (an augmenting path)."""
    for key in sorted(places[number], key=taken.__contains__):
        if key not in tried:
            tried.add(key)
            if key not in taken or _take(taken[key], places, taken, tried):
                taken[key] = number
                return True
    return False
