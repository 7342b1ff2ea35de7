"""Number: type a number, which may be a little off, or lie anywhere in a range."""

from cedu.items import Fields, ItemType, given
from cedu.model.entity import frozen
from cedu.model.interaction import Interaction, NumberEntryInteraction
from cedu.model.item import Item
from cedu.model.unit import Unit, lifted, lowered


@frozen
class Number(Item):
    """Right from `answer - tolerance` to `answer + tolerance`, or from `lowest` to `highest`; in the first of `units`, if there are any."""

    answer: float | None = None
    tolerance: float = 0
    lowest: float | None = None
    highest: float | None = None
    units: tuple[Unit, ...] = ()


def _lower(item: Number) -> NumberEntryInteraction:
    units = lowered(item.units)
    if item.lowest is None or item.highest is None:
        return NumberEntryInteraction(item.answer or 0, item.tolerance, units=units)
    return NumberEntryInteraction.between(item.lowest, item.highest, units)


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, NumberEntryInteraction):
        return None
    units = given(units=lifted(interaction.units))
    if interaction.is_range:
        return {"lowest": interaction.lowest, "highest": interaction.highest, **units}
    return {"answer": interaction.answer, **({"tolerance": interaction.tolerance} if interaction.tolerance else {}), **units}


ITEM_TYPE = ItemType("number", Number, _lower, _lift)
