"""Categorization: put each element into the category that it belongs to."""

from cedu.items import Fields, ItemType
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Interaction, MatchInteraction, Option
from cedu.model.item import Item


@frozen
class Category(Part):
    """What elements are put into."""

    id: str
    text: Markdown


@frozen
class Element(Part):
    """What is put into a category; `category` is the id of the right one."""

    id: str
    text: Markdown
    category: str


@frozen
class Categorization(Item):
    """A category may get several elements, or none."""

    categories: tuple[Category, ...]
    elements: tuple[Element, ...]


def _lower(item: Categorization) -> MatchInteraction:
    return MatchInteraction(
        sources=tuple(Option(element.id, element.text) for element in item.elements),
        targets=tuple(Option(category.id, category.text) for category in item.categories),
        key=tuple((element.id, element.category) for element in item.elements),
        response="categories",
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, MatchInteraction) or interaction.response != "categories":
        return None
    key = dict(interaction.key)
    return {
        "categories": [{"id": target.id, "text": target.text} for target in interaction.targets],
        "elements": [{"id": source.id, "text": source.text, "category": key[source.id]} for source in interaction.sources],
    }


ITEM_TYPE = ItemType("categorization", Categorization, _lower, _lift)
