"""Multiple choice: choose all that are right."""

from typing import Literal

from cedu.items import ItemType
from cedu.model.choice import Choice
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction
from cedu.model.item import Item


@frozen
class MultipleChoice(Item):
    """At least one of `choices` is correct; `partial` credit gives a right choice its share and takes it away for a wrong one."""

    choices: tuple[Choice, ...]
    shuffle: bool = True
    scoring: Literal["all-or-nothing", "partial"] = "all-or-nothing"


def _lower(item: MultipleChoice) -> ChoiceInteraction:
    return ChoiceInteraction(
        choices=tuple(choice.option for choice in item.choices),
        keys=frozenset(choice.id for choice in item.choices if choice.correct),
        response="multiple",
        shuffle=item.shuffle,
        partial_credit=item.scoring == "partial",
    )


ITEM_TYPE = ItemType("multiple-choice", MultipleChoice, _lower)
