"""Short text: type a word or two."""

from cedu.items import Fields, ItemType, given
from cedu.model.entity import frozen
from cedu.model.interaction import Interaction, TextEntryInteraction
from cedu.model.item import Item


@frozen
class ShortText(Item):
    """Any of `answers` is right, and what any of `patterns` (RE2) matches as a whole."""

    answers: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    case_sensitive: bool = False


def _lower(item: ShortText) -> TextEntryInteraction:
    return TextEntryInteraction(item.answers, item.case_sensitive, item.patterns)


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, TextEntryInteraction):
        return None
    more = given(patterns=list(interaction.patterns), case_sensitive=interaction.case_sensitive)
    return {"answers": list(interaction.answers), **more}


ITEM_TYPE = ItemType("short-text", ShortText, _lower, _lift)
