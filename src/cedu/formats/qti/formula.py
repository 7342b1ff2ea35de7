"""Formula items in QTI: drawn values as template variables (QTI 2.1, 11), and the formula that gave them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.building import RESPONSE, make
from cedu.model.interaction import FormulaInteraction, Unit, Variant

FORMULA, INDEX, ANSWER = "FORMULA", "INDEX", "ANSWER"
_NONE = (Unit("", 1),)


def templates(interaction: FormulaInteraction) -> list[Element]:
    """What is declared: the formula and the ranges that the values were drawn from, and what each drawing sets."""
    kind = "templateDeclaration"
    found = [b.declare(kind, FORMULA, "string", [interaction.formula]), b.declare(kind, INDEX, "integer", ["1"])]
    for each in interaction.variables:
        reach = [b.number(end) for end in (each.lowest, each.highest, each.step)]
        found += [b.declare(kind, f"RANGE-{each.name}", "float", reach, "ordered"), b.declare(kind, each.name, "string")]
    return found + [b.declare(kind, name, "float") for name in (*(name for pair in bounds(interaction) for name in pair), ANSWER)]


def bounds(interaction: FormulaInteraction) -> list[tuple[str, str]]:
    """The variables for the least and the greatest right answer in each unit."""
    return [(f"LOWEST-{number}", f"HIGHEST-{number}") for number in range(1, len(interaction.units or _NONE) + 1)]


def draw(interaction: FormulaInteraction, variants: Sequence[Variant]) -> Element:
    """Draw one of the variants: an index, and what it picks from each ordered container."""
    rules = [_set(INDEX, make("randomInteger", {"min": "1", "max": str(max(len(variants), 1))}))]
    for place, each in enumerate(interaction.variables):
        rules.append(_pick(each.name, "string", (variant.values[place] for variant in variants)))
    off = Decimal(repr(interaction.tolerance))
    for (low, high), unit in zip(bounds(interaction), interaction.units or _NONE, strict=True):
        for name, end in ((low, -off), (high, off)):
            ends = ((Decimal(repr(variant.answer)) + end) / Decimal(repr(unit.factor)) for variant in variants)
            rules.append(_pick(name, "float", map(b.number, ends)))
    rules.append(_pick(ANSWER, "float", (b.number(variant.answer) for variant in variants)))
    rules.append(make("setCorrectResponse", {"identifier": RESPONSE}, b.variable(ANSWER)))
    return make("templateProcessing", {}, *rules)


def _set(name: str, value: Element) -> Element:
    return make("setTemplateValue", {"identifier": name}, value)


def _pick(name: str, base_type: str, values: Iterable[str]) -> Element:
    return _set(name, make("index", {"n": INDEX}, make("ordered", {}, *(b.base(base_type, value) for value in values))))
