"""What an earlier import wrote: which items nobody has touched since, and where each of them stands in its file."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cedu.importers import ImportedItem
from cedu.jobs.importing.items import digest, stem_of
from cedu.jobs.importing.report import CannotImportError
from cedu.source.emit import entry
from cedu.source.text import Document, read

_NAME = re.compile(r"(?:.+\.)?(bank|assessment|course)\.yaml")
_PART = re.compile(r"-part-[0-9]+")
_INDENT = re.compile(r"[ ]*")


@dataclass(frozen=True, slots=True)
class PresentItem:
    """An item that an import wrote: what it says, and its place in the text; None where somebody has edited it, in words or in layout."""

    fields: Mapping[str, Any]
    place: slice | None
    indent: int


@dataclass(slots=True)
class PresentFile:
    """A YAML file that is there already: its items of one format by what the source calls them, and the changes to its text."""

    path: str
    kind: str
    document: Document
    items: dict[str, PresentItem]
    ids: set[str]
    line_end: str
    _changes: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The entity's id."""
        return str(self.document.value.get("id", ""))

    def is_called(self, wanted: str) -> bool:
        """Has, or had, the entity an id that is given to what should be called `wanted`, or a part of it?"""
        return any(id == wanted or (id.startswith(wanted) and _PART.fullmatch(id, len(wanted))) for id in _ids(self.document.value))

    def alike(self, stems: Container[str]) -> int:
        """How many of its items have one of these stems."""
        return sum(present.fields.get("stem") in stems for present in self.items.values())

    def replace(self, place: slice, indent: int, fields: Mapping[str, Any]) -> tuple[str, str]:
        """Put `fields` in the `place` of an untouched item; the text before and after."""
        text = self._as_here(entry(fields, indent))
        self._changes.append((place.start, place.stop, text))
        return self.document.text[place], text

    def append(self, entries: Sequence[Mapping[str, Any]], *steps: str | int) -> bool:
        """Add `entries` at the end of the list that `steps` lead to; False where it isn't written as one with dashes."""
        value, mark, after = self.document.value, self.document.mark, len(self.document.text)
        for step in steps:
            after = _start_of_next(mark, step, after)
            try:
                value, mark = value[step], mark[2][step]
            except (KeyError, IndexError, TypeError):
                return False
        if not isinstance(value, list) or not value or getattr(mark[1], "flow_style", True):
            return False
        text = self.document.text
        first = mark[2][0][1].start_mark.index
        line = text.rfind("\n", 0, first) + 1
        indent = _INDENT.match(text, line)
        place = text.rfind("\n", 0, after) + 1 if after < len(text) else after
        place = _before_remarks(text, place)
        added = "".join(entry(each, len(indent[0]) if indent else 0) for each in entries)
        before = "" if not place or text[place - 1] == "\n" else "\n"
        self._changes.append((place, place, self._as_here(before + added)))
        return True

    @property
    def changed(self) -> str | None:
        """The text with all changes; None where there are none."""
        if not self._changes:
            return None
        pieces, position = [], 0
        for start, stop, text in sorted(self._changes):
            pieces += [self.document.text[position:start], text]
            position = stop
        return "".join([*pieces, self.document.text[position:]])

    def _as_here(self, text: str) -> str:
        return text.replace("\n", self.line_end)


def present_files(folder: Path, format: str) -> list[PresentFile]:
    """The banks, assessments and the course right in `folder`. Raises CannotImportError for one that can't be read."""
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(folder.glob("*.yaml")):
        if kind := _NAME.fullmatch(path.name):
            document, _ = read(path.name, path.read_bytes())
            if document is None or not isinstance(document.value, dict):
                raise CannotImportError(f"`{path}` can't be read, and may hold what is imported; `cedu validate` says what to repair")
            found.append(_present(path.name, kind[1], document, format))
    return found


def _present(path: str, kind: str, document: Document, format: str) -> PresentFile:
    values = document.value.get("items")
    values = values if isinstance(values, list) else []
    marks = document.mark[2]["items"][2] if values else []
    items: dict[str, PresentItem] = {}
    ids: set[str] = set()
    line_end = "\r\n" if "\r\n" in document.text else "\n"
    for fields, mark in zip(values, marks, strict=True):
        if not isinstance(fields, dict):
            continue
        ids.update(_ids(fields))
        imported = fields.get("imported")
        if isinstance(imported, dict) and imported.get("format") == format and isinstance(imported.get("id"), str):
            items.setdefault(imported["id"], _item(document.text, line_end, fields, mark[1].start_mark.index))
    return PresentFile(path, kind, document, items, ids, line_end)


def _before_remarks(text: str, place: int) -> int:
    """Where the blank lines and the remarks in the first column that end at `place` start."""
    while place:
        line = text.rfind("\n", 0, place - 1) + 1
        if text[line:place].strip() and text[line] != "#":
            break
        place = line
    return place


def _item(text: str, line_end: str, fields: Mapping[str, Any], start: int) -> PresentItem:
    """An item whose first key starts at `start`; untouched is what reads as it was written, letter by letter."""
    line = text.rfind("\n", 0, start) + 1
    indent = len(_INDENT.match(text, line)[0])  # type: ignore[index]  # it matches anything
    place = None
    if digest(fields) == fields["imported"].get("digest"):
        written = entry(fields, indent).replace("\n", line_end)
        if text.startswith(written, line):
            place = slice(line, line + len(written))
    return PresentItem(fields, place, indent)


def _ids(fields: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(id := fields.get("id"), str):
        yield id
    if isinstance(former := fields.get("formerly"), list):
        yield from (each for each in former if isinstance(each, str))


def _start_of_next(mark: Any, step: str | int, end: int) -> int:
    """Where what follows the key or entry `step` starts, or `end` where nothing does."""
    inner = mark[2]
    if not isinstance(inner, dict | list):
        return end
    steps = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
    following = steps[steps.index(step) + 1 :] if step in steps else []
    if not following:
        return end
    key, value, _ = inner[following[0]]
    return int((key or value).start_mark.index)


def of_group(files: Iterable[PresentFile], wanted: str, items: Sequence[ImportedItem]) -> list[PresentFile]:
    """Which of `files` an earlier import wrote for these items: by the name that it gives, else where half of what is there is alike."""
    files = [file for file in files if file.kind != "course"]
    stems = {stem_of(item) for item in items}
    named = [file for file in files if file.is_called(wanted) and (file.items or not items)]
    return named or [file for file in files if file.items and 2 * file.alike(stems) >= min(len(file.items), len(stems))]
