"""True or false: is the stem's statement right?"""

from cedu.items import ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction, Option
from cedu.model.item import Item


@frozen
class TrueFalse(Item):
    """The stem is a statement; `answer` says whether it is true."""

    answer: bool


def _lower(item: TrueFalse) -> ChoiceInteraction:
    return ChoiceInteraction(
        choices=(Option("true", "True"), Option("false", "False")),
        keys=frozenset({"true" if item.answer else "false"}),
        response="true-false",
        shuffle=False,
    )


ITEM_TYPE = ItemType("true-false", TrueFalse, _lower)
