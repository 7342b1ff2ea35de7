"""An imported item as the fields of one in YAML, and the digest that tells whether somebody has edited it since."""

import hashlib
import json
from collections.abc import Container, Iterator, Mapping
from typing import Any

from cedu.importers import ImportedItem, Note
from cedu.items import lift
from cedu.model.ids import kebab
from cedu.model.interaction import marked_by
from cedu.source.emit import writable

_DIGITS = 12
Fields = dict[str, Any]


def fields_of(item: ImportedItem, id: str, objectives: Container[str], otherwise: str, notes: list[Note]) -> Fields:
    """What YAML says of `item`, but for `imported`; what changes gets a note. Raises ValueError for what can't be written.

    `otherwise` is the objective, perhaps empty, of an item for which the source names none of `objectives`.
    """
    lifted = lift(item.interaction)
    fields: Fields = {"id": id, "type": lifted.pop("type")}
    tags = dict.fromkeys(_tags(item, notes))
    objective = item.objective if item.objective in objectives else otherwise
    if objective:
        fields["objective"] = objective
    if item.objective and item.objective not in objectives:
        tag = kebab(item.objective.rpartition(".")[2])
        tags |= {tag: None} if tag else {}
        notes.append(Note(item.place, "changed", f"there is no objective `{item.objective}` here{', so it is a tag' if tag else ''}"))
    if item.difficulty != "medium":
        fields["difficulty"] = item.difficulty
    fields |= _points(item, notes)
    fields["stem"] = item.stem
    fields |= lifted
    feedback = {name: text for name, text in (("correct", item.correct), ("incorrect", item.incorrect)) if text}
    fields |= {name: value for name, value in (("feedback", feedback), ("hint", item.hint), ("tags", list(tags))) if value}
    return {name: written(value) for name, value in fields.items()}


def _tags(item: ImportedItem, notes: list[Note]) -> Iterator[str]:
    for tag in item.tags:
        name = kebab(tag)
        if not name:
            notes.append(Note(item.place, "changed", f"the tag `{tag}` has no letter that an id may have, and is left out"))
            continue
        if name != tag:
            notes.append(Note(item.place, "changed", f"the tag `{tag}` is now `{name}`"))
        yield name


def _points(item: ImportedItem, notes: list[Note]) -> Fields:
    if marked_by(item.interaction) == "nobody":
        return {}
    if item.points <= 0:
        notes.append(Note(item.place, "changed", f"it was worth {item.points:g} points, and is now worth 1"))
        return {}
    return {} if item.points == 1 else {"points": item.points}


def written(value: Any) -> Any:
    """`value` as it is read back: without characters that YAML here can't hold, and whole numbers as such. Raises ValueError."""
    if isinstance(value, str):
        return writable(value).strip()
    if isinstance(value, float):
        if not abs(value) < 1e90 or 0 < abs(value) < 1e-90:
            raise ValueError(f"the number {value:g} is too large, too small, or none")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, Mapping):
        return {name: written(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [written(each) for each in value]
    return value


def stem_of(item: ImportedItem) -> str:
    """The stem as it is written."""
    return writable(item.stem).strip()


def signed(fields: Fields, format: str, ident: str) -> Fields:
    """`fields` with what says where they come from, and how they were."""
    return {**fields, "imported": {"format": format, "id": ident, "digest": digest(fields)}}


def digest(fields: Mapping[str, Any]) -> str:
    """A digest of what an item says, but for `imported`."""
    said = {name: value for name, value in fields.items() if name != "imported"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]
