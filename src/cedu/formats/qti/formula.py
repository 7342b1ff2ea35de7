"""Formula items in QTI: drawn values as template variables (QTI 2.1, 11), and the formula that gave them."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.building import RESPONSE, make
from cedu.formats.qti.facts import LABEL
from cedu.formats.qti.xhtml import put
from cedu.formats.xml import legal
from cedu.model.interaction import FormulaInteraction, Unit, Variant
from cedu.model.marks import filled
from cedu.model.numbers import as_written, decimal

FORMULA, INDEX, VARIANT, ANSWER = "FORMULA", "INDEX", "VARIANT", "ANSWER"
_TEX, _BLOCK = "tex-", "-block"
_NONE = (Unit("", 1),)


def templates(interaction: FormulaInteraction) -> list[Element]:
    """What is declared: the formula and the ranges that the values were drawn from, and what each drawing sets."""
    kind = "templateDeclaration"
    found = [b.declare(kind, FORMULA, "string", [interaction.formula]), b.declare(kind, INDEX, "integer", ["1"])]
    found.append(b.declare(kind, VARIANT, "identifier"))
    for each in interaction.variables:
        reach = [decimal(end) for end in (each.lowest, each.highest, each.step)]
        found += [b.declare(kind, f"RANGE-{each.name}", "float", reach, "ordered"), b.declare(kind, each.name, "string")]
    return found + [b.declare(kind, name, "float") for name in (*(name for pair in bounds(interaction) for name in pair), ANSWER)]


def bounds(interaction: FormulaInteraction) -> list[tuple[str, str]]:
    """The variables for the least and the greatest right answer in each unit."""
    return [(f"LOWEST-{number}", f"HIGHEST-{number}") for number in range(1, len(interaction.units or _NONE) + 1)]


def draw(interaction: FormulaInteraction, variants: Sequence[Variant]) -> Element:
    """Draw one of the variants: an index, and what it picks from each ordered container."""
    rules = [_set(INDEX, make("randomInteger", {"min": "1", "max": str(max(len(variants), 1))}))]
    rules.append(_pick(VARIANT, "identifier", map(_named, range(1, len(variants) + 1))))
    for place, each in enumerate(interaction.variables):
        rules.append(_pick(each.name, "string", (variant.values[place] for variant in variants)))
    off = as_written(interaction.tolerance)
    for (low, high), unit in zip(bounds(interaction), interaction.units or _NONE, strict=True):
        for name, end in ((low, -off), (high, off)):
            ends = ((as_written(variant.answer) + end) / as_written(unit.factor) for variant in variants)
            rules.append(_pick(name, "float", map(decimal, ends)))
    rules.append(_pick(ANSWER, "float", (decimal(variant.answer) for variant in variants)))
    rules.append(make("setCorrectResponse", {"identifier": RESPONSE}, b.variable(ANSWER)))
    return make("templateProcessing", {}, *rules)


def _set(name: str, value: Element) -> Element:
    return make("setTemplateValue", {"identifier": name}, value)


def _pick(name: str, base_type: str, values: Iterable[str]) -> Element:
    return _set(name, make("index", {"n": INDEX}, make("ordered", {}, *(b.base(base_type, value) for value in values))))


def as_mark(latex: str, display: bool) -> str:
    """LaTeX with values in it as the mark of something that `in_maths` makes; what is in it is in its name."""
    return f"[[{_TEX}{latex.strip().encode().hex()}{_BLOCK if display else ''}]]"


def in_maths(name: str, interaction: FormulaInteraction, variants: Sequence[Variant]) -> Element | None:
    """The maths that a mark stands for, once with the values of each variant, of which the player shows one; None for any other mark.

    Where there is room (QTI 2.1, 6.1), its label is the LaTeX as it was written.
    """
    from cedu.rendering.maths import mathml

    if not name.startswith(_TEX):
        return None
    latex = bytes.fromhex(name.removeprefix(_TEX).removesuffix(_BLOCK)).decode()
    found = make("span", {"class": "maths display" if name.endswith(_BLOCK) else "maths"})
    if len(latex) <= LABEL:
        found.set("label", legal(latex))
    for number, variant in enumerate(variants, 1):
        values = dict(zip((each.name for each in interaction.variables), variant.values, strict=True))
        shown = {"templateIdentifier": VARIANT, "identifier": _named(number), "showHide": "show"}
        found.append(put(make("templateInline", shown), mathml(filled(latex, values), display=False)))
    return found


def _named(number: int) -> str:
    return f"variant-{number}"
