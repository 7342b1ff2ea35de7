"""What Common Cartridge's profile of QTI 1.2 loses of items and tests."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats import cc
from cedu.formats.loss import ALL_OR_NOTHING, CASE, NOT_CARRIED, PATTERNS, Loss, answered_by, field, in_items, where_set
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
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
    marked_by,
)
from cedu.model.item import Item
from cedu.model.workspace import Build


def _partial(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit:
        yield item.origin.key("scoring")


def _said_of_one(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.response != "multiple" and item.feedback:
        yield item.origin.key("feedback")


def _uneven(item: Item, interaction: Interaction) -> Iterator[Span]:
    points = cc.points(item, interaction)
    if marked_by(interaction) != "nobody" and (points.denominator != 1 or points > cc.HEAVIEST):
        yield item.origin.key("points")


def _many_attempts(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and (entity.attempts or 0) > cc.ATTEMPTS:
        yield entity.origin.key("attempts")


_IN_THE_QUIZ = "that is set in the LMS, in its quiz"
_TYPE = ("type",)

LOSES = (
    Loss("more than five attempts", "become any number", _many_attempts, _IN_THE_QUIZ),
    Loss("the passing score", NOT_CARRIED, field("passing_score"), _IN_THE_QUIZ),
    Loss("the shuffling of questions", NOT_CARRIED, field("shuffle"), _IN_THE_QUIZ),
    Loss(
        "the blueprint",
        "asks everyone the first items that fit each draw, and brings all that fit as a question bank",
        field("blueprint"),
        "draw from that bank in the LMS's quiz",
    ),
    Loss(
        "a number",
        "is compared as text: right is the answer as it is written, rounded, or a whole number that is near enough",
        answered_by(NumberEntryInteraction),
        of=(NumberEntryInteraction,),
        changes=_TYPE,
    ),
    Loss(
        "a formula",
        "becomes its first drawing for everybody, compared as text",
        answered_by(FormulaInteraction),
        of=(FormulaInteraction,),
        changes=_TYPE,
    ),
    Loss("a matching item", "becomes a choice for each premise", answered_by(MatchInteraction), of=(MatchInteraction,), changes=_TYPE),
    Loss("a text with gaps", "becomes a question for each gap", answered_by(GapInteraction), of=(GapInteraction,), changes=_TYPE),
    Loss("an ordering item", "becomes a choice between sequences", answered_by(OrderInteraction), of=(OrderInteraction,), changes=_TYPE),
    Loss(
        "a point on an image",
        "becomes a choice between what the areas are labelled with, below the image",
        answered_by(HotspotInteraction),
        "take care that no label says which area is right",
        of=(HotspotInteraction,),
        changes=_TYPE,
    ),
    Loss(
        "an upload",
        "becomes an essay, in which nothing can be handed in",
        answered_by(UploadInteraction),
        "ask for files in an assignment of the LMS",
        of=(UploadInteraction,),
        changes=_TYPE,
    ),
    Loss(
        "a scale",
        "is left out, because every question needs a right answer",
        answered_by(ScaleInteraction),
        "ask it in a survey of the LMS",
        of=(ScaleInteraction,),
        changes=_TYPE,
    ),
    Loss(
        "a passage",
        "is put before the text of each question that is about it, and is left out where none is",
        answered_by(PassageInteraction),
        of=(PassageInteraction,),
        changes=_TYPE,
    ),
    Loss("partial credit", "becomes all or nothing", in_items(_partial), of=("multiple-choice",), changes=("scoring", "penalty")),
    Loss(
        "all-or-nothing scoring",
        "is kept, but Moodle gives each right choice its share, and takes nothing away for a wrong one",
        ALL_OR_NOTHING,
        "for Moodle, bring the questions by `moodle-xml`",
        of=("multiple-choice",),
    ),
    Loss(
        "what is said after a right or a wrong single choice",
        "becomes one text with what is said of the choice",
        in_items(_said_of_one),
        of=("single-choice", "true-false"),
        changes=("feedback", "choices"),
    ),
    Loss(
        "the feedback on what a person marks",
        "is left out",
        in_items(where_set("feedback", of=lambda interaction: marked_by(interaction) == "person")),
        of=(ExtendedTextInteraction, UploadInteraction),
        changes=("feedback",),
    ),
    Loss("the case of an answer", "no longer matters", CASE, of=(TextEntryInteraction,)),
    Loss(
        "a pattern",
        "is left out, so that only what is listed is right",
        PATTERNS,
        "list more answers",
        of=("short-text", "gap-text"),
        changes=("patterns",),
    ),
    Loss(
        "a rubric",
        "is left out",
        in_items(where_set("rubric")),
        "write it into the LMS",
        of=(ExtendedTextInteraction, UploadInteraction),
        changes=("rubric",),
    ),
    Loss(
        "points that are no whole number, or more than 99",
        "become weights in about the same ratio",
        in_items(_uneven),
        changes=("points",),
    ),
    Loss("an item's difficulty and tags", "are left out", in_items(where_set("difficulty", "tags")), changes=("difficulty", "tags")),
    Loss("a hint", "stays in the file, but no LMS that we know shows it", in_items(where_set("hint"))),
    Loss(
        "a model answer",
        "stays in the file, but no LMS that we know shows it",
        in_items(where_set("model_answer")),
        of=(ExtendedTextInteraction,),
    ),
)
