"""Matching: give each premise the response that belongs to it."""

from cedu.items import ItemType
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import MatchInteraction, Option
from cedu.model.item import Item


@frozen
class Pair(Part):
    """A premise and the response that belongs to it."""

    id: str
    premise: Markdown
    response: Markdown


@frozen
class Distractor(Part):
    """A response that belongs to no premise."""

    id: str
    response: Markdown


@frozen
class Matching(Item):
    """Two pairs with the same response share one target; `distractors` are targets that belong to nothing."""

    pairs: tuple[Pair, ...]
    distractors: tuple[Distractor, ...] = ()


def _lower(item: Matching) -> MatchInteraction:
    targets: dict[str, Option] = {}
    key = []
    for pair in item.pairs:
        target = targets.setdefault(pair.response, Option(f"{pair.id}-response", pair.response))
        key.append((pair.id, target.id))
    for distractor in item.distractors:
        targets.setdefault(distractor.response, Option(distractor.id, distractor.response))
    return MatchInteraction(
        sources=tuple(Option(pair.id, pair.premise) for pair in item.pairs),
        targets=tuple(targets.values()),
        key=tuple(key),
    )


ITEM_TYPE = ItemType("matching", Matching, _lower)
