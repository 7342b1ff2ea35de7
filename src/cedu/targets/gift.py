"""GIFT: the items of an assessment or a bank as text, for Moodle and whatever else reads its oldest format."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats import gift, moodle
from cedu.formats.loss import CASE, Loss, answered_by, in_items
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import ChoiceInteraction, Interaction, MatchInteraction, OrderInteraction, TextEntryInteraction
from cedu.model.item import Item
from cedu.targets import Context, Target


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """One text file, with a blank line after each question: Moodle reads up to there."""
    parts = []
    courses = moodle.courses(context.entity, context.library.outlines)
    for pooled, category in moodle.filed(entity, context.entity, courses):
        if category:
            parts.append(f"$CATEGORY: {category}\n")
        parts.append(gift.question(pooled))
    yield Output(PurePosixPath(f"{entity.lasting_id}.gift"), "\n".join(parts).encode())


def _points(item: Item, _interaction: Interaction) -> Iterator[Span]:
    if item.points != 1:
        yield item.origin.key("points")


def _fixed_choices(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.response != "true-false" and not interaction.shuffle:
        yield item.origin.key("shuffle")


def _arrow(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, TextEntryInteraction):
        for number, answer in enumerate(interaction.answers):
            if "->" in answer:
                yield item.origin.span("answers", number)


def _feedback(item: Item, interaction: Interaction) -> Iterator[Span]:
    several = isinstance(interaction, ChoiceInteraction) and interaction.response == "multiple"
    if item.feedback and (several or isinstance(interaction, MatchInteraction | OrderInteraction)):
        yield item.origin.key("feedback")


def _images(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.source.markdown import scan

    for text in moodle.written(item):
        if "![" in text.value and any(link.is_image for link in scan(text.value).links):
            yield text.span


TARGET = Target(
    "gift",
    "GIFT, Moodle's text format for questions",
    (Assessment, Bank),
    build,
    pack="file",
    suffix=".gift",
    scored_by="server",
    loses=(
        *moodle.LOSES,
        Loss("an ordering item", "becomes a matching of things to their places", answered_by(OrderInteraction)),
        Loss("an item's points", "become 1", in_items(_points)),
        Loss("the fixed order of choices", "is shuffled, where the LMS does so by default", in_items(_fixed_choices)),
        Loss("the case of an answer", "no longer matters", CASE),
        Loss("an answer with `->`", "accepts anything between `-` and `>`", in_items(_arrow)),
        Loss("feedback on a right or a wrong answer", "becomes one text that everybody reads", in_items(_feedback)),
        Loss("an image", "becomes its alternative text", in_items(_images), "take moodle-xml to keep it"),
    ),
)
