"""Item types: one file each, which says what authors write and lowers it to an Interaction that targets know."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cedu.model.interaction import Interaction
from cedu.model.item import Item
from cedu.plugins import collect


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type: its name in YAML, its dataclass, and how it is answered."""

    name: str
    item: type[Item]
    lower: Callable[[Any], Interaction]


@cache
def item_types() -> dict[str, ItemType]:
    """Every item type, by name."""
    return {item_type.name: item_type for item_type in collect("cedu.items", "ITEM_TYPE", ItemType)}


def lower(item: Item) -> Interaction:
    """How `item` is answered."""
    return item_types()[item.type].lower(item)
