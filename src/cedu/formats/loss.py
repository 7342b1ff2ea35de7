"""What a format cannot express of what authors can write, and what several formats look for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from cedu.diagnostics import Span
from cedu.items import ItemType, lower
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Bank
from cedu.model.entity import Entity
from cedu.model.interaction import ChoiceInteraction, GapInteraction, Interaction, TextEntryInteraction
from cedu.model.item import Item
from cedu.model.workspace import Build

if TYPE_CHECKING:
    from cedu.source.markdown import Link

EVERY: tuple[type[Interaction], ...] = get_args(Interaction)
NOT_CARRIED = "can't be carried"
IN_THE_QUIZ = "that is set in the LMS, in the quiz that asks these questions"
# The fields of items that hold Markdown.
TEXTS = (
    "stem",
    "choices.text",
    "choices.feedback",
    "sequence.text",
    "pairs.premise",
    "pairs.response",
    "distractors.response",
    "elements.text",
    "categories.text",
    "steps.text",
    "rubric.text",
    "areas.label",
    "areas.feedback",
    "model_answer",
    "feedback",
    "hint",
)
# The places in an entity that is built with these options; and those in one item.
Where = Callable[[Entity, Build], Iterator[Span]]
InItem = Callable[[Item, Interaction], Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format changes or drops: what, what becomes of it, and where an entity has it.

    `feature` and `becomes` make a sentence with the target's name: "gift: the time limit can't be carried". What several features have in
    common fits one and many of them. `remedy`: what to do about it, where there is something. `of`: the interactions that have the feature,
    or the item types, where not all that are answered so have it; none where it is the whole assessment's. `changes`: the fields of an
    item, as YAML names them, that a way there and back does not keep where an item has the feature; `type` where it comes back as an item
    of another type, or not at all; `ids` where parts get other ids. `silent`: learners and scores are not touched, so that it is in the
    table, but no finding.
    """

    feature: str
    becomes: str
    where: Where
    remedy: str = ""
    of: tuple[type[Interaction] | str, ...] = ()
    changes: tuple[str, ...] = ()
    silent: bool = False

    def touches(self, item_type: ItemType) -> bool:
        """May an item of this type have the feature?"""
        return item_type.interaction in self.of or item_type.name in self.of


# What becomes of an item: all of it is kept, something may change, or it comes out as another type or not at all.
Fate = Literal["kept", "changed", "other"]


def fate(losses: Iterable[Loss], item_type: ItemType) -> Fate:
    """The worst that these losses do to items of this type."""
    found = [loss for loss in losses if loss.touches(item_type)]
    if any("type" in loss.changes for loss in found):
        return "other"
    return "changed" if found else "kept"


def field(name: str) -> Where:
    """Where an entity has this field, if it is there."""

    def spans(entity: Entity, _options: Build) -> Iterator[Span]:
        if getattr(entity, name, None):
            yield entity.origin.key(name)

    return spans


def in_items(found: InItem) -> Where:
    """What is `found` in the items of an assessment or a bank."""

    def spans(entity: Entity, _options: Build) -> Iterator[Span]:
        if isinstance(entity, Assessment | Bank):
            for item, interaction in _lowered(_Same(entity)):
                yield from found(item, interaction)

    return spans


class _Same:
    """An entity as a key: the very object, which has no hash of its own."""

    def __init__(self, entity: Assessment | Bank) -> None:
        self.entity = entity

    def __hash__(self) -> int:
        return id(self.entity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.entity is self.entity


@lru_cache(maxsize=1)  # one entity is asked about by loss after loss of target after target
def _lowered(same: _Same) -> tuple[tuple[Item, Interaction], ...]:
    return tuple((item, lower(item)) for item in same.entity.items)


def answered_by(kind: type[Interaction]) -> Where:
    """The items that are answered so."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        if isinstance(interaction, kind):
            yield item.origin.span("type")

    return in_items(spans)


def where_set(*keys: str, of: Callable[[Interaction], bool] = lambda _: True) -> InItem:
    """The items that say any of `keys`, and are answered in such a way."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        if of(interaction):
            yield from (span for key in keys if (span := item.origin.key(key)) != item.origin.key())

    return spans


def has(of: Callable[[Interaction], bool], key: str = "type") -> InItem:
    """The items that are answered in such a way, at one of their keys."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        if of(interaction):
            yield item.origin.key(key)

    return spans


def typed(found: Callable[[TextEntryInteraction], bool], key: str) -> InItem:
    """The items that ask for a text, alone or in a gap, of which something is `found`; at `key`, or at the gaps."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        entries = [gap.entry for gap in interaction.gaps] if isinstance(interaction, GapInteraction) else [interaction]
        if any(isinstance(entry, TextEntryInteraction) and found(entry) for entry in entries):
            yield item.origin.key("gaps" if isinstance(interaction, GapInteraction) else key)

    return spans


def linked(found: "Callable[[Link], bool]") -> InItem:
    """The texts of items in which such a link or image is `found`."""

    def spans(item: Item, _interaction: Interaction) -> Iterator[Span]:
        from cedu.source.markdown import scan
        from cedu.source.parts import texts

        for text in texts(item, (IsMarkdown,)):
            if ("](" in text.value or "]:" in text.value) and any(map(found, scan(text.value).links)):
                yield text.span

    return spans


def settings(remedy: str) -> tuple[Loss, ...]:
    """The settings of a test that a format has no place for, because it carries questions alone."""
    return (
        Loss("the number of attempts", NOT_CARRIED, field("attempts"), remedy),
        Loss("the time limit", NOT_CARRIED, field("time_limit_minutes"), remedy),
        Loss("the passing score", NOT_CARRIED, field("passing_score"), remedy),
        Loss("the shuffling of questions", NOT_CARRIED, field("shuffle"), remedy),
    )


def _is_all_or_nothing(interaction: Interaction) -> bool:
    return isinstance(interaction, ChoiceInteraction) and interaction.response == "multiple" and not interaction.partial_credit


def _minds_case(interaction: Interaction) -> bool:
    return isinstance(interaction, TextEntryInteraction) and interaction.case_sensitive


def _is_pointless(interaction: Interaction) -> bool:
    return isinstance(interaction, ChoiceInteraction) and interaction.penalty != 1 and len(interaction.keys) == len(interaction.choices)


ALL_OR_NOTHING = in_items(has(_is_all_or_nothing))
CASE = in_items(has(_minds_case, "case_sensitive"))
PADDED = in_items(typed(lambda entry: any(answer != answer.strip() for answer in entry.answers), "answers"))
PATTERNS = in_items(typed(lambda entry: bool(entry.patterns), "patterns"))
POINTLESS_PENALTY = in_items(has(_is_pointless, "penalty"))
