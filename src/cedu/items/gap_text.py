"""Gap text: type what is missing in a text with several gaps."""

from cedu.items import Fields, ItemType, given
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Gap, GapInteraction, Interaction, TextEntryInteraction
from cedu.model.item import Item


@frozen
class TypedGap(Part):
    """What `[[id]]` in the stem stands for: any of `answers` is right, and what any of `patterns` (RE2) matches as a whole."""

    id: str
    answers: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    case_sensitive: bool = False


@frozen
class GapText(Item):
    """The stem has a `[[id]]` for each of `gaps`, in their order."""

    gaps: tuple[TypedGap, ...]


def _lower(item: GapText) -> GapInteraction:
    return GapInteraction(tuple(Gap(gap.id, TextEntryInteraction(gap.answers, gap.case_sensitive, gap.patterns)) for gap in item.gaps))


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, GapInteraction):
        return None
    gaps = []
    for id, entry in ((gap.id, gap.entry) for gap in interaction.gaps):
        if not isinstance(entry, TextEntryInteraction):
            return None
        more = given(patterns=list(entry.patterns), case_sensitive=entry.case_sensitive)
        gaps.append({"id": id, "answers": list(entry.answers), **more})
    return {"gaps": gaps}


ITEM_TYPE = ItemType("gap-text", GapText, _lower, _lift)
