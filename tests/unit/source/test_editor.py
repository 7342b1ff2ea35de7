"""The self-contained schemas."""

import json

import pytest
from jsonschema import Draft202012Validator

from cedu.resources import shipped
from cedu.source.editor import SCHEMAS, editor_schema
from cedu.source.schema import bundle


@pytest.mark.parametrize("kind", SCHEMAS)
def test_alone_and_without_what_it_does_not_need(kind: str) -> None:
    schema = json.loads(editor_schema(kind))
    Draft202012Validator.check_schema(schema)
    whole = bundle(kind, shipped("schemas"))
    assert {name: value for name, value in schema.items() if name != "$defs"} == {
        name: value for name, value in whole.items() if name != "$defs"
    }
    references: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                references.add(node["$ref"])
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(schema)
    for reference in references:
        at, original = schema, whole
        for step in reference.split("/")[1:]:
            at, original = at[step], original[step]
        assert at == original
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)


def test_small_where_the_kind_is_small() -> None:
    assert len(editor_schema("audience")) < len(editor_schema("assessment")) / 3
