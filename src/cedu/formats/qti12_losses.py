"""What Canvas's QTI 1.2 cannot carry of an item or a test, and what stays in the file though Canvas looks at none of it."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import (
    ALL_OR_NOTHING,
    CASE,
    NOT_CARRIED,
    PADDED,
    PATTERNS,
    POINTLESS_PENALTY,
    Loss,
    answered_by,
    field,
    has,
    in_items,
    where_set,
)
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
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.model.item import Item
from cedu.model.numbers import places


def _case_in_gaps(interaction: Interaction) -> bool:
    return isinstance(interaction, GapInteraction) and any(
        isinstance(gap.entry, TextEntryInteraction) and gap.entry.case_sensitive for gap in interaction.gaps
    )


def _penalty(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit and interaction.penalty != 1:
        yield item.origin.key("penalty")


def _fixed(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.response != "true-false" and not interaction.shuffle:
        yield item.origin.key("shuffle")


def _fixed_gaps(item: Item, interaction: Interaction) -> Iterator[Span]:
    gaps = interaction.gaps if isinstance(interaction, GapInteraction) else ()
    if any(isinstance(gap.entry, ChoiceInteraction) and not gap.entry.shuffle for gap in gaps):
        yield item.origin.key("shuffle")


def _formatted(item: Item, interaction: Interaction) -> Iterator[Span]:
    from cedu.rendering.markdown import inline

    if isinstance(interaction, MatchInteraction) and any("<" in inline(target.text) for target in interaction.targets):
        yield item.origin.key("pairs" if interaction.response == "pairs" else "categories")


def _categories(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, MatchInteraction) and interaction.response == "categories":
        yield item.origin.span("type")


def _steps(item: Item, interaction: Interaction) -> Iterator[Span]:
    for number, variable in enumerate(interaction.variables if isinstance(interaction, FormulaInteraction) else ()):
        if variable.step != 10 ** -max(places(variable.step), places(variable.lowest)):
            yield item.origin.span("variables", number)


def _stars(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, FormulaInteraction) and "**" in interaction.formula:
        yield item.origin.span("formula")


_IN_THE_FILE = "stays in the file, but Canvas shows none of it"
_LEFT_OUT = "is left out"

LOSES = (
    Loss("the passing score", NOT_CARRIED, field("passing_score"), "set it as a requirement of the module in Canvas"),
    Loss("the shuffling of questions", NOT_CARRIED, field("shuffle"), "put the questions into a group in Canvas's quiz"),
    Loss(
        "the blueprint",
        "becomes a group for each draw; an item that several fit is in one of them, and all questions of a group are worth the same",
        field("blueprint"),
    ),
    Loss("all-or-nothing scoring", "is kept, but Canvas gives each choice its share", ALL_OR_NOTHING, of=("multiple-choice",)),
    Loss(
        "a penalty other than 1", "is kept, but in Canvas a wrong choice takes one share away", in_items(_penalty), of=("multiple-choice",)
    ),
    Loss("a penalty where no choice is wrong", _LEFT_OUT, POINTLESS_PENALTY, of=("multiple-choice",), changes=("penalty",)),
    Loss(
        "the fixed order of choices",
        "is kept, but Canvas shuffles for all questions or for none: for none where one item asks for it",
        in_items(_fixed),
        of=("single-choice", "multiple-choice"),
    ),
    Loss(
        "the fixed order of what can be chosen in a gap",
        "is kept, but Canvas shuffles for all questions or for none",
        in_items(_fixed_gaps),
        of=("gap-choice",),
    ),
    Loss("the case of an answer", "is kept, but Canvas ignores it", CASE, of=(TextEntryInteraction,)),
    Loss(
        "the case of what is typed into a gap",
        "no longer matters",
        in_items(has(_case_in_gaps, "gaps")),
        of=("gap-text",),
        changes=("gaps.case_sensitive",),
    ),
    Loss(
        "white space around an answer",
        _LEFT_OUT,
        PADDED,
        of=("short-text", "gap-text"),
        changes=("answers", "gaps.answers"),
    ),
    Loss(
        "a pattern",
        "is left out, so that only what is listed is right",
        PATTERNS,
        "list more answers",
        of=("short-text", "gap-text"),
        changes=("patterns", "gaps.patterns"),
    ),
    Loss(
        "the units of a number",
        "are left out: only the number is right, in the first unit",
        in_items(where_set("units")),
        "say in the stem which unit is meant",
        of=(NumberEntryInteraction, FormulaInteraction),
        changes=("units",),
    ),
    Loss("the formatting of a target to match", "is kept, but Canvas shows its text alone", in_items(_formatted), of=(MatchInteraction,)),
    Loss("categories to put things into", "are kept, but Canvas shows them as a matching", in_items(_categories), of=("categorization",)),
    Loss(
        "an ordering item",
        "becomes a matching of things to their places, each of which earns its share",
        answered_by(OrderInteraction),
        of=(OrderInteraction,),
    ),
    Loss(
        "a point on an image",
        "becomes a choice between what the areas are labelled with, below the image",
        answered_by(HotspotInteraction),
        "take care that no label says which area is right",
        of=(HotspotInteraction,),
        changes=("type",),
    ),
    Loss(
        "steps of a variable that are no single decimal place",
        "are kept in what was drawn, but Canvas draws anew in decimal places",
        in_items(_steps),
        of=(FormulaInteraction,),
        changes=("variables.step",),
    ),
    Loss("a power written `**`", "is written `^`", in_items(_stars), of=(FormulaInteraction,), changes=("formula",)),
    Loss(
        "a scale",
        "becomes a choice without points, of which any step is right",
        answered_by(ScaleInteraction),
        "ask it in a survey of Canvas",
        of=(ScaleInteraction,),
    ),
    Loss(
        "a rubric",
        _LEFT_OUT,
        in_items(where_set("rubric")),
        "add it to the quiz in Canvas",
        of=(ExtendedTextInteraction, UploadInteraction),
        changes=("rubric",),
    ),
    Loss(
        "the size of an answer",
        "stays in the file, but Canvas sets no limit",
        in_items(where_set("lines", "max_characters")),
        of=(ExtendedTextInteraction,),
    ),
    Loss("a model answer", _IN_THE_FILE, in_items(where_set("model_answer")), of=(ExtendedTextInteraction,)),
    Loss(
        "the number and types of files to hand in",
        "are left out: Canvas takes one of any type",
        in_items(where_set("files", "file_types")),
        of=(UploadInteraction,),
        changes=("files", "file_types"),
    ),
    Loss("an item's objective, difficulty, tags or hint", _IN_THE_FILE, in_items(where_set("objective", "difficulty", "tags", "hint"))),
)
