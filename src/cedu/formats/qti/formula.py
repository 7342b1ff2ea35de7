"""Formula items in QTI: drawn values as template variables (QTI 2.1, 11), and the formula that gave them."""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.building import RESPONSE, make
from cedu.model.interaction import FormulaInteraction, Unit, Variant

FORMULA, INDEX = "FORMULA", "INDEX"
_NONE = (Unit("", 1),)


def templates(interaction: FormulaInteraction, variants: Sequence[Variant]) -> list[Element]:
    """What is declared: the formula, of each variable its range and its drawn values, and of each unit the answers in it."""
    kind = "templateDeclaration"
    found = [b.declare(kind, FORMULA, "string", [interaction.formula]), b.declare(kind, INDEX, "integer", ["1"])]
    for place, each in enumerate(interaction.variables):
        drawn = [variant.values[place] for variant in variants]
        bounds = [b.number(bound) for bound in (each.lowest, each.highest, each.step)]
        found.append(b.declare(kind, f"RANGE-{each.name}", "float", bounds, "ordered"))
        found.append(b.declare(kind, f"VALUES-{each.name}", "string", drawn, "ordered"))
        found.append(b.declare(kind, each.name, "string", drawn[:1]))
    for number, unit in enumerate(interaction.units or _NONE, 1):
        answers = [b.number(Decimal(repr(variant.answer)) / Decimal(repr(unit.factor))) for variant in variants]
        found.append(b.declare(kind, f"ANSWERS-{number}", "float", answers, "ordered"))
        found.append(b.declare(kind, f"ANSWER-{number}", "float", answers[:1]))
    return found


def draw(interaction: FormulaInteraction, count: int) -> Element:
    """Draw one of `count` variants."""
    picks = [(each.name, f"VALUES-{each.name}") for each in interaction.variables]
    picks += [(f"ANSWER-{number}", f"ANSWERS-{number}") for number in range(1, len(interaction.units or _NONE) + 1)]
    index = make("setTemplateValue", {"identifier": INDEX}, make("randomInteger", {"min": "1", "max": str(max(count, 1))}))
    set_all = [make("setTemplateValue", {"identifier": name}, make("index", {"n": INDEX}, b.variable(of))) for name, of in picks]
    right = make("setCorrectResponse", {"identifier": RESPONSE}, b.variable("ANSWER-1"))
    return make("templateProcessing", {}, index, *set_all, right)
