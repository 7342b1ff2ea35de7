"""The items that an assessment asks or may ask: its own, and those that its blueprint may draw from banks."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cedu.model.assessment import Assessment, Bank
from cedu.model.item import Item
from cedu.model.library import Library
from cedu.model.outline import ItemOutline, Outline

# Gives an entity by its kind and id.
Find = Callable[[str, str], Any]
# An item where blueprints draw: the id of its bank, or nothing for the assessment's own, and its own id.
_Key = tuple[str, str]
_Item = TypeVar("_Item", Item, ItemOutline)


class Pooled(NamedTuple):
    """An item, and the entity that it was declared in: item ids are unique only there, and files are named from there."""

    owner: Assessment | Bank
    item: Item

    @property
    def name(self) -> str:
        """What it is called for good, in any pool: the lasting ids of its owner and of itself."""
        return f"{self.owner.lasting_id}.{self.item.lasting_id}"


class _Wanted(NamedTuple, Generic[_Item]):
    """What a draw asks for: so many, from where, and which."""

    amount: int
    bank: str
    fits: Callable[[_Item], bool]


def pool(entity: Assessment | Bank, find: Find) -> Iterator[Pooled]:
    """Every item of `entity`, then every item that its draws may pick from banks, each once, with the passages that those are about."""
    for item in entity.items:
        yield Pooled(entity, item)
    if isinstance(entity, Bank) or entity.blueprint is None:
        return
    for name in dict.fromkeys(draw.bank for draw in entity.blueprint.draws if draw.bank):
        bank: Bank = find("bank", name)
        fitting = {item.id for draw in entity.blueprint.draws if draw.bank == name for item in bank.items if draw.fits(item)}
        fitting |= {passage for id, passage in _passages(bank.items).items() if id in fitting}
        yield from (Pooled(bank, item) for item in bank.items if item.id in fitting)


def size(assessment: Assessment) -> int:
    """How many questions everybody is asked, where the draws find what they want; a passage is none."""
    if assessment.blueprint:
        return sum(assessment.blueprint.amounts)
    return sum(item.type != "passage" for item in assessment.items)


def asked(assessment: Assessment, find: Find, rank: Callable[[Pooled], Any] | None = None) -> tuple[Pooled, ...]:
    """What is asked where nobody else draws: all, or of each draw of a blueprint the first that fit, by `rank` or else as written.

    A draw that would find too few, because another one has taken them, gets them where that one finds others. Before items that are about a
    passage comes the passage, and what is about none comes first.
    """
    if assessment.blueprint is None:
        return tuple(Pooled(assessment, item) for item in assessment.items)
    draws, amounts = assessment.blueprint.draws, assessment.blueprint.amounts
    owners = {draw.bank or "": find("bank", draw.bank) if draw.bank else assessment for draw in draws}
    wanted = [_Wanted(amount, draw.bank or "", draw.fits) for draw, amount in zip(draws, amounts, strict=True)]

    def ranked(key: _Key, item: Item) -> Any:
        return rank(Pooled(owners[key[0]], item)) if rank else 0

    found = _drawn(wanted, {bank: owner.items for bank, owner in owners.items()}, ranked)
    return tuple(Pooled(owners[bank], item) for bank, item in found)


def shared_out(assessment: Assessment, find: Find) -> tuple[tuple[Pooled, ...], ...]:
    """What each draw of the blueprint may pick where draws know nothing of each other: each item is given to one draw that it fits.

    Every draw gets as many as it wants, if that can be done at all.
    """
    blueprint = assessment.blueprint
    if blueprint is None:
        return ()
    owners = {draw.bank or "": find("bank", draw.bank) if draw.bank else assessment for draw in blueprint.draws}
    fitting: dict[_Key, list[int]] = {}
    found: dict[_Key, Pooled] = {}
    for number, draw in enumerate(blueprint.draws):
        owner = owners[draw.bank or ""]
        for item in owner.items:
            if draw.fits(item):
                key = (draw.bank or "", item.id)
                fitting.setdefault(key, []).append(number)
                found[key] = Pooled(owner, item)
    taken = _filled(blueprint.amounts, fitting, fitting)
    given = {key: taken.get(key, fitting[key][0]) for key in fitting}
    return tuple(tuple(found[key] for key in given if given[key] == number) for number in range(len(blueprint.draws)))


def passages(owner: Assessment | Bank) -> Mapping[str, Item]:
    """The passage that an item of `owner` is about, by the item's id."""
    by_id = {item.id: item for item in owner.items}
    return {id: by_id[passage] for id, passage in _passages(owner.items).items()}


def asked_in_browser(assessment: Assessment, find: Find) -> tuple[Pooled, ...]:
    """What is asked where anybody can read the keys: of a certification exam nothing."""
    return () if assessment.stakes == "certification" else asked(assessment, find)


def outlines_in_browser(assessment: Outline, library: Library) -> tuple[ItemOutline, ...]:
    """The outlines of what `asked_in_browser` gives; nothing from a bank that is not there."""
    if assessment.stakes == "certification":
        return ()
    if not assessment.draws:
        return assessment.items
    owners = {draw.bank: library.outlines.get(("bank", draw.bank)) if draw.bank else assessment for draw in assessment.draws}
    wanted = [_Wanted(draw.amount, draw.bank, draw.fits) for draw in assessment.draws]
    found = _drawn(wanted, {bank: owner.items if owner else () for bank, owner in owners.items()}, lambda _key, _item: 0)
    return tuple(item for _, item in found)


def exams_shown_in_browser(assessment: Outline, library: Library) -> Mapping[str, int]:
    """How many items an assessment shows in a browser that certification exams ask or may draw, too, by the ids of the exams."""
    return Counter(exam for item in outlines_in_browser(assessment, library) for exam in library.examined.get(item, ()))


def _passages(items: Iterable[Item | ItemOutline]) -> dict[str, str]:
    """The passage that an item is about, by their ids: the last one before it."""
    found: dict[str, str] = {}
    passage = ""
    for item in items:
        if item.type == "passage":
            passage = item.id
        elif passage:
            found[item.id] = passage
    return found


def _drawn(
    wanted: Sequence[_Wanted[_Item]], lying: Mapping[str, Sequence[_Item]], rank: Callable[[_Key, _Item], Any]
) -> Iterator[tuple[str, _Item]]:
    """What the draws get of what lies in the banks, draw by draw, and nobody the same as another; the lowest rank first."""
    fitting: dict[_Key, list[int]] = {}
    known = {(bank, item.id): item for bank, items in lying.items() for item in items}
    for number, draw in enumerate(wanted):
        for item in lying[draw.bank]:
            if draw.fits(item):
                fitting.setdefault((draw.bank, item.id), []).append(number)
    taken = _filled([draw.amount for draw in wanted], fitting, sorted(fitting, key=lambda key: rank(key, known[key])))
    passages = {bank: _passages(items) for bank, items in lying.items()}
    groups: dict[_Key | None, list[_Key]] = {None: []}
    for number, draw in enumerate(wanted):
        for item in lying[draw.bank]:
            key = (draw.bank, item.id)
            if taken.get(key) == number:
                passage = passages[draw.bank].get(item.id)
                groups.setdefault((draw.bank, passage) if passage else None, []).append(key)
    for about, keys in groups.items():
        yield from ((key[0], known[key]) for key in ([about] if about else []) + keys)


def _filled(amounts: Sequence[int], fitting: Mapping[_Key, Sequence[int]], order: Iterable[_Key]) -> dict[_Key, int]:
    """Which draw takes which item: as many as can be, and of all ways to take so many the one with the first in `order`.

    What draws can take together is a matroid (Edmonds and Fulkerson 1965), so that to take each item in turn for which room can be made is
    best. Room is made by the shortest augmenting path.
    """
    taken: dict[_Key, int] = {}
    held: list[dict[_Key, None]] = [{} for _ in amounts]
    full: set[int] = set()  # draws for which no room can be made any more
    for key in order:
        waiting = [draw for draw in fitting[key] if draw not in full]
        came: dict[int, tuple[_Key, int | None]] = dict.fromkeys(waiting, (key, None))
        for draw in waiting:  # it grows while we look
            if len(held[draw]) < amounts[draw]:
                _hand_over(draw, came, held, taken)
                break
            for other in held[draw]:
                for next_draw in fitting[other]:
                    if next_draw not in came and next_draw not in full:
                        came[next_draw] = (other, draw)
                        waiting.append(next_draw)
        else:
            full.update(waiting)
    return taken


def _hand_over(draw: int, came: Mapping[int, tuple[_Key, int | None]], held: list[dict[_Key, None]], taken: dict[_Key, int]) -> None:
    """Give each draw on a way what the one before it hands over, from the end on."""
    to: int | None = draw
    while to is not None:
        key, before = came[to]
        if before is not None:
            del held[before][key]
        held[to][key] = None
        taken[key] = to
        to = before
