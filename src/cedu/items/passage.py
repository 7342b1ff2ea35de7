"""Passage: a text or an image that the items after it are about; there is nothing to answer."""

from cedu.items import Fields, ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import Interaction, PassageInteraction
from cedu.model.item import Item


@frozen
class Passage(Item):
    """The stem is what is read; it earns nothing."""

    points: float = 0


def _lower(_item: Passage) -> PassageInteraction:
    return PassageInteraction()


def _lift(interaction: Interaction) -> Fields | None:
    return {} if isinstance(interaction, PassageInteraction) else None


ITEM_TYPE = ItemType("passage", Passage, _lower, _lift)
