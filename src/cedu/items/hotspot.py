"""Hotspot: point at the right place on an image."""

from typing import Literal

from cedu.items import Fields, ItemType, given
from cedu.model import interaction as interactions
from cedu.model.annotations import FilePath, Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import HotspotInteraction, Interaction
from cedu.model.item import Item


@frozen
class Image(Part):
    """An image, what it shows (for whoever can't see it), and its size in pixels, which areas are measured in."""

    file: FilePath
    text: str
    width: int
    height: int


@frozen
class Area(Part):
    """A place on the image; `label` says what is there to whoever can't see it."""

    id: str
    label: Markdown
    shape: Literal["rectangle", "circle", "polygon"]
    coordinates: tuple[float, ...]
    correct: bool = False
    feedback: Markdown = ""


@frozen
class Hotspot(Item):
    """At least one of `areas` is correct, and exactly one unless `multiple` may be chosen."""

    image: Image
    areas: tuple[Area, ...]
    multiple: bool = False


def _lower(item: Hotspot) -> HotspotInteraction:
    return HotspotInteraction(
        image=item.image.file,
        text=item.image.text,
        width=item.image.width,
        height=item.image.height,
        areas=tuple(interactions.Area(area.id, area.label, area.shape, area.coordinates, area.feedback) for area in item.areas),
        keys=frozenset(area.id for area in item.areas if area.correct),
        response="multiple" if item.multiple else "single",
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, HotspotInteraction):
        return None
    areas = [
        {
            "id": area.id,
            "label": area.label,
            "shape": area.shape,
            "coordinates": list(area.coordinates),
            **given(correct=area.id in interaction.keys, feedback=area.feedback),
        }
        for area in interaction.areas
    ]
    image = {"file": interaction.image, "text": interaction.text, "width": interaction.width, "height": interaction.height}
    return {"image": image, "areas": areas, **given(multiple=interaction.response == "multiple")}


ITEM_TYPE = ItemType("hotspot", Hotspot, _lower, _lift)
