"""Single choice: exactly one of several choices is right."""

from cedu.items import Fields, ItemType
from cedu.model.choice import Choice, lifted
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction, Interaction
from cedu.model.item import Item


@frozen
class SingleChoice(Item):
    """Exactly one of `choices` is correct."""

    choices: tuple[Choice, ...]
    shuffle: bool = True


def _lower(item: SingleChoice) -> ChoiceInteraction:
    return ChoiceInteraction(
        choices=tuple(choice.option for choice in item.choices),
        keys=frozenset(choice.id for choice in item.choices if choice.correct),
        response="single",
        shuffle=item.shuffle,
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, ChoiceInteraction) or interaction.response != "single":
        return None
    return {"choices": lifted(interaction), **({} if interaction.shuffle else {"shuffle": False})}


ITEM_TYPE = ItemType("single-choice", SingleChoice, _lower, _lift)
