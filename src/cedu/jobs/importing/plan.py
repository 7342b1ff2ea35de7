"""What an import would write, worked out as a whole before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path, PurePath
from typing import Any

from cedu.importers import Imported, ImportedItem, ImportedItems, Note, Place
from cedu.jobs.importing.assets import assets_of
from cedu.jobs.importing.checked import good_head, good_items
from cedu.jobs.importing.items import Fields, digest, fields_of, signed, written
from cedu.jobs.importing.matching import matched
from cedu.jobs.importing.naming import Ids
from cedu.jobs.importing.pages import pages_of
from cedu.jobs.importing.parts import parts
from cedu.jobs.importing.present import PresentFile, PresentItem, of_group, present_files
from cedu.jobs.importing.report import Entry, ImportReport
from cedu.model.ids import kebab
from cedu.model.library import Library
from cedu.source.emit import emit, writable

_KINDS = ("assessment", "bank", "course")
_LONGEST_TITLE = 255
_MOST_DRAWN = 1000  # by one draw


class Plan:
    """An import into one folder: `files` are the bytes to write, by their path below it.

    `objective` is that of items for which the source names none; where it is empty, such items keep what an earlier import gave them.
    """

    def __init__(self, root: Path, folder: Path, format: str, name: str, library: Library, objective: str = "") -> None:
        self.files: dict[str, bytes] = {}
        self._root, self._folder, self._format = root, folder, format
        self._name = name.partition(".")[0].strip() or "imported"
        self._present = present_files(folder, format)
        self._used: set[str] = set()
        self._named: dict[str, str] = {}  # the id that each bank or assessment has here, by what the source calls it
        self._entries: list[Entry] = []
        self._notes: list[Note] = []
        self._objectives = {each.name for outline in library.of("course") for each in outline.declared if each.kind == "objective"}
        self._ids = {kind: Ids(_taken(library, kind)) for kind in _KINDS}
        self._objective = objective
        self._outlines = library.outlines

    def of(self, imported: Imported) -> ImportReport:
        """What would become of `imported`; `files` has what is to be written."""
        self._notes += imported.notes
        # Banks first, so that the draws of an assessment can name them.
        for number, group in sorted(enumerate(imported.items, 1), key=lambda each: each[1].settings is not None):
            fallback = self._name if len(imported.items) == 1 else f"{self._name}-{number}"
            self._group(group, kebab(group.id) or kebab(fallback) or "imported", imported.title)
        if imported.pages:
            id = self._ids["course"].take(self._name, "course")
            self._entries += pages_of(imported, self._format, self._folder, self._title(imported.title), id, self._present, self.files)
        self.files |= {file.path: text.encode() for file in self._present if (text := file.changed) is not None}
        self._entries += assets_of(self._folder, imported.assets, self.files)
        place = self._folder.relative_to(self._root).as_posix().removeprefix(".")
        place = f"{place}/" if place else ""
        entries = [replace(each, path=place + each.path) if each.path else each for each in self._entries]
        return ImportReport(self._format, tuple(place + path for path in sorted(self.files)), (*entries, *map(Entry.of, self._notes)))

    def _title(self, *titles: str) -> str:
        """The first of `titles` that says something, else the name of the source."""
        found = next((title for title in (" ".join(writable(each).split()) for each in titles) if title), self._name)
        return found if len(found) <= _LONGEST_TITLE else found[: _LONGEST_TITLE - 1] + "…"

    def _group(self, group: ImportedItems, wanted: str, title: str) -> None:
        """One bank or assessment: into the files that an earlier import wrote, or into new ones."""
        files = of_group((file for file in self._present if file.path not in self._used), wanted, group.items)
        self._used.update(file.path for file in files)
        fresh = self._update(files, group.items)
        self._named[group.ident] = files[0].id if files else wanted
        if files and (not fresh or files[-1].append([fields for fields, _ in fresh], "items")):
            self._entries += [Entry("written", files[-1].path, str(fields["id"]), place, thing="item") for fields, place in fresh]
        elif fresh or "blueprint" in (group.settings or ()):
            self._write(group, wanted, self._title(group.title, title), fresh)

    def _update(self, files: Sequence[PresentFile], items: Sequence[ImportedItem]) -> list[tuple[Fields, Place]]:
        """Bring items that are there up to date; those that are not, as fields."""
        ids = Ids(id for file in files for id in file.ids)
        there = {ident: (file, item) for file in files for ident, item in file.items.items()}
        planned: list[tuple[Fields, Place]] = []
        for ident, item in matched(items, {ident: present for ident, (_, present) in there.items()}, self._notes):
            found = there.pop(ident, None)
            id = str(found[1].fields.get("id", "item")) if found else ids.take(item.id, "item")
            try:
                otherwise = self._objective or (str(found[1].fields.get("objective", "")) if found else "")
                fields = signed(fields_of(item, id, self._objectives, otherwise, self._notes), self._format, ident or id)
            except ValueError as error:
                self._notes.append(Note(item.place, "refused", str(error)))
                continue
            if found:
                self._entries += self._brought_up(*found, fields, item)
            else:
                planned.append((fields, item.place))
        for ident, (file, present) in there.items():
            text = f"`{ident}` is not in the source any more"
            self._entries.append(Entry("kept", file.path, str(present.fields.get("id", "")), text=text, thing="item"))
        return [planned[index] for index in good_items(planned, self._root, self._notes)]

    def _brought_up(self, file: PresentFile, present: PresentItem, fields: Fields, item: ImportedItem) -> Iterator[Entry]:
        """What becomes of an item that is there already."""
        id, place = str(fields["id"]), item.place
        was = present.fields["imported"].get("digest")
        is_same = was == fields["imported"]["digest"]
        if present.place is None and not item.objective:  # the objective that it has may be what was edited
            is_same = is_same or was == digest({name: value for name, value in fields.items() if name != "objective"})
        if present.place is None:
            source = "the source is as it was" if is_same else "the source has changed, too (to take that, delete it here and import again)"
            yield Entry("kept", file.path, id, place, f"it was edited here; {source}", thing="item")
        elif is_same:
            yield Entry("unchanged", file.path, id, place, thing="item")
        elif good_items([(fields, place)], self._root, self._notes):
            before, after = file.replace(present.place, present.indent, fields)
            yield Entry("updated", file.path, id, place, diff=difference(before, after), thing="item")

    def _write(self, group: ImportedItems, wanted: str, title: str, items: Sequence[tuple[Fields, Place]]) -> None:
        """New files: one, or where that would be too long, several banks."""
        kind = "bank" if group.settings is None else "assessment"
        place = Place(what=group.title or group.ident)
        texts = parts([fields for fields, _ in items])
        self._notes += self._elsewhere(kind, wanted, place)
        head = self._head(group, kind, self._id(kind, wanted), title, place)
        self._named[group.ident] = str(head["id"])
        if len(texts) < 2:
            self._new(kind, head, "".join(f"items:\n{text}" for text, _ in texts), items)
            return
        start, draws = 0, []
        for number, (text, count) in enumerate(texts, 1):
            id = str(head["id"]) if kind == "bank" and number == 1 else self._id("bank", f"{wanted}-part-{number}")
            self._new("bank", {"id": id, "title": self._title(f"{title} ({number})")}, "items:\n" + text, items[start : start + count])
            draws += [{"bank": id, "count": min(count - drawn, _MOST_DRAWN)} for drawn in range(0, count, _MOST_DRAWN)]
            start += count
        if kind == "assessment":
            self._notes.append(
                Note(place, "changed", f"its {start:,} items are too many for one file: they are in banks, and all are drawn")
            )
            self._new(kind, {**head, "blueprint": {"draws": draws}}, "", ())

    def _elsewhere(self, kind: str, wanted: str, place: Place) -> Iterator[Note]:
        """What to do where another folder has such a file, perhaps of an earlier import."""
        if there := self._outlines.get((kind, wanted)):
            folder = PurePath(there.path).parent
            if self._root / folder != self._folder:
                text = f"there is the {kind} `{wanted}` in {there.path}, so this is another one: to update that, add `--into {folder}`"
                yield Note(place, "changed", text)

    def _id(self, kind: str, wanted: str) -> str:
        id = self._ids[kind].take(wanted, "imported")
        return id if not (self._folder / f"{id}.{kind}.yaml").exists() else self._id(kind, wanted)

    def _head(self, group: ImportedItems, kind: str, id: str, title: str, place: Place) -> Fields:
        """What a file says before its items."""
        head: dict[str, Any] = {"id": id, "title": title}
        if kind == "assessment":
            head |= {"purpose": "formative", "stakes": "practice"}
        if group.language:
            head["language"] = group.language
        settings = {name: value for name, value in (group.settings or {}).items() if name not in ("id", "title", "items")}
        if "blueprint" in settings:
            draws = [
                {**draw, "bank": self._named.get(draw["bank"], draw["bank"])} if "bank" in draw else draw
                for draw in settings["blueprint"]["draws"]
            ]
            settings["blueprint"] = {"draws": draws}
        for name, value in settings.items():
            try:
                head[name] = written(value)
            except ValueError as error:
                self._notes.append(Note(place, "changed", f"the setting `{name}` is left out: {error}"))
        return good_head(head, kind, self._root, place, self._notes)

    def _new(self, kind: str, head: Mapping[str, Any], items: str, entries: Sequence[tuple[Fields, Place]]) -> None:
        path = f"{head['id']}.{kind}.yaml"
        self.files[path] = (emit(head) + items).encode()
        made = [Entry("written", path, str(fields["id"]), place, thing="item") for fields, place in entries]
        self._entries += made or [Entry("written", path, thing="file")]


def _taken(library: Library, kind: str) -> Iterator[str]:
    for outline in library.of(kind):
        yield from (outline.id, *outline.formerly)
    yield from (id for its, id in library.broken_ids if its == kind)


def difference(before: str, after: str) -> tuple[str, ...]:
    """The lines that differ, with `-` and `+`; but for the digest, which says nothing to people."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")) and line[1:].strip()[:11] != "imported: {")
