"""The ids of an item's parts in one line, which Moodle's formats carry where Moodle passes over it: no learner ever sees it."""

import re
from collections.abc import Sequence

from cedu.model.ids import ID, letters
from cedu.model.interaction import (
    ChoiceInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    OrderInteraction,
    ScaleInteraction,
)

Groups = tuple[tuple[str, ...], ...]


def line(interaction: Interaction) -> str:
    """The ids in groups: `one zero`; of a matching `a b; spare`; of gaps `first x y; second x`; empty where there is nothing to name."""
    return "; ".join(" ".join(group) for group in _groups(interaction) if group)


def groups(written: str) -> Groups:
    """What `line` wrote; whatever else it may be."""
    return tuple(tuple(group.split()) for group in written.split(";")) if written.strip() else ()


def ids(group: Sequence[str], count: int) -> list[str]:
    """`group`, where it names so many parts, each by a name of its own; or else letters."""
    if len(group) == count == len(set(group)) and all(re.fullmatch(ID, id) for id in group):
        return list(group)
    return letters(count)


def _groups(interaction: Interaction) -> Groups:
    match interaction:
        case ChoiceInteraction(response="true-false"):
            return ()
        case ChoiceInteraction():
            return (tuple(choice.id for choice in interaction.choices),)
        case OrderInteraction(options) | ScaleInteraction(options):
            return (tuple(option.id for option in options),)
        case MatchInteraction(sources, targets, key, response):
            given = dict(key)
            elements = tuple(source.id for source in sources)
            if response == "categories":
                return elements, tuple(target.id for target in targets), tuple(given[id] for id in elements)
            return elements, tuple(target.id for target in targets if target.id not in given.values())
        case GapInteraction(gaps):
            return tuple(
                (gap.id, *(choice.id for choice in gap.entry.choices)) if isinstance(gap.entry, ChoiceInteraction) else (gap.id,)
                for gap in gaps
            )
        case HotspotInteraction():
            return (tuple(area.id for area in interaction.areas if area.id in interaction.keys),)
    return ()
