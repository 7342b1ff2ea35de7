"""Formula: type the number that a formula gives, for values that are drawn for each learner."""

from functools import cache
from hashlib import sha256
from math import nan

from cedu.items import Fields, ItemType, given
from cedu.model.entity import Part, frozen
from cedu.model.formula import FormulaError, formula
from cedu.model.interaction import FormulaInteraction, Interaction, Variant
from cedu.model.interaction import Variable as Drawn
from cedu.model.item import Item
from cedu.model.numbers import as_written, decimal
from cedu.model.unit import Unit, lifted, lowered

_DRAWN = 10
_DIGITS = 12  # of an answer that count: as many as people could check


@frozen
class Variable(Part):
    """What `[[name]]` stands for: a number from `lowest` to `highest` in steps of `step`."""

    name: str
    lowest: float
    highest: float
    step: float = 1


@frozen
class FormulaItem(Item):
    """The key is what `formula` gives for the drawn values, give or take `tolerance`."""

    variables: tuple[Variable, ...]
    formula: str
    tolerance: float = 0
    units: tuple[Unit, ...] = ()
    variants: int = _DRAWN


def _lower(item: FormulaItem) -> FormulaInteraction:
    variables = tuple(Drawn(each.name, each.lowest, each.highest, each.step) for each in item.variables)
    return FormulaInteraction(
        formula=item.formula,
        variables=variables,
        variants=drawn(item.lasting_id, item.formula, variables, item.variants),
        tolerance=item.tolerance,
        units=lowered(item.units),
    )


@cache
def drawn(seed: str, text: str, variables: tuple[Drawn, ...], count: int) -> tuple[Variant, ...]:
    """So many drawings, none twice where there are enough; the same for ever for the same seed."""
    found: dict[tuple[str, ...], Variant] = {}
    for number in range(count * 20):
        values = tuple(_value(variable, f"{seed}\n{number}\n{variable.name}") for variable in variables)
        if values not in found:
            found[values] = Variant(values, answer(text, dict(zip((each.name for each in variables), values, strict=True))))
        if len(found) == count:
            break
    return tuple(found.values())


def _value(variable: Drawn, seed: str) -> str:
    """One of the values that a variable may have, by dice that a seed repeats."""
    lowest, step = as_written(variable.lowest), as_written(variable.step)
    steps = max(int((as_written(variable.highest) - lowest) / step), 0)
    dice = int.from_bytes(sha256(seed.encode()).digest()[:8], "big")
    return decimal(lowest + step * (dice % (steps + 1)))


def answer(text: str, values: dict[str, str]) -> float:
    """What the formula `text` gives, to 12 digits; NaN where it gives no number."""
    try:
        return float(f"{formula(text).value({name: float(value) for name, value in values.items()}):.{_DIGITS}g}")
    except FormulaError:
        return nan


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, FormulaInteraction):
        return None
    variables = [
        {"name": each.name, "lowest": each.lowest, "highest": each.highest, **({} if each.step == 1 else {"step": each.step})}
        for each in interaction.variables
    ]
    count = len(interaction.variants)
    more = given(tolerance=interaction.tolerance, units=lifted(interaction.units), variants=None if count == _DRAWN else count)
    return {"variables": variables, "formula": interaction.formula, **more}


ITEM_TYPE = ItemType("formula", FormulaItem, _lower, _lift)
