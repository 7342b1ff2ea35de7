"""What Moodle XML loses of items."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.diagnostics import Span
from cedu.formats.loss import EVERY, TEXTS, Loss, answered_by, has, in_items, linked, where_set
from cedu.formats.moodle import is_local, losses
from cedu.formats.moodle.formulas import cedu_formula, moodle_formula
from cedu.model.formula import FormulaError
from cedu.model.interaction import (
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    NumberEntryInteraction,
    PassageInteraction,
    ScaleInteraction,
    UploadInteraction,
    marked_by,
)
from cedu.model.item import Item

if TYPE_CHECKING:
    from cedu.source.markdown import Link


def _uneven_gaps(item: Item, interaction: Interaction) -> Iterator[Span]:
    from cedu.formats.moodle_xml.questions import gap_weight

    if isinstance(interaction, GapInteraction) and gap_weight(item, interaction) * len(interaction.gaps) != item.points:
        yield item.origin.key("points")


def _said_to_all(interaction: Interaction) -> bool:
    return isinstance(interaction, GapInteraction) or marked_by(interaction) != "key"


def _no_hints(interaction: Interaction) -> bool:
    return marked_by(interaction) == "person" or isinstance(interaction, PassageInteraction)


def _steps(interaction: Interaction) -> bool:
    from cedu.formats.moodle_xml.questions import decimals

    return isinstance(interaction, FormulaInteraction) and any(each.step != 10.0 ** -decimals(each) for each in interaction.variables)


def _formula_reworded(interaction: Interaction) -> bool:
    if not isinstance(interaction, FormulaInteraction):
        return False
    try:
        return cedu_formula(moodle_formula(interaction.formula), {}) != interaction.formula
    except FormulaError:
        return True


def _all_places(interaction: Interaction) -> bool:
    return isinstance(interaction, HotspotInteraction) and len(interaction.keys) > 1


def _one_of_several(interaction: Interaction) -> bool:
    return isinstance(interaction, HotspotInteraction) and interaction.response == "multiple" and len(interaction.keys) == 1


def _image_elsewhere(interaction: Interaction) -> bool:
    return isinstance(interaction, HotspotInteraction) and PurePosixPath(interaction.image).parent != PurePosixPath("assets")


def _is_elsewhere(link: "Link") -> bool:
    return link.is_image and is_local(link.url) and (not link.url.startswith("assets/") or ".." in link.url)


def _is_range(interaction: Interaction) -> bool:
    return isinstance(interaction, NumberEntryInteraction) and interaction.is_range


LOSES = (
    *losses.LOSES,
    Loss(
        "the two ends of a range",
        "become the middle and a tolerance",
        in_items(has(_is_range, "lowest")),
        of=(NumberEntryInteraction,),
        changes=("answer", "tolerance", "lowest", "highest"),
        silent=True,
    ),
    Loss(
        "points that gaps don't share evenly",
        "become one for each gap",
        in_items(_uneven_gaps),
        "set them in the LMS's quiz",
        of=(GapInteraction,),
    ),
    Loss(
        "feedback where no key decides, or on gaps",
        "becomes one text that everybody reads",
        in_items(where_set("feedback", of=_said_to_all)),
        of=(GapInteraction, ExtendedTextInteraction, UploadInteraction, ScaleInteraction, PassageInteraction),
        changes=("feedback",),
    ),
    Loss(
        "a hint where nothing is marked by a key",
        "is not shown by Moodle",
        in_items(where_set("hint", of=_no_hints)),
        of=(ExtendedTextInteraction, UploadInteraction, PassageInteraction),
    ),
    Loss(
        "a scale",
        "becomes a choice in which every step is right, for no points",
        answered_by(ScaleInteraction),
        of=(ScaleInteraction,),
    ),
    Loss(
        "the model answer of an essay",
        "is shown to whoever marks, and not to learners",
        in_items(where_set("model_answer")),
        of=(ExtendedTextInteraction,),
    ),
    Loss(
        "the most characters of an essay",
        "can't be carried, because Moodle counts words",
        in_items(where_set("max_characters")),
        of=(ExtendedTextInteraction,),
        changes=("max_characters",),
    ),
    Loss(
        "the step of a variable",
        "is left out, but the values are those that were drawn with it",
        in_items(has(_steps, "variables")),
        of=(FormulaInteraction,),
        changes=("variables.step",),
        silent=True,
    ),
    Loss(
        "a formula with powers or remainders",
        "comes back with other blanks and brackets",
        in_items(has(_formula_reworded, "formula")),
        of=(FormulaInteraction,),
        changes=("formula",),
        silent=True,
    ),
    Loss(
        "areas of an image",
        "become places for markers: wrong areas, labels and feedback on them are left out, and so is the image's alternative text",
        answered_by(HotspotInteraction),
        of=(HotspotInteraction,),
        changes=("areas", "image.text"),
    ),
    Loss("several right areas", "earn their share each, not all or nothing", in_items(has(_all_places, "areas")), of=(HotspotInteraction,)),
    Loss(
        "several areas of which one is right",
        "become one",
        in_items(has(_one_of_several, "multiple")),
        of=(HotspotInteraction,),
        changes=("multiple",),
    ),
    Loss(
        "an image to point at from another folder than `assets`",
        "comes back from there",
        in_items(has(_image_elsewhere, "image")),
        of=(HotspotInteraction,),
        changes=("image.file",),
        silent=True,
    ),
    Loss(
        "an image in a text from another folder than `assets`",
        "comes back from there",
        in_items(linked(_is_elsewhere)),
        of=EVERY,
        changes=TEXTS,
        silent=True,
    ),
)
