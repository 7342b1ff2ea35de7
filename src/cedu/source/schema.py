"""Is a document what its kind's schema asks for? The fast validator says yes, the one that explains says why not."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cedu.diagnostics import Finding, Span
from cedu.resources import layers, shipped
from cedu.source.text import Document


def check(document: Document, kind: str, root: Path | None) -> list[Finding]:
    """All that keeps `document` from being a valid `kind`; a workspace's own schema may only add to it (design, 3)."""
    found: dict[Finding, None] = {}
    for folder in layers("schemas", root):
        validator = _validator(kind, folder)
        if isinstance(validator, Finding):
            found[validator] = None
        elif validator is not None and not validator.is_valid(document.value):
            found.update(dict.fromkeys(_explained(document, kind, folder)))
    return sorted(found, key=lambda finding: finding.span)


def accepts(value: Any, kind: str, root: Path | None) -> bool:
    """Is `value` a valid `kind`, without saying why not?"""
    validators = (_validator(kind, folder) for folder in layers("schemas", root))
    return all(validator is None or (not isinstance(validator, Finding) and validator.is_valid(value)) for validator in validators)


def _explained(document: Document, kind: str, folder: Path) -> list[Finding]:
    """Why `document` is not valid; there is always a reason, because the one validator has found one and the other may not."""
    from cedu.source.schema_messages import findings_of

    try:
        found = [*findings_of(document, bundle(kind, folder), own=folder != shipped("schemas"))]
    except re.error:
        found = []  # a pattern of the workspace's own that the one validator can read and the other can't
    return found or [Finding(Span(document.path), "the file does not fit its schema", "compare it with `cedu schema`", "CE109")]


@cache
def bundle(kind: str, folder: Path) -> dict[str, Any]:
    """The schema of `kind` with all that it refers to inside `$defs`: it stands alone, in an editor for instance."""
    definitions: dict[str, Any] = {}
    schema = _embed(_read(folder, f"{kind}.schema.json"), f"{kind}.schema.json", folder, definitions, "#")
    return {**schema, "$defs": {**schema.get("$defs", {}), **definitions}} if definitions else schema


@cache
def _validator(kind: str, folder: Path) -> Any:
    """The fast validator of a folder; None where it has no schema of this kind, a Finding where the workspace's own can't be used."""
    from jsonschema_rs import Draft202012Validator, ReferencingError

    path = folder / f"{kind}.schema.json"
    if not path.is_file():
        return None
    try:
        return Draft202012Validator(bundle(kind, folder))
    except (ReferencingError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        if folder == shipped("schemas"):
            raise
        span, reason = Span(f"schemas/{path.name}"), str(error).partition("\n")[0]
        if isinstance(error, json.JSONDecodeError):
            span, reason = Span(span.path, error.lineno, error.colno), f"broken JSON: {error.msg.lower()}"
        return Finding(span, f"the workspace's own schema can't be used: {reason}", "repair or delete it", "CE109")


@cache
def _read(folder: Path, name: str) -> Any:
    """One schema file; what a workspace's own layer does not have is ours."""
    path = folder / name
    if not path.is_file():
        path = shipped("schemas") / name
    if not path.is_file():
        raise ValueError(f"there is no schema `{name}` beside it, and none is loaded from the network")
    schema = json.loads(path.read_text(encoding="utf-8"))
    if name == "common.schema.json":
        _list_item_types(schema["$defs"]["item"])
    return schema


def _list_item_types(item: dict[str, Any]) -> None:
    """Fill in the types, one per file in `items/`, chosen by `if` and `then`, so that messages speak of the type that was meant."""
    types = sorted(path.name.removesuffix(".schema.json") for path in (shipped("schemas") / "items").glob("*.schema.json"))
    item["properties"]["type"]["enum"] = types
    item["allOf"] = [
        {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"$ref": f"items/{name}.schema.json"},
        }
        for name in types
    ]


def _embed(node: Any, name: str, folder: Path, definitions: dict[str, Any], home: str) -> Any:
    """`node` of the file `name` with each reference to another file turned into one into `definitions`."""
    if isinstance(node, list):
        return [_embed(each, name, folder, definitions, home) for each in node]
    if not isinstance(node, dict):
        return node
    result = {key: _embed(each, name, folder, definitions, home) for key, each in node.items() if key not in ("$ref", "$schema")}
    if "$schema" in node and home == "#":
        result = {"$schema": node["$schema"], **result}
    if isinstance(node.get("$ref"), str):
        file, _, pointer = node["$ref"].partition("#")
        target = f"{home}{pointer}" if not file else _definition(_beside(name, file), folder, definitions) + pointer
        result["$ref"] = target
    return result


def _definition(name: str, folder: Path, definitions: dict[str, Any]) -> str:
    """Where the file `name` lies in `definitions`; it is put there when it is first needed."""
    key = name.removesuffix(".schema.json").replace("/", "-")
    home = f"#/$defs/{key}"
    if key not in definitions:
        definitions[key] = {}  # first, because files may refer to one another
        embedded = _embed(_read(folder, name), name, folder, definitions, home)
        definitions[key] = {part: value for part, value in embedded.items() if part not in ("$schema",)}
    return home


def _beside(name: str, reference: str) -> str:
    """The file that `reference` names in the file `name`, both relative to the folder of schemas."""
    parts = [*name.split("/")[:-1], *reference.split("/")]
    path: list[str] = []
    for part in parts:
        if part == "..":
            path.pop()
        elif part:
            path.append(part)
    return "/".join(path)


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each property that a schema names, at any depth, with its way there: for editors, documents and tests."""
    seen: set[int] = set()

    def walk(node: Any, way: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(node, list):
            for each in node:
                yield from walk(each, way)
        elif isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            for name, value in node.get("properties", {}).items():
                if isinstance(value, dict) and not _is_condition(value):
                    yield f"{way}.{name}", value
            for key, value in node.items():
                if key not in ("examples", "if", "dependentSchemas", "default", "enum", "const"):
                    yield from walk(value, f"{way}.{key}")

    yield from walk(schema, "")


def _is_condition(node: dict[str, Any]) -> bool:
    return set(node) <= {"const", "minItems", "maxItems"}
