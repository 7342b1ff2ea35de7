"""What Canvas's QTI 1.2 cannot carry of an item or a test, and what stays in the file though Canvas looks at none of it."""

from collections.abc import Callable, Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import ALL_OR_NOTHING, Loss, answered_by, field, in_items
from cedu.formats.qti12_canvas import places
from cedu.model.assessment import Assessment
from cedu.model.entity import Entity
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
from cedu.model.workspace import Build

_Found = Callable[[Item, Interaction], Iterator[Span]]


def given(*names: str) -> _Found:
    """The fields of an item that are there."""

    def spans(item: Item, _interaction: Interaction) -> Iterator[Span]:
        for name in names:
            if item.origin.key(name) != item.origin.key():
                yield item.origin.key(name)

    return spans


def entries(interaction: Interaction) -> tuple[TextEntryInteraction, ...]:
    """What is typed as a text in answer to an item."""
    match interaction:
        case TextEntryInteraction():
            return (interaction,)
        case GapInteraction(gaps):
            return tuple(gap.entry for gap in gaps if isinstance(gap.entry, TextEntryInteraction))
    return ()


def with_patterns(item: Item, interaction: Interaction) -> Iterator[Span]:
    """What is right by a pattern."""
    if any(entry.patterns for entry in entries(interaction)):
        yield item.origin.key("patterns" if isinstance(interaction, TextEntryInteraction) else "gaps")


def with_units(item: Item, interaction: Interaction) -> Iterator[Span]:
    """Numbers that ask for a unit."""
    if isinstance(interaction, NumberEntryInteraction | FormulaInteraction) and interaction.units:
        yield item.origin.key("units")


def with_rubric(item: Item, interaction: Interaction) -> Iterator[Span]:
    """What a person marks by a rubric."""
    if isinstance(interaction, ExtendedTextInteraction | UploadInteraction) and interaction.rubric:
        yield item.origin.key("rubric")


def _case(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, TextEntryInteraction) and interaction.case_sensitive:
        yield item.origin.key("case_sensitive")


def _case_in_gaps(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, GapInteraction) and any(entry.case_sensitive for entry in entries(interaction)):
        yield item.origin.key("gaps")


def _padded(item: Item, interaction: Interaction) -> Iterator[Span]:
    if any(answer != answer.strip() for entry in entries(interaction) for answer in entry.answers):
        yield item.origin.key("gaps" if isinstance(interaction, GapInteraction) else "answers")


def _penalty(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit and interaction.penalty != 1:
        yield item.origin.key("penalty")


def _useless_penalty(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.penalty != 1 and len(interaction.keys) == len(interaction.choices):
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


def _handed_in(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, UploadInteraction):
        yield from given("files", "file_types")(item, interaction)


def _length(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ExtendedTextInteraction):
        yield from given("lines", "max_characters")(item, interaction)


def _blueprint(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint:
        yield entity.origin.key("blueprint")


_IN_THE_FILE = "stays in the file, but Canvas shows none of it"
_LEFT_OUT = "is left out"

LOSES = (
    Loss("the passing score", "can't be carried", field("passing_score"), "set it as a requirement of the module in Canvas"),
    Loss("the shuffling of questions", "can't be carried", field("shuffle"), "put the questions into a group in Canvas's quiz"),
    Loss(
        "the blueprint",
        "becomes a group for each draw; an item that several fit is in one of them, and all questions of a group are worth the same",
        _blueprint,
    ),
    Loss("all-or-nothing scoring", "is kept, but Canvas gives each choice its share", ALL_OR_NOTHING, of=(ChoiceInteraction,)),
    Loss(
        "another penalty than 1", "is kept, but in Canvas a wrong choice takes one share away", in_items(_penalty), of=(ChoiceInteraction,)
    ),
    Loss("a penalty where no choice is wrong", _LEFT_OUT, in_items(_useless_penalty), of=(ChoiceInteraction,), changes=("penalty",)),
    Loss(
        "the fixed order of choices",
        "is kept, but Canvas shuffles those of all questions or of none: of none where one item asks for it",
        in_items(_fixed),
        of=(ChoiceInteraction,),
    ),
    Loss(
        "the fixed order of what can be chosen in a gap",
        "is kept, but Canvas shuffles for all questions or none",
        in_items(_fixed_gaps),
        of=(GapInteraction,),
    ),
    Loss("the case of an answer", "is kept, but Canvas looks at none", in_items(_case), of=(TextEntryInteraction,)),
    Loss(
        "the case of what is typed into a gap",
        "no longer matters",
        in_items(_case_in_gaps),
        of=(GapInteraction,),
        changes=("gaps.case_sensitive",),
    ),
    Loss(
        "white space around an answer",
        _LEFT_OUT,
        in_items(_padded),
        of=(TextEntryInteraction, GapInteraction),
        changes=("answers", "gaps.answers"),
    ),
    Loss(
        "a pattern",
        "is left out: right is only what is listed",
        in_items(with_patterns),
        "list more answers",
        of=(TextEntryInteraction, GapInteraction),
        changes=("patterns", "gaps.patterns"),
    ),
    Loss(
        "the units of a number",
        "are left out: the number alone is right, in the first unit",
        in_items(with_units),
        "say in the stem which unit is meant",
        of=(NumberEntryInteraction, FormulaInteraction),
        changes=("units",),
    ),
    Loss("the formatting of a target to match", "is kept, but Canvas shows its text alone", in_items(_formatted), of=(MatchInteraction,)),
    Loss("categories to put things into", "are kept, but Canvas shows them as a matching", in_items(_categories), of=(MatchInteraction,)),
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
        in_items(with_rubric),
        "add it to the quiz in Canvas",
        of=(ExtendedTextInteraction, UploadInteraction),
        changes=("rubric",),
    ),
    Loss("the size of an answer", "stays in the file, but Canvas sets no limit", in_items(_length), of=(ExtendedTextInteraction,)),
    Loss("a model answer", _IN_THE_FILE, in_items(given("model_answer")), of=(ExtendedTextInteraction,)),
    Loss(
        "how many files of which types are handed in",
        "is left out: Canvas takes one of any type",
        in_items(_handed_in),
        of=(UploadInteraction,),
        changes=("files", "file_types"),
    ),
    Loss("an item's objective, difficulty, tags or hint", _IN_THE_FILE, in_items(given("objective", "difficulty", "tags", "hint"))),
)
