"""What schemas say of what an import would write, so that whatever is written is valid."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cedu.importers import Note, Place
from cedu.jobs.importing.items import Fields
from cedu.source import schema
from cedu.source.emit import emit
from cedu.source.text import read

_ITEM: Fields = {"id": "item", "type": "passage", "stem": "Text"}


def good_items(items: Sequence[tuple[Fields, Place]], root: Path, notes: list[Note]) -> list[int]:
    """Which of `items` are valid, by their index; each of the others gets a note."""
    if not items or schema.accepts(_bank([fields for fields, _ in items]), "bank", root):
        return list(range(len(items)))
    good = []
    for index, (fields, place) in enumerate(items):
        if reason := _why(_bank([fields]), "bank", root):
            notes.append(Note(place, "refused", reason))
        else:
            good.append(index)
    return good


def good_head(head: Fields, kind: str, root: Path, place: Place, notes: list[Note]) -> Fields:
    """`head` without the settings that are not valid, each of which gets a note; its id, title and what else has to be is."""
    needed = {name: value for name, value in head.items() if name in ("id", "title", "purpose", "stakes")}
    items = {"items": [_ITEM]}
    if schema.accepts({**head, **items}, kind, root):
        return head
    kept = dict(needed)
    for name, value in head.items():
        if name in needed:
            continue
        if reason := _why({**needed, name: value, **items}, kind, root):
            notes.append(Note(place, "changed", f"the setting `{name}` is left out: {reason}"))
        else:
            kept[name] = value
    return kept


def _bank(items: Sequence[Fields]) -> Fields:
    return {"id": "bank", "title": "Bank", "items": list(items)}


def _why(value: Mapping[str, Any], kind: str, root: Path) -> str:
    """Why `value` is no valid `kind`; nothing where it is one."""
    if schema.accepts(value, kind, root):
        return ""
    document, findings = read(f"imported.{kind}.yaml", emit(value).encode())
    if document is not None:
        findings = schema.check(document, kind, root)
    return "; ".join(dict.fromkeys(finding.message for finding in findings)) or "it is not valid"
