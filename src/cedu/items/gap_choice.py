"""Gap choice: choose what is missing in a text from a list at each gap."""

from cedu.items import Fields, ItemType
from cedu.model.entity import Part, frozen
from cedu.model.interaction import ChoiceInteraction, Gap, GapInteraction, Interaction, Option
from cedu.model.item import Item


@frozen
class GapOption(Part):
    """One thing that can be chosen, as plain text, because a drop-down list shows no other."""

    id: str
    text: str
    correct: bool = False


@frozen
class ChosenGap(Part):
    """What `[[id]]` in the stem stands for: exactly one of `choices` is correct."""

    id: str
    choices: tuple[GapOption, ...]


@frozen
class GapChoice(Item):
    """The stem has a `[[id]]` for each of `gaps`, in their order."""

    gaps: tuple[ChosenGap, ...]
    shuffle: bool = True


def _lower(item: GapChoice) -> GapInteraction:
    return GapInteraction(
        tuple(
            Gap(
                gap.id,
                ChoiceInteraction(
                    choices=tuple(Option(choice.id, choice.text) for choice in gap.choices),
                    keys=frozenset(choice.id for choice in gap.choices if choice.correct),
                    response="single",
                    shuffle=item.shuffle,
                ),
            )
            for gap in item.gaps
        )
    )


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, GapInteraction):
        return None
    gaps, shuffle = [], True
    for id, entry in ((gap.id, gap.entry) for gap in interaction.gaps):
        if not isinstance(entry, ChoiceInteraction):
            return None
        shuffle = shuffle and entry.shuffle
        choices = [
            {"id": choice.id, "text": choice.text, **({"correct": True} if choice.id in entry.keys else {})} for choice in entry.choices
        ]
        gaps.append({"id": id, "choices": choices})
    return {"gaps": gaps, **({} if shuffle else {"shuffle": False})}


ITEM_TYPE = ItemType("gap-choice", GapChoice, _lower, _lift)
