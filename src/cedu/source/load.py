"""One file of a workspace: read, checked against its schema, and turned into an entity."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding, Span
from cedu.model.entity import Entity
from cedu.model.origin import start_of
from cedu.model.workspace import Organization, Workspace
from cedu.source import schema, structure, text
from cedu.source.text import Document

FORMAT = 1
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID = re.compile(r"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


class Loaded(NamedTuple):
    """What became of one YAML file: the entity (None where it is broken), the id that it declares, and what is wrong with it."""

    entity: Entity | None
    id: str
    text: str
    findings: list[Finding]


def load(root: Path, path: str, kind: str) -> Loaded:
    """Read the entity of `kind` in one file of the workspace at `root`."""
    content, findings = read_bytes(root, path)
    if content is None:
        return Loaded(None, "", "", findings)
    document, findings = text.read(path, content)
    written = document.text if document else content.decode(errors="replace")
    if document is None:
        return Loaded(None, _id(written), written, findings)
    found = schema.check(document, kind, root)
    findings += found
    id = document.value.get("id") if isinstance(document.value, dict) else None
    if found:
        return Loaded(None, id if isinstance(id, str) and _KEBAB.fullmatch(id) else "", written, findings)
    entity = structure.build(structure.ENTITIES[kind], document)
    return Loaded(entity, entity.id, written, findings)


def load_workspace(root: Path) -> tuple[Workspace, list[Finding], str]:
    """What `cedu.yaml` says, what is wrong with it, and its text; a broken one says nothing, so that the rest is checked all the same."""
    path = "cedu.yaml"
    content, findings = read_bytes(root, path)
    document: Document | None = None
    if content is not None:
        document, findings = text.read(path, content)
    if document is not None:
        if newer := _newer_format(document):
            return _silent_workspace(), [*findings, newer], document.text
        found = schema.check(document, "workspace", root)
        if not found:
            return structure.build(Workspace, document), findings, document.text
        findings += found
    return _silent_workspace(), findings, document.text if document else ""


def read_entity(root: Path, path: str, kind: str) -> Entity:
    """The entity in one file that validation has found to be good. Raises ValueError where it has become bad since."""
    loaded = load(root, path, kind)
    if loaded.entity is None:
        raise ValueError(f"{path} has changed since it was validated")
    return loaded.entity


def read_bytes(root: Path, path: str) -> tuple[bytes | None, list[Finding]]:
    """The bytes of a file, or None and why it can't be read."""
    try:
        return (root / path).read_bytes(), []
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [Finding(Span(path), f"the file can't be read: {reason.lower()}", "check its permissions", "CE015")]


def _newer_format(document: Document) -> Finding | None:
    version: Any = document.value.get("cedu") if isinstance(document.value, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version <= FORMAT:
        return None
    message = f"the workspace is written in format {version}; this cedu reads up to {FORMAT}"
    return Finding(document.origin.span("cedu"), message, "update cedu", "CE017")


def _silent_workspace() -> Workspace:
    origin = start_of("cedu.yaml")
    nobody = Organization(origin=origin, name="")
    return Workspace(origin=origin, cedu=FORMAT, namespace="https://invalid.example/", organization=nobody)


def _id(written: str) -> str:
    """The id that a broken file seems to declare, so that what refers to it is not reported as well."""
    match = _ID.search(written)
    return match[1] if match else ""
