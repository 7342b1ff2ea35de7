"""Scale: say how much one agrees, how sure one is; a survey's question, without a right answer."""

from cedu.items import Fields, ItemType
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Interaction, Option, ScaleInteraction
from cedu.model.item import Item


@frozen
class Step(Part):
    """One step of the scale."""

    id: str
    text: Markdown


@frozen
class Scale(Item):
    """`steps` lead from one end of the scale to the other; they earn nothing."""

    steps: tuple[Step, ...]
    points: float = 0


def _lower(item: Scale) -> ScaleInteraction:
    return ScaleInteraction(tuple(Option(step.id, step.text) for step in item.steps))


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, ScaleInteraction):
        return None
    return {"steps": [{"id": option.id, "text": option.text} for option in interaction.options]}


ITEM_TYPE = ItemType("scale", Scale, _lower, _lift)
