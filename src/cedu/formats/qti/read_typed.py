"""What is typed, as it is read: texts, numbers, gaps, formulas. What is right is found by asking the scoring."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite

from cedu.formats.qti.evaluate import Declared, Given
from cedu.formats.qti.formula import ANSWER, FORMULA
from cedu.formats.qti.nodes import Node
from cedu.formats.qti.operators import PATTERN, One, Value, several
from cedu.formats.qti.reading import Reading, RefusedError, rounded
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    NumberEntryInteraction,
    Option,
    TextEntryInteraction,
    Unit,
    Variable,
    Variant,
)
from cedu.model.numbers import as_written

_MOST = 200  # answers that are asked about
_NUMBERS = ("float", "integer")


def text(item: Reading, node: Node, others: Given | None = None) -> TextEntryInteraction:
    """A `textEntryInteraction` for a text; `others` are right answers to the other interactions. Raises RefusedError."""
    name, response = node.get("responseIdentifier"), item.response(node)
    given = dict(others or {})
    nothing = item.earned(given)
    right = {answer: earns for answer in _candidates(item, response) if (earns := item.earned({**given, name: answer}) - nothing) > 0}
    patterns = [
        each.get("pattern") for each in item.root.all("patternMatch") if any(v.get("identifier") == name for v in each.all("variable"))
    ]
    matched = tuple(dict.fromkeys(each for each in patterns if item.earned({**given, name: PATTERN + each}) > nothing))
    best = max(right.values(), default=0)
    answers = tuple(str(answer) for answer, earns in right.items() if earns == best and str(answer).strip())
    if len(answers) < len(right):
        item.note("an answer that earned part of the points now earns nothing")
    if not answers:
        raise RefusedError(node.line, "nothing that could be typed is right" if not matched else "only patterns are right, and no answer")
    item.right[name] = answers[0]
    return TextEntryInteraction(answers, _is_strict(item, {**given, name: None}, name, answers, response), matched)


def _is_strict(item: Reading, given: Given, name: str, answers: Sequence[str], response: Declared) -> bool:
    """Does case matter? Where no answer has any, what is declared says so."""
    nothing = item.earned(given)
    swapped = [answer.swapcase() for answer in answers if answer.swapcase() != answer and answer.swapcase().casefold() == answer.casefold()]
    if swapped:
        return not all(item.earned({**given, name: each}) > nothing for each in swapped)
    return any(entry.get("caseSensitive") == "true" for entry in (response.mapping.nodes if response.mapping else ()))


def _candidates(item: Reading, response: Declared) -> list[One]:
    """Every text that the item names for a response."""
    found: dict[One, None] = {}
    if response.correct is not None and not isinstance(response.correct, tuple):
        found[response.correct] = None
    for entry in response.mapping.nodes if response.mapping else ():
        found[entry.attributes.get("mapKey", "")] = None
    for value in item.root.all("baseValue"):
        if value.get("baseType", "string") in ("string", response.base_type) and value.text.strip():
            found[value.text] = None
    return list(found)[:_MOST]


def number(item: Reading, node: Node) -> NumberEntryInteraction:
    """A number: where the scoring says yes between the numbers that the item names. Raises RefusedError."""
    name, response = node.get("responseIdentifier"), item.response(node)
    found = between(item, name, response.correct if isinstance(response.correct, float) else None, {}, node.line)
    item.right[name] = found.answer
    return found


def between(item: Reading, name: str, right: float | None, others: Given, line: int) -> NumberEntryInteraction:
    """The number or the range that is right; `right` is what is declared. Raises RefusedError."""
    ends = _ends(item, right)
    accepted = [end for end in ends if item.earned({**others, name: end}) > 0]
    middles = [(one + other) / 2 for one, other in pairwise(ends)]
    inside = [place for place, middle in enumerate(middles) if item.earned({**others, name: middle}) > 0]
    if inside and (not accepted or min(accepted) > ends[inside[0]] or max(accepted) < ends[inside[-1] + 1]):
        item.note("the ends of a range count now as right")
        accepted += [ends[inside[0]], ends[inside[-1] + 1]]
    if not accepted:
        raise RefusedError(line, "no number is right")
    low, high = min(accepted), max(accepted)
    if right is not None and low <= right <= high:
        below, above = as_written(right) - as_written(low), as_written(high) - as_written(right)
        if abs(below - above) <= max(abs(below), abs(above)) / 10**9:
            return NumberEntryInteraction(right, rounded(float(below), 12))
    if low == high:
        return NumberEntryInteraction(low)
    return NumberEntryInteraction.between(low, high)


def _ends(item: Reading, right: float | None) -> list[float]:
    """Every number where right may turn into wrong."""
    found = {right} if right is not None else set()
    for value in (*item.root.all("baseValue"), *(each for parent in item.root.all("correctResponse") for each in parent.nodes)):
        found |= _numbers([value.text])
    for entry in item.root.all("mapEntry"):
        found |= _numbers([entry.get("mapKey")])
    for node in item.root.all("equal"):
        for off in _numbers(node.get("tolerance").split()):
            is_relative = node.get("toleranceMode") == "relative"
            for each in list(found)[:_MOST]:
                by = as_written(abs(each) * off / 100 if is_relative else off)
                found |= {float(as_written(each) - by), float(as_written(each) + by)}
    return sorted(filter(isfinite, found))[:_MOST]


def _numbers(texts: Iterable[str]) -> set[float]:
    found = set()
    for each in texts:
        try:
            value = float(each)
        except ValueError:
            continue
        if isfinite(value):
            found.add(value)
    return found


def first_number(text: str) -> float | None:
    """The number that a text is."""
    return next(iter(_numbers([text])), None)


def with_units(item: Reading, node: Node, unit: Node) -> NumberEntryInteraction:
    """A number with a unit to choose behind it. Raises RefusedError."""
    name, response, chosen = node.get("responseIdentifier"), item.response(node), item.response(unit)
    units = _units(item, unit, chosen)
    if not isinstance(response.correct, float | None):
        raise RefusedError(node.line, "its right answer is no number")
    found = between(item, name, response.correct, {unit.get("responseIdentifier"): chosen.correct}, node.line)
    return NumberEntryInteraction(found.answer, found.tolerance, found.is_range, units)


def _units(item: Reading, unit: Node, chosen: Declared) -> tuple[Unit, ...]:
    factors = {entry.get("mapKey"): _numbers([entry.get("mappedValue")]) for entry in chosen.mapping.nodes} if chosen.mapping else {}
    names = [(each.get("identifier"), item.markdown(each.children) and each.text.strip()) for each in unit.all("inlineChoice")]
    if not names or any(not factors.get(identifier) for identifier, _ in names):
        raise RefusedError(unit.line, "it asks for a number and for a choice at once")
    return tuple(Unit(name, min(factors[identifier])) for identifier, name in names)


def gaps(item: Reading, nodes: Sequence[Node]) -> GapInteraction:
    """Several interactions in a text: all typed, or all chosen. Raises RefusedError."""
    names = item.gap_names(nodes)
    if len({node.name for node in nodes}) > 1 or len(names) < len(nodes):
        raise RefusedError(nodes[0].line, "it asks in several ways at once")
    right = {node.get("responseIdentifier"): _declared_right(item, node) for node in nodes}
    earns_alone = [item.earned({name: value}) > 0 for name, value in right.items() if value is not None]
    others: Given = {}
    if len(nodes) > 1 and earns_alone and not any(earns_alone):
        item.note("a gap that earned nothing unless the others were right now earns its share")
        others = right
    entry = chosen if nodes[0].name == "inlineChoiceInteraction" else typed_gap
    found = []
    for node in nodes:
        name = node.get("responseIdentifier")
        rest = {other: value for other, value in others.items() if other != name}
        found.append(Gap(names[name], entry(item, node, rest)))
    shares = {rounded(item.earned({name: value}), 6) for name, value in right.items() if value is not None}
    if not others and len(shares) > 1:
        item.note("gaps that earned different shares now earn the same")
    return GapInteraction(tuple(found))


def _declared_right(item: Reading, node: Node) -> Value:
    """An answer to one gap that is right, as it is declared."""
    response = item.response(node)
    if response.correct is not None:
        return response.correct
    return next((value for value in _candidates(item, response)), None)


def typed_gap(item: Reading, node: Node, others: Given) -> TextEntryInteraction:
    """A gap to type into."""
    if item.response(node).base_type in _NUMBERS:
        item.note("a number in a gap is compared as text")
        response = item.response(node)
        answer = response.correct
        if not isinstance(answer, float):
            raise RefusedError(node.line, "a number in a gap has no right answer")
        return TextEntryInteraction((f"{answer:g}",))
    return text(item, node, others)


def chosen(item: Reading, node: Node, others: Given) -> ChoiceInteraction:
    """A gap with a list to choose from."""
    found = list(node.all("inlineChoice"))
    ids = item.names(found, "choice-")
    name = node.get("responseIdentifier")
    nothing = item.earned(others)
    earned = {each.get("identifier"): item.earned({**others, name: each.get("identifier")}) - nothing for each in found}
    best = max(earned.values(), default=0)
    keys = [ids[each] for each, earns in earned.items() if earns == best > 0]
    if len(keys) != 1 or len(found) < 2:
        raise RefusedError(node.line, "a gap to choose for has no right choice, or several")
    if sum(earns > 0 for earns in earned.values()) > 1:
        item.note("a choice that earned part of the points now earns nothing")
    item.right[name] = next(each for each, id in ids.items() if id in keys)
    options = tuple(Option(ids[each.get("identifier")], _plain(item, each)) for each in found)
    return ChoiceInteraction(options, frozenset(keys), "single", node.get("shuffle") == "true")


def _plain(item: Reading, node: Node) -> str:
    text = " ".join(node.text.split())
    if node.nodes:
        item.note("the formatting of a choice in a gap is left out")
    if not text:
        raise RefusedError(node.line, "a choice in a gap has no text")
    return text


def formula(item: Reading, unit: Node | None) -> FormulaInteraction:
    """A formula item as we write it. Raises RefusedError."""
    variables = []
    for name, declared in item.templates.items():
        reach = item.templates.get(f"RANGE-{name}")
        ends = [end for end in (several(reach.default) if reach else ()) if isinstance(end, float) and isfinite(end)]
        if len(ends) == 3 and declared.cardinality == "single":
            variables.append(Variable(name, *ends))
    picked = {node.get("identifier"): [each.text for each in node.all("baseValue")] for node in item.root.all("setTemplateValue")}
    answers = [min(_numbers([each]), default=0.0) for each in picked.get(ANSWER, [])]
    values = zip(*(picked.get(variable.name, []) for variable in variables), strict=False)
    variants = tuple(Variant(tuple(each), answer) for each, answer in zip(values, answers, strict=False))
    lowest = [min(_numbers([each]), default=0.0) for each in picked.get("LOWEST-1", [])]
    if not variables or not variants or not lowest:
        raise RefusedError(item.root.line, "its values are drawn in a way that is not known")
    off = as_written(answers[0]) - as_written(lowest[0])
    units = _units(item, unit, item.response(unit)) if unit else ()
    written = item.templates[FORMULA].default
    return FormulaInteraction(str(written), tuple(variables), variants, float(off), units)
