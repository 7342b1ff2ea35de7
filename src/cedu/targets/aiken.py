"""Aiken: the single-choice items of an assessment or a bank as plain text, for whatever takes no more."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import get_args

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats import aiken
from cedu.formats.loss import IN_THE_QUIZ, NOT_CARRIED, InItem, Loss, field, in_items, settings, where_set
from cedu.formats.markdown_text import literal
from cedu.items import lower
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import ChoiceInteraction, Interaction
from cedu.model.item import Item
from cedu.model.pool import pool
from cedu.source.parts import texts
from cedu.targets import Context, Target

_OTHERS = tuple(kind for kind in get_args(Interaction) if kind is not ChoiceInteraction)
_HELD = ("single-choice",)


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """One text file, with a blank line after each question; an empty one where nothing in it can be asked so."""
    found = []
    for pooled in pool(entity, context.entity):
        interaction = lower(pooled.item)
        if isinstance(interaction, ChoiceInteraction) and aiken.is_held(interaction):
            found.append(aiken.question(pooled.item.stem, interaction))
    yield Output(PurePosixPath(f"{entity.lasting_id}.txt"), "\n".join(found).encode())


def _left_out(*kinds: type[Interaction]) -> InItem:
    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        if isinstance(interaction, kinds) and not aiken.is_held(interaction):
            yield item.origin.span("type")

    return spans


def _points(item: Item, interaction: Interaction) -> Iterator[Span]:
    if aiken.is_held(interaction) and item.points != 1:
        yield item.origin.key("points")


def _marked_up(item: Item, interaction: Interaction) -> Iterator[Span]:
    """Texts that plain text can't say, of those that are written."""
    from cedu.rendering.markdown import plain

    if aiken.is_held(interaction):
        for text in texts(item, (IsMarkdown,)):
            if text.steps in (("stem",), ("text",)) and literal(plain(text.value)) != text.value:
                yield text.span


def _feedback_on_choices(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and aiken.is_held(interaction) and any(each.feedback for each in interaction.choices):
        yield item.origin.key("choices")


def _fixed(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and aiken.is_held(interaction) and not interaction.shuffle:
        yield item.origin.key("shuffle")


def _ids(item: Item, interaction: Interaction) -> Iterator[Span]:
    if aiken.is_held(interaction):
        yield item.origin.key("id")


_MORE = "take `moodle-xml` or `gift`, which hold more"

TARGET = Target(
    "aiken",
    "Aiken, single-choice questions as plain text",
    (Assessment, Bank),
    build,
    pack="file",
    suffix=".txt",
    scored_by="server",
    loses=(
        *settings(IN_THE_QUIZ),
        Loss("the blueprint", "becomes every item that may be drawn", field("blueprint"), "draw from them in the LMS's quiz"),
        Loss("an item that is no single choice", "is left out", in_items(_left_out(*_OTHERS)), _MORE, _OTHERS, ("type",)),
        Loss(
            "an item that has several right choices, or asks for true or false",
            "is left out",
            in_items(_left_out(ChoiceInteraction)),
            _MORE,
            ("multiple-choice", "true-false"),
            ("type",),
        ),
        Loss(
            "formatting, images and line breaks",
            "can't be carried: the words are kept",
            in_items(_marked_up),
            of=_HELD,
            changes=("stem", "choices.text"),
        ),
        Loss("feedback", NOT_CARRIED, in_items(where_set("feedback", of=aiken.is_held)), of=_HELD, changes=("feedback",)),
        Loss("feedback on a choice", NOT_CARRIED, in_items(_feedback_on_choices), of=_HELD, changes=("choices.feedback",)),
        Loss("a hint", NOT_CARRIED, in_items(where_set("hint", of=aiken.is_held)), of=_HELD, changes=("hint",)),
        Loss("an item's points", "become 1", in_items(_points), of=_HELD, changes=("points",)),
        Loss(
            "an item's objective, difficulty and tags",
            "are left out",
            in_items(where_set("objective", "difficulty", "tags", of=aiken.is_held)),
            of=_HELD,
            changes=("objective", "difficulty", "tags"),
        ),
        Loss(
            "the fixed order of choices",
            "is shuffled, where the LMS does so by default",
            in_items(_fixed),
            of=_HELD,
            changes=("shuffle",),
        ),
        Loss("the ids of an item and its choices", "are made anew", in_items(_ids), of=_HELD, changes=("id", "ids"), silent=True),
    ),
)
