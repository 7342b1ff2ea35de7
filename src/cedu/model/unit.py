"""A unit that may be typed after a number."""

from collections.abc import Iterable
from typing import Any

from cedu.model import interaction
from cedu.model.entity import Part, frozen


@frozen
class Unit(Part):
    """`factor`: what one of it is in the item's first unit."""

    name: str
    factor: float = 1


def lowered(units: Iterable[Unit]) -> tuple[interaction.Unit, ...]:
    """The units as an interaction has them."""
    return tuple(interaction.Unit(unit.name, unit.factor) for unit in units)


def lifted(units: Iterable[interaction.Unit]) -> list[dict[str, Any]]:
    """The units as YAML has them."""
    return [{"name": unit.name, **({} if unit.factor == 1 else {"factor": unit.factor})} for unit in units]
