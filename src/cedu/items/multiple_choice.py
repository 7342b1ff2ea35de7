"""Multiple choice: choose all that are right."""

from typing import Literal

from cedu.items import Fields, ItemType
from cedu.model.choice import Choice, lifted
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction, Interaction
from cedu.model.item import Item


@frozen
class MultipleChoice(Item):
    """At least one of `choices` is correct.

    `partial` credit gives a right choice its share; a wrong one takes `penalty` such shares away.
    """

    choices: tuple[Choice, ...]
    shuffle: bool = True
    scoring: Literal["all-or-nothing", "partial"] = "all-or-nothing"
    penalty: float = 1


def _lower(item: MultipleChoice) -> ChoiceInteraction:
    return ChoiceInteraction(
        choices=tuple(choice.option for choice in item.choices),
        keys=frozenset(choice.id for choice in item.choices if choice.correct),
        response="multiple",
        shuffle=item.shuffle,
        partial_credit=item.scoring == "partial",
        penalty=item.penalty if item.scoring == "partial" else 1,
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, ChoiceInteraction) or interaction.response != "multiple":
        return None
    return {
        "choices": lifted(interaction),
        **({} if interaction.shuffle else {"shuffle": False}),
        **({"scoring": "partial"} if interaction.partial_credit else {}),
        **({"penalty": interaction.penalty} if interaction.partial_credit and interaction.penalty != 1 else {}),
    }


ITEM_TYPE = ItemType("multiple-choice", MultipleChoice, _lower, _lift)
