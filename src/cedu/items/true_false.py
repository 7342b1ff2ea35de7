"""True or false: is the stem's statement right?"""

from cedu.items import Fields, ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction, Interaction, Option
from cedu.model.item import Item


@frozen
class TrueFalse(Item):
    """The stem is a statement; `answer` says whether it is true."""

    answer: bool


def _lower(item: TrueFalse) -> ChoiceInteraction:
    return true_or_false(item.answer)


def true_or_false(answer: bool) -> ChoiceInteraction:
    """The interaction of a statement that is, or is not, true."""
    return ChoiceInteraction(
        choices=(Option("true", "True"), Option("false", "False")),
        keys=frozenset({"true" if answer else "false"}),
        response="true-false",
        shuffle=False,
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, ChoiceInteraction) or interaction.response != "true-false":
        return None
    return {"answer": "true" in interaction.keys}


ITEM_TYPE = ItemType("true-false", TrueFalse, _lower, _lift)
