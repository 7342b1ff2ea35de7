"""What an answer earns: response processing, carried out (QTI 2.1, 8 and 15), so that it does not matter in which words a tool says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from cedu.formats.qti.nodes import Node
from cedu.formats.qti.operators import ON_NOTHING, OPERATORS, One, Value, same, several

Given = Mapping[str, Value]
_NUMBERS = ("float", "integer")
_MOST = 20_000  # steps for one answer
_TEMPLATES = ("match_correct", "map_response", "map_response_point", "CC2_match", "CC2_match_basic", "CC2_map_response")


class NotUnderstoodError(Exception):
    """Processing that is not carried out here: where, and why not."""

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.line = node.line
        self.reason = reason


class _Exit(Exception):  # noqa: N818 - it is no error: `exitResponse`
    pass


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared variable: how many values of which type, its default or right value, and what its values are mapped to."""

    cardinality: str
    base_type: str
    default: Value = None
    correct: Value = None
    mapping: Node | None = None


def declared(node: Node) -> Declared:
    """What a declaration says."""
    cardinality, base_type = node.get("cardinality", "single"), node.get("baseType", "string")

    def value(name: str) -> Value:
        held = node.child(name)
        if held is None:
            return None
        found = tuple(typed(each.text, base_type) for each in held.nodes if each.name == "value")
        return found if cardinality != "single" else found[0] if found else None

    return Declared(cardinality, base_type, value("defaultValue"), value("correctResponse"), node.child("mapping"))


def typed(text: str, base_type: str) -> One:
    """A value as its type has it; a text that is no number, or none that is finite, stays text."""
    text = text.strip() if base_type != "string" else text
    if base_type in _NUMBERS:
        try:
            number = float(text)
        except ValueError:
            return text
        return number if isfinite(number) else text
    if base_type == "boolean":
        return text in ("true", "1")
    return " ".join(text.split()) if base_type in ("pair", "directedPair") else text


@dataclass(slots=True)
class Scoring:
    """The variables of an item and its processing; `outcomes(given)` are the values of all outcomes after an answer."""

    responses: dict[str, Declared]
    declared_outcomes: dict[str, Declared]
    processing: Node | None
    templates: dict[str, Value] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The standard template that scores it, or nothing."""
        if self.processing is None or self.processing.nodes:
            return ""
        return self.processing.get("template").rstrip("/").rpartition("/")[2].removesuffix(".xml")

    def outcomes(self, given: Given) -> dict[str, Value]:
        """Raises NotUnderstoodError."""
        return _Run(self, given).outcomes()


class _Run:
    def __init__(self, scoring: Scoring, given: Given) -> None:
        self.scoring = scoring
        self.given = given
        self.values: dict[str, Value] = {}
        for name, outcome in scoring.declared_outcomes.items():
            is_number = outcome.base_type in _NUMBERS and outcome.cardinality == "single"
            self.values[name] = outcome.default if outcome.default is not None else 0.0 if is_number else None
        self.left = _MOST

    def outcomes(self) -> dict[str, Value]:
        processing = self.scoring.processing
        if processing is None:
            return self.values
        try:
            if template := self.scoring.template:
                self.by_template(template, processing)
            else:
                self.rules(processing.nodes)
        except _Exit:
            pass
        except (ArithmeticError, TypeError, ValueError) as error:
            raise NotUnderstoodError(processing, f"its scoring can't be computed ({error})") from None
        return self.values

    def by_template(self, template: str, node: Node) -> None:
        """A standard template: they all are about RESPONSE and SCORE."""
        found = self.scoring.responses.get("RESPONSE")
        if template not in _TEMPLATES or found is None:
            raise NotUnderstoodError(node, f"its scoring is left to `{node.get('template')}`, which is not known")
        if template.endswith("point"):
            raise NotUnderstoodError(node, "it is scored by the point that somebody clicks on")
        given = self.given.get("RESPONSE")
        if "map" in template:
            self.values["SCORE"] = 0.0 if given is None else self.mapped(found, given, node)
        else:
            self.values["SCORE"] = 1.0 if given is not None and same(given, found.correct, found.cardinality) else 0.0

    def rules(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self.step(node)
            if node.name == "responseCondition":
                self.condition(node)
            elif node.name == "setOutcomeValue":
                self.values[node.get("identifier")] = self.value(node.nodes[0]) if node.nodes else None
            elif node.name == "exitResponse":
                raise _Exit
            elif node.name == "responseProcessingFragment":
                self.rules(node.nodes)
            else:
                raise NotUnderstoodError(node, f"its scoring uses `{node.name}`, which is not known")

    def condition(self, node: Node) -> None:
        for branch in node.nodes:
            if branch.name == "responseElse":
                self.rules(branch.nodes)
                return
            if branch.nodes and self.value(branch.nodes[0]) is True:
                self.rules(branch.nodes[1:])
                return

    def step(self, node: Node) -> None:
        self.left -= 1
        if self.left < 0:
            raise NotUnderstoodError(node, "its scoring takes too many steps")

    def variable(self, name: str) -> Value:
        if name in self.scoring.responses:
            return self.given.get(name)
        return self.values.get(name, self.scoring.templates.get(name))

    def mapped(self, response: Declared, given: Value, node: Node) -> float:
        """What the mapping gives for an answer (QTI 2.1, 15.2.3)."""
        if response.mapping is None:
            raise NotUnderstoodError(node, "it is scored by a mapping that is not there")
        mapping = response.mapping
        total = 0.0
        for value in dict.fromkeys(several(given)):
            total += _entry(mapping, value, response.base_type)
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        total = max(total, float(low)) if low else total
        return min(total, float(high)) if high else total

    def value(self, node: Node) -> Value:
        """What an expression comes to. Raises NotUnderstoodError."""
        self.step(node)
        match node.name:
            case "variable":
                return self.variable(node.get("identifier"))
            case "correct":
                asked = self.scoring.responses.get(node.get("identifier"))
                return asked.correct if asked else None
            case "default":
                name = node.get("identifier")
                return self.scoring.declared_outcomes[name].default if name in self.scoring.declared_outcomes else None
            case "baseValue":
                return typed(node.text, node.get("baseType"))
            case "null":
                return None
            case "mapResponse":
                name = node.get("identifier")
                response = self.scoring.responses.get(name)
                given = self.given.get(name)
                if response is None:
                    raise NotUnderstoodError(node, f"its scoring asks for `{name}`, which is not declared")
                return 0.0 if given is None else self.mapped(response, given, node)
        found = [self.value(child) for child in node.nodes]
        if node.name in ON_NOTHING:
            return ON_NOTHING[node.name](found)
        if node.name not in OPERATORS or not found:
            raise NotUnderstoodError(node, f"its scoring uses `{node.name}`, which is not known")
        if any(value is None for value in found):
            return None
        try:
            return OPERATORS[node.name](found, node)
        except (ArithmeticError, IndexError, TypeError, ValueError):
            raise NotUnderstoodError(node, f"its scoring uses `{node.name}` in a way that is not known") from None


def _entry(mapping: Node, value: One, base_type: str) -> float:
    for entry in mapping.nodes:
        if entry.name == "mapEntry":
            key = typed(entry.attributes.get("mapKey", ""), base_type)
            # QTI 2.1, 5.2: an entry looks at case unless it says otherwise.
            is_blind = entry.get("caseSensitive") in ("false", "0")
            if key == value or (is_blind and isinstance(key, str) and isinstance(value, str) and key.casefold() == value.casefold()):
                return float(entry.get("mappedValue", "0"))
    return float(mapping.get("defaultValue", "0"))
