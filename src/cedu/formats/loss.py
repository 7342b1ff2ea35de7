"""What a format cannot express of what authors can write, and what several formats look for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cedu.diagnostics import Span
from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.entity import Entity
from cedu.model.interaction import ChoiceInteraction, Interaction, TextEntryInteraction
from cedu.model.item import Item
from cedu.model.workspace import Build

# The places in an entity that is built with these options; and those in one item.
Where = Callable[[Entity, Build], Iterator[Span]]
InItem = Callable[[Item, Interaction], Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format changes or drops: what, what becomes of it, and where an entity has it.

    `feature` and `becomes` make a sentence with the target's name: "gift: the time limit can't be carried". What several features have in
    common fits one and many of them. `remedy`: what to do about it, where there is something. `of`: the interactions that have the feature;
    none where it is the whole assessment's. `changes`: the fields of an item, as YAML names them, that a way there and back does not keep
    where an item has the feature; `type` where it comes back as an item of another type, or not at all; `ids` where parts get other ids.
    `silent`: learners and scores are not touched, so that it is in the table, but no finding.
    """

    feature: str
    becomes: str
    where: Where
    remedy: str = ""
    of: tuple[type[Interaction], ...] = ()
    changes: tuple[str, ...] = ()
    silent: bool = False


# What becomes of an item that is answered so: all of it is kept, something may change, or it comes out as another type or not at all.
Fate = Literal["kept", "changed", "other"]


def fate(losses: Iterable[Loss], interaction: type[Interaction]) -> Fate:
    """The worst that these losses do to items that are answered by an interaction of this kind."""
    found = [loss for loss in losses if interaction in loss.of]
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


def _all_or_nothing(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.response == "multiple" and not interaction.partial_credit:
        yield item.origin.span("type")


def _case(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, TextEntryInteraction) and interaction.case_sensitive:
        yield item.origin.key("case_sensitive")


ALL_OR_NOTHING = in_items(_all_or_nothing)
CASE = in_items(_case)
