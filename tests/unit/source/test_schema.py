"""Schemas: described for authors, the same as the dataclasses, and both validators agree on them."""

import copy
import random
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from jsonschema_rs import Draft202012Validator as FastValidator

from cedu.items import item_types
from cedu.model.entity import Part
from cedu.model.item import Item
from cedu.model.kinds import KINDS
from cedu.model.workspace import Workspace
from cedu.resources import shipped
from cedu.source import schema_messages
from cedu.source.schema import bundle, properties
from cedu.source.structure import ENTITIES, plain

CLASSES: dict[str, type[Part]] = {"workspace": Workspace, **ENTITIES}


@cache
def schema(kind: str) -> dict[str, Any]:
    return bundle(kind, shipped("schemas"))


def resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """`node` with what it refers to underneath."""
    while "$ref" in node:
        target: Any = root
        for step in node["$ref"].removeprefix("#").strip("/").split("/"):
            target = target[step]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


every_kind = pytest.mark.parametrize("kind", KINDS)


def test_every_kind_has_a_class_and_a_schema() -> None:
    assert set(KINDS) == set(CLASSES)


# What authors see in their editor.


@every_kind
def test_every_property_has_a_title_a_description_and_an_example(kind: str) -> None:
    root = schema(kind)
    found = list(properties(root))
    assert found
    for way, node in found:
        whole = resolved(node, root)
        for word in ("title", "description", "examples"):
            assert whole.get(word), f"{kind}{way} has no {word}"
        assert whole["description"].endswith((".", "?")), f"{kind}{way}"


@every_kind
def test_every_example_is_valid_where_it_stands(kind: str) -> None:
    root = schema(kind)
    for way, node in [("", root), *properties(root)]:
        for example in resolved(node, root).get("examples", ()):
            only = {**node, "$defs": root.get("$defs", {})}
            errors = (
                list(Draft202012Validator(only).iter_errors(example)) if node is not root else list(validator(kind).iter_errors(example))
            )
            assert errors == [], f"{kind}{way}: {example!r}"


@every_kind
def test_every_pattern_is_said_in_words(kind: str) -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str):
                assert node.get("patternErrorMessage"), node
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(schema(kind))


@every_kind
def test_a_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))


# The dataclass is the schema's typed shadow.


def compare(node: dict[str, Any], cls: type[Part], root: dict[str, Any], way: str) -> None:
    """Fail on any difference between an object's schema and its class: keys, required keys, types, allowed values, defaults."""
    node = resolved(node, root)
    assert node.get("type") == "object", way
    assert node.get("additionalProperties") is False, f"{way} lets unknown keys through"
    known = {field.name: field for field in fields(cls) if field.name != "origin"}
    assert set(node["properties"]) == set(known), way
    needed = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    assert set(node.get("required", ())) == needed, way
    hints = typing.get_type_hints(cls, include_extras=True)
    for name, field in known.items():
        value = resolved(node["properties"][name], root)
        if "default" in value and field.default is not MISSING:
            assert value["default"] == field.default, f"{way}.{name}"
        same_type(value, plain(hints[name]), root, f"{way}.{name}")


JSON_TYPES: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def same_type(value: dict[str, Any], hint: Any, root: dict[str, Any], way: str) -> None:
    value = resolved(value, root)
    origin = typing.get_origin(hint)
    if origin is tuple:
        assert value["type"] == "array", way
        same_type(value["items"], plain(typing.get_args(hint)[0]), root, f"{way}[]")
    elif origin is Mapping and isinstance(value.get("additionalProperties"), dict):
        assert value["type"] == "object", way
        same_type(value["additionalProperties"], plain(typing.get_args(hint)[1]), root, f"{way}{{}}")
    elif origin is Literal:
        assert tuple(value["enum"]) == typing.get_args(hint), way
    elif hint is Item:
        assert set(value["properties"]["type"]["enum"]) == set(item_types()), way
    elif isinstance(hint, type) and issubclass(hint, Part):
        compare(value, hint, root, way)
    elif hint in JSON_TYPES:
        kind = value.get("type", "string" if "const" in value or "enum" in value else None)
        assert kind == JSON_TYPES[hint], way
    else:
        assert value["type"] == "object", f"{way}: {hint}"


@every_kind
def test_the_class_of_a_kind_agrees_with_its_schema(kind: str) -> None:
    compare(schema(kind), CLASSES[kind], schema(kind), kind)


@pytest.mark.parametrize("name", sorted(item_types()))
def test_the_class_of_an_item_type_agrees_with_its_schema(name: str) -> None:
    root = schema("bank")
    node = root["$defs"][f"items-{name}"]
    assert resolved(node["properties"]["type"], root)["const"] == name
    compare(node, item_types()[name].item, root, name)


def test_every_item_type_has_a_schema_and_the_other_way_round() -> None:
    files = {path.name.removesuffix(".schema.json") for path in (shipped("schemas") / "items").glob("*.json")}
    assert files == set(item_types())


# The fast validator and the one that explains.


@cache
def validator(kind: str) -> Any:
    return schema_messages.validator(schema(kind))


@cache
def fast(kind: str) -> Any:
    return FastValidator(schema(kind))


class Maker:
    """Makes valid values of a schema, from its examples, bounds and allowed values."""

    def __init__(self, root: dict[str, Any], dice: random.Random) -> None:
        self.root = root
        self.dice = dice

    def value(self, node: dict[str, Any], depth: int = 0) -> Any:
        node = resolved(node, self.root)
        if "const" in node:
            return node["const"]
        if "enum" in node and "allOf" not in node:
            return self.dice.choice(node["enum"])
        match node.get("type"):
            case "object":
                return self.mapping(node, depth)
            case "array":
                return self.sequence(node, depth)
            case "boolean":
                return self.dice.random() < 0.5
            case "integer":
                return self.dice.randint(node.get("minimum", 0), min(node.get("maximum", 50), 50))
            case "number":
                return round(self.dice.uniform(max(node.get("minimum", 0), 0.5), min(node.get("maximum", 99), 99)), self.dice.randint(0, 3))
            case _:
                return copy.deepcopy(self.dice.choice(node["examples"]))

    def sequence(self, node: dict[str, Any], depth: int) -> list[Any]:
        least = node.get("minItems", 0)
        made = [self.value(node["items"], depth + 1) for _ in range(self.dice.randint(least, least + (2 if depth < 4 else 0)))]
        for place, first in enumerate(node.get("prefixItems", ())[: len(made)]):
            made[place] = self.value(first, depth + 1)
        if node.get("uniqueItems"):
            made = [each for number, each in enumerate(made) if each not in made[:number]]
        return made if len(made) >= least else [self.value(node["items"], depth + 1) for _ in range(least)]

    def mapping(self, node: dict[str, Any], depth: int) -> Any:
        if "properties" not in node or "meta" in node["title"].lower():
            return copy.deepcopy(self.dice.choice(node["examples"]))
        if "allOf" in node:  # an item: of any type
            name = self.dice.choice(node["properties"]["type"]["enum"])
            return self.mapping(self.root["$defs"][f"items-{name}"], depth)
        wanted = {name for name in node["properties"] if name in node.get("required", ()) or self.dice.random() < 0.5}
        if "minProperties" in node and not wanted:
            wanted = set(node["properties"])
        for branch in [self.dice.choice(node["anyOf"])] if "anyOf" in node else []:
            wanted.update(branch["required"])
        made = {name: self.value(node["properties"][name], depth + 1) for name in node["properties"] if name in wanted}
        if "dependentSchemas" in node:
            alternatives = [branch["required"][0] for branch in node["anyOf"]]
            kept = next(name for name in alternatives if name in made)
            made = {name: value for name, value in made.items() if name not in alternatives or name == kept}
            if kept != "assessment":
                made.pop("least_score", None)
            needed = node.get("dependentRequired", {})
            made |= {other: self.value(node["properties"][other], depth + 1) for other in needed.get(kept, ())}
            for name in node["dependentSchemas"].get(kept, {}).get("properties", ()):
                made.pop(name, None)
        if "shape" in made:
            made["coordinates"] = {"rectangle": [1, 2, 3, 4], "circle": [5, 6, 2], "polygon": [1, 1, 2, 3, 4, 1]}[made["shape"]]
        elif "if" in node:  # a lesson
            missing = "assessment" if made["type"] == "quiz" else "body"
            made[missing] = self.value(node["properties"][missing], depth + 1)
        return made


WRONG: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e9, "", "x", "Not An Id", "a.b", "a.b.c", "ä", "quiz", "2026-02-30", "http://x", "1.0"),
    *([], [1], ["a", "a"], {}, {"id": "x"}, "x" * 300, "\n", "a\n"),
)


def broken(value: Any, dice: random.Random) -> Any:
    """`value` with one to three things deleted, added, or replaced by something wrong, anywhere inside."""
    value = copy.deepcopy(value)
    for _ in range(dice.randint(1, 3)):
        places: list[tuple[Any, Any]] = []
        waiting = [value]
        while waiting:
            node = waiting.pop()
            keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
            places += [(node, key) for key in keys]
            waiting += [node[key] for key in keys]
        if not places:
            return value
        node, key = dice.choice(places)
        match dice.randrange(4):
            case 0:
                del node[key]
            case 1 if isinstance(node, dict):
                node[dice.choice([f"{key}s", "unknown", "id", "type", "course", "items"])] = copy.deepcopy(dice.choice(WRONG))
            case 2 if isinstance(node, list):
                node.append(copy.deepcopy(node[key]))
            case _:
                node[key] = copy.deepcopy(dice.choice(WRONG))
    return value


@every_kind
def test_both_validators_agree_on_valid_and_on_broken_documents(kind: str) -> None:
    dice = random.Random(f"{kind} 2026")
    maker = Maker(schema(kind), dice)
    accepted = 0
    for _ in range(90):
        document = maker.value(schema(kind))
        errors = list(validator(kind).iter_errors(document))
        assert errors == [], errors[0]
        assert fast(kind).is_valid(document)
        for _ in range(3):
            candidate = broken(document, dice)
            says = validator(kind).is_valid(candidate)
            assert fast(kind).is_valid(candidate) is says, candidate
            accepted += says
    assert accepted < 135  # most of what is broken is found out
