"""What GIFT loses of items, beside what Moodle loses of them in any format."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats.gift import is_held
from cedu.formats.loss import EVERY, NOT_CARRIED, TEXTS, Loss, answered_by, has, in_items, linked, where_set
from cedu.formats.moodle import losses
from cedu.formats.moodle.losses import several
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.model.item import Item


def _points(item: Item, interaction: Interaction) -> Iterator[Span]:
    if item.points != 1 and is_held(interaction) and not isinstance(interaction, PassageInteraction):
        yield item.origin.key("points")


def _entry(interaction: Interaction) -> Interaction:
    """How the one thing is answered that is asked."""
    return interaction.gaps[0].entry if isinstance(interaction, GapInteraction) and is_held(interaction) else interaction


def _fixed(interaction: Interaction) -> bool:
    entry = _entry(interaction)
    if isinstance(entry, ChoiceInteraction):
        return entry.response != "true-false" and not entry.shuffle
    return isinstance(entry, ScaleInteraction)


def _case(interaction: Interaction) -> bool:
    entry = _entry(interaction)
    return isinstance(entry, TextEntryInteraction) and entry.case_sensitive


def _arrow(item: Item, interaction: Interaction) -> Iterator[Span]:
    entry = _entry(interaction)
    if isinstance(entry, TextEntryInteraction) and any("->" in answer for answer in (*entry.answers, *entry.patterns)):
        yield item.origin.key("answers" if entry is interaction else "gaps")


def _said_to_all(interaction: Interaction) -> bool:
    return several(interaction) or isinstance(interaction, MatchInteraction | OrderInteraction | ExtendedTextInteraction)


def _said_with_choices(interaction: Interaction) -> bool:
    entry = _entry(interaction)
    return isinstance(entry, ChoiceInteraction) and entry.response == "single"


def _unsaid(interaction: Interaction) -> bool:
    return isinstance(interaction, ScaleInteraction | PassageInteraction)


def _images(item: Item, interaction: Interaction) -> Iterator[Span]:
    if is_held(interaction):
        yield from linked(lambda link: link.is_image)(item, interaction)


def _more_gaps(interaction: Interaction) -> bool:
    return isinstance(interaction, GapInteraction) and not is_held(interaction)


LOSES = (
    *losses.LOSES,
    Loss("an image to point at", "is left out", answered_by(HotspotInteraction), "take `moodle-xml`", (HotspotInteraction,), ("type",)),
    Loss("an upload", "is left out", answered_by(UploadInteraction), "take `moodle-xml`", (UploadInteraction,), ("type",)),
    Loss("a text with several gaps", "is left out", in_items(has(_more_gaps)), "take `moodle-xml`", (GapInteraction,), ("type",)),
    Loss(
        "a formula item",
        "becomes a number item with the first of its variants",
        answered_by(FormulaInteraction),
        "take `moodle-xml`",
        (FormulaInteraction,),
        ("type",),
    ),
    Loss(
        "an ordering item",
        "becomes a matching of things to their places",
        answered_by(OrderInteraction),
        of=(OrderInteraction,),
        changes=("type",),
    ),
    Loss(
        "a scale",
        "becomes a choice in which every step is right",
        answered_by(ScaleInteraction),
        "make it worth nothing in the LMS's quiz",
        (ScaleInteraction,),
    ),
    Loss("an item's points", "become 1", in_items(_points), of=EVERY, changes=("points",)),
    Loss(
        "the fixed order of choices",
        "is shuffled, where the LMS does so by default",
        in_items(has(_fixed, "shuffle")),
        of=("single-choice", "multiple-choice", "gap-choice", "scale"),
        changes=("shuffle",),
    ),
    Loss(
        "the case of an answer",
        "no longer matters",
        in_items(has(_case, "case_sensitive")),
        of=("short-text", "gap-text"),
        changes=("case_sensitive", "gaps.case_sensitive"),
    ),
    Loss(
        "an answer with `->`",
        "accepts anything between `-` and `>`",
        in_items(_arrow),
        of=("short-text", "gap-text"),
        changes=("answers", "patterns", "gaps.answers", "gaps.patterns"),
    ),
    Loss("units", "are left out: only the number is right", in_items(where_set("units")), of=(NumberEntryInteraction,), changes=("units",)),
    Loss(
        "feedback on a right or a wrong answer",
        "becomes one text that everybody reads",
        in_items(where_set("feedback", of=_said_to_all)),
        of=("multiple-choice", "matching", "categorization", "ordering", "essay"),
        changes=("feedback",),
    ),
    Loss(
        "feedback on a right or a wrong choice",
        "becomes one text with what is said of the choice",
        in_items(where_set("feedback", of=_said_with_choices)),
        of=("single-choice", "gap-choice"),
        changes=("feedback", "choices.feedback"),
        silent=True,
    ),
    Loss(
        "feedback where nothing is marked",
        NOT_CARRIED,
        in_items(where_set("feedback", of=_unsaid)),
        of=(ScaleInteraction, PassageInteraction),
        changes=("feedback",),
    ),
    Loss("a hint", NOT_CARRIED, in_items(where_set("hint", of=is_held)), of=EVERY, changes=("hint",)),
    Loss(
        "the rubric of an essay", NOT_CARRIED, in_items(where_set("rubric", of=is_held)), of=(ExtendedTextInteraction,), changes=("rubric",)
    ),
    Loss(
        "the model answer of an essay",
        NOT_CARRIED,
        in_items(where_set("model_answer")),
        of=(ExtendedTextInteraction,),
        changes=("model_answer",),
    ),
    Loss("the lines of an essay", NOT_CARRIED, in_items(where_set("lines")), of=(ExtendedTextInteraction,), changes=("lines",)),
    Loss(
        "the most characters of an essay",
        NOT_CARRIED,
        in_items(where_set("max_characters")),
        of=(ExtendedTextInteraction,),
        changes=("max_characters",),
    ),
    Loss("an image", "becomes its alternative text", in_items(_images), "take `moodle-xml` to keep it", EVERY, TEXTS),
)
