"""The items that an assessment asks or may ask: its own, and those that its blueprint may draw from banks."""

from collections.abc import Callable, Iterator
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
