"""The schemas that an editor completes and checks with: one self-contained file each, in `.vscode/cedu/` of a workspace."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from cedu.model.kinds import KINDS
from cedu.resources import shipped
from cedu.source.schema import bundle

FOLDER = ".vscode/cedu"
# What has a schema: the kinds of entities, and the files of a design of certificates.
SCHEMAS = (*KINDS, "certificate-design", "certificate-layout")


def editor_schemas() -> dict[str, str]:
    """Every file of `.vscode/cedu/`: its path from the root of the workspace, and its text."""
    return {f"{FOLDER}/{kind}.schema.json": editor_schema(kind) for kind in SCHEMAS}


@cache
def editor_schema(kind: str) -> str:
    """The schema of one kind with what it refers to, and no more, as JSON."""
    schema = bundle(kind, shipped("schemas"))
    return json.dumps(_pruned(schema, "#", _used(schema)), indent=2, ensure_ascii=False) + "\n"


def _used(schema: dict[str, Any]) -> set[str]:
    """The pointer of each definition that `schema` needs, directly or through others."""
    used: set[str] = set()
    waiting = list(_references(schema))
    while waiting:
        pointer = waiting.pop()
        if pointer not in used:
            used.add(pointer)
            node = schema
            for step in pointer.split("/")[1:]:
                node = node[step]
            waiting += _references(node)
    return used


def _references(node: Any) -> Iterator[str]:
    """Each `$ref` in a node, but not in its definitions: they count when something refers to them."""
    if isinstance(node, list):
        for each in node:
            yield from _references(each)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for key, each in node.items():
            if key not in ("$defs", "examples", "default", "const", "enum"):
                yield from _references(each)


def _pruned(node: dict[str, Any], pointer: str, used: set[str]) -> dict[str, Any]:
    """`node` without the definitions that nothing refers to."""
    kept = {name: each for name, each in node.items() if name != "$defs"} if pointer in {"#", *used} else {}
    within = {name: _pruned(each, f"{pointer}/$defs/{name}", used) for name, each in node.get("$defs", {}).items()}
    definitions = {name: each for name, each in within.items() if each}
    return {**kept, "$defs": definitions} if definitions else kept
