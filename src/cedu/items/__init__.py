"""Item types: one file each, which says what authors write, lowers it to an Interaction that targets know, and lifts one back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from cedu.model.interaction import Interaction, marked_by
from cedu.model.item import Item
from cedu.plugins import collect

# What an item says beside what every item has, as YAML has it: without the fields that have their default.
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type: its name in YAML, its dataclass, how it is answered, and what it would say to be answered so; None where it never is."""

    name: str
    item: type[Item]
    lower: Callable[[Any], Interaction]
    lift: Callable[[Interaction], Fields | None]

    @property
    def interaction(self) -> type[Interaction]:
        """The kind of Interaction that every item of this type lowers to."""
        found: type[Interaction] = get_type_hints(self.lower)["return"]
        return found


@cache
def item_types() -> dict[str, ItemType]:
    """Every item type, by name."""
    return {item_type.name: item_type for item_type in collect("cedu.items", "ITEM_TYPE", ItemType)}


def lower(item: Item) -> Interaction:
    """How `item` is answered."""
    return item_types()[item.type].lower(item)


def keyed_points(item: Item) -> float:
    """What `item` is worth where only keys mark, as in a browser: nothing where a person does, or nobody."""
    return item.points if marked_by(lower(item)) == "key" else 0


def lift(interaction: Interaction) -> Fields:
    """The `type` of the item that is answered so, and the fields of that type, as YAML has them."""
    for item_type in item_types().values():
        if (found := item_type.lift(interaction)) is not None:
            return {"type": item_type.name, **found}
    raise TypeError(f"no item type lowers to {interaction!r}")


def given(**fields: Any) -> Fields:
    """Those of `fields` that have something to say; what has a default other than nothing is for the caller to leave out."""
    return {name: value for name, value in fields.items() if value not in (None, "", False, [], ())}
