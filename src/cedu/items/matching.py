"""Matching: give each premise the response that belongs to it."""

from cedu.items import Fields, ItemType, given
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Interaction, MatchInteraction, Option
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


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, MatchInteraction) or interaction.response != "pairs":
        return None
    texts = {target.id: target.text for target in interaction.targets}
    key = dict(interaction.key)
    pairs = [{"id": source.id, "premise": source.text, "response": texts[key[source.id]]} for source in interaction.sources]
    used = {texts[id] for id in key.values()}
    distractors = [{"id": target.id, "response": target.text} for target in interaction.targets if target.text not in used]
    return {"pairs": pairs, **given(distractors=distractors)}


ITEM_TYPE = ItemType("matching", Matching, _lower, _lift)
