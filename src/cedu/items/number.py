"""Number: type a number, which may be a little off."""

from cedu.items import ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import NumberEntryInteraction
from cedu.model.item import Item


@frozen
class Number(Item):
    """Right from `answer - tolerance` to `answer + tolerance`."""

    answer: float
    tolerance: float = 0


def _lower(item: Number) -> NumberEntryInteraction:
    return NumberEntryInteraction(item.answer, item.tolerance)


ITEM_TYPE = ItemType("number", Number, _lower)
