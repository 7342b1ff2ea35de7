"""Short text: type a word or two."""

from cedu.items import ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import TextEntryInteraction
from cedu.model.item import Item


@frozen
class ShortText(Item):
    """Any of `answers` is right."""

    answers: tuple[str, ...]
    case_sensitive: bool = False


def _lower(item: ShortText) -> TextEntryInteraction:
    return TextEntryInteraction(item.answers, item.case_sensitive)


ITEM_TYPE = ItemType("short-text", ShortText, _lower)
