"""The items that an assessment asks or may ask: its own, and those that its blueprint may draw from banks."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from cedu.model.assessment import Assessment, Bank, Draw
from cedu.model.item import Item
from cedu.model.library import Library
from cedu.model.outline import DrawOutline, ItemOutline, Outline

# Gives an entity by its kind and id.
Find = Callable[[str, str], Any]
# An item where blueprints draw: the id of its bank, or nothing for the assessment's own, and its own id.
_Key = tuple[str, str]
_Found = TypeVar("_Found")


class Pooled(NamedTuple):
    """An item, and the entity that it was declared in: item ids are unique only there, and files are named from there."""

    owner: Assessment | Bank
    item: Item

    @property
    def name(self) -> str:
        """What it is called for good, in any pool: the lasting ids of its owner and of itself."""
        return f"{self.owner.lasting_id}.{self.item.lasting_id}"


def pool(entity: Assessment | Bank, find: Find) -> Iterator[Pooled]:
    """Every item of `entity`, then every item that its draws may pick from banks, each once."""
    for item in entity.items:
        yield Pooled(entity, item)
    if isinstance(entity, Bank) or entity.blueprint is None:
        return
    seen: set[_Key] = set()
    for draw in entity.blueprint.draws:
        if draw.bank:
            for key, pooled in _fitting(draw, entity, find).items():
                if key not in seen:
                    seen.add(key)
                    yield pooled


def asked(assessment: Assessment, find: Find) -> tuple[Pooled, ...]:
    """The items that everybody is asked where nothing can be drawn: all, or of each draw of a blueprint the first that fit.

    A draw that would find too few, because an earlier one has taken them, gets them where the earlier one finds others.
    """
    if assessment.blueprint is None:
        return tuple(Pooled(assessment, item) for item in assessment.items)
    draws = assessment.blueprint.draws
    return tuple(_filled([draw.count for draw in draws], [_fitting(draw, assessment, find) for draw in draws]))


def asked_in_browser(assessment: Assessment, find: Find) -> tuple[Pooled, ...]:
    """What is asked where anybody can read the keys: of a certification exam nothing."""
    return () if assessment.stakes == "certification" else asked(assessment, find)


def outlines_in_browser(assessment: Outline, library: Library) -> tuple[ItemOutline, ...]:
    """The outlines of what `asked_in_browser` gives; nothing from a bank that is not there."""
    if assessment.stakes == "certification":
        return ()
    if not assessment.draws:
        return assessment.items

    def fitting(draw: DrawOutline) -> Mapping[_Key, ItemOutline]:
        owner = library.outlines.get(("bank", draw.bank)) if draw.bank else assessment
        return {(draw.bank, item.id): item for item in (owner.items if owner else ()) if draw.fits(item)}

    return tuple(_filled([draw.amount for draw in assessment.draws], [fitting(draw) for draw in assessment.draws]))


def exams_shown_in_browser(assessment: Outline, library: Library) -> Mapping[str, int]:
    """How many items an assessment shows in a browser that certification exams ask or may draw, too, by the ids of the exams."""
    return Counter(exam for item in outlines_in_browser(assessment, library) for exam in library.examined.get(item, ()))


def _fitting(draw: Draw, assessment: Assessment, find: Find) -> dict[_Key, Pooled]:
    """What a draw may pick."""
    owner: Assessment | Bank = find("bank", draw.bank) if draw.bank else assessment
    return {(draw.bank or "", item.id): Pooled(owner, item) for item in owner.items if draw.fits(item)}


def _filled(amounts: Sequence[int], fitting: Sequence[Mapping[_Key, _Found]]) -> Iterator[_Found]:
    """What each draw gets of what fits it, in turn, and nobody the same as another."""
    taken: dict[_Key, int] = {}
    fresh = [iter(keys) for keys in fitting]  # nothing that is taken is ever free again
    for number, amount in enumerate(amounts):
        for _ in range(amount):
            if not _take(number, fitting, fresh, taken):
                break
    for number, found in enumerate(fitting):
        yield from (found[key] for key in found if taken.get(key) == number)


def _take(number: int, fitting: Sequence[Collection[_Key]], fresh: Sequence[Iterator[_Key]], taken: dict[_Key, int]) -> bool:
    """Give a draw one more item: the first that is free, or one whose draw finds another instead (the shortest augmenting path)."""
    hands: dict[int, tuple[_Key, int]] = {}  # what a draw would hand over, and to which
    waiting = [number]
    for draw in waiting:  # it grows while we look
        if found := next((key for key in fresh[draw] if key not in taken), None):
            to = draw
            while to != number:
                taken[found] = to
                found, to = hands[to]
            taken[found] = number
            return True
        for key in fitting[draw]:
            holder = taken[key]
            if holder != number and holder not in hands:
                hands[holder] = (key, draw)
                waiting.append(holder)
    return False
