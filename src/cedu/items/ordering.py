"""Ordering: put things in the right order."""

from dataclasses import dataclass

from cedu.items import ItemType
from cedu.model.annotations import Markdown
from cedu.model.entity import Part
from cedu.model.interaction import Option, OrderInteraction
from cedu.model.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Part):
    """One thing of the sequence."""

    id: str
    text: Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Item):
    """`sequence` is written in the right order and shown in another."""

    sequence: tuple[Place, ...]


def _lower(item: Ordering) -> OrderInteraction:
    return OrderInteraction(tuple(Option(place.id, place.text) for place in item.sequence))


ITEM_TYPE = ItemType("ordering", Ordering, _lower)
