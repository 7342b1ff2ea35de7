"""Ordering: put things in the right order."""

from cedu.items import Fields, ItemType
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Interaction, Option, OrderInteraction
from cedu.model.item import Item


@frozen
class Place(Part):
    """One thing of the sequence."""

    id: str
    text: Markdown


@frozen
class Ordering(Item):
    """`sequence` is written in the right order and shown in another."""

    sequence: tuple[Place, ...]


def _lower(item: Ordering) -> OrderInteraction:
    return OrderInteraction(tuple(Option(place.id, place.text) for place in item.sequence))


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, OrderInteraction):
        return None
    return {"sequence": [{"id": option.id, "text": option.text} for option in interaction.options]}


ITEM_TYPE = ItemType("ordering", Ordering, _lower, _lift)
