"""Essay: write a longer text, which a person marks by a rubric."""

from cedu.items import Fields, ItemType, given
from cedu.model.annotations import Markdown
from cedu.model.entity import frozen
from cedu.model.interaction import ExtendedTextInteraction, Interaction
from cedu.model.item import Item
from cedu.model.rubric import Criterion, lifted, lowered

_LINES, _CHARACTERS = 10, 2000


@frozen
class Essay(Item):
    """`lines` is the size of the field, on screen and on paper; `model_answer` is for whoever marks, and for learners afterwards."""

    rubric: tuple[Criterion, ...] = ()
    model_answer: Markdown = ""
    lines: int = _LINES
    max_characters: int = _CHARACTERS


def _lower(item: Essay) -> ExtendedTextInteraction:
    return ExtendedTextInteraction(item.lines, item.max_characters, lowered(item.rubric), item.model_answer)


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, ExtendedTextInteraction):
        return None
    return given(
        rubric=lifted(interaction.rubric),
        model_answer=interaction.model_answer,
        lines=None if interaction.lines == _LINES else interaction.lines,
        max_characters=None if interaction.characters == _CHARACTERS else interaction.characters,
    )


ITEM_TYPE = ItemType("essay", Essay, _lower, _lift)
