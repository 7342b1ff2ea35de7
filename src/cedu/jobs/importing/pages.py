"""Imported pages as a course: `course.yaml`, and a text in `lessons/` for each of them."""

import hashlib
import re
from collections.abc import Container, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from urllib.parse import quote

from cedu.importers import Imported, ImportedPage, Place
from cedu.jobs.importing.items import Fields
from cedu.jobs.importing.naming import Ids
from cedu.jobs.importing.present import PresentFile
from cedu.jobs.importing.report import Entry
from cedu.source.emit import emit, writable

_FOLDER = "lessons"
# The last line of a text that was imported; readers don't see it, and whoever adds something may write below it.
_SIGNED = re.compile(r"^<!-- cedu: imported (?P<format>\S+) (?P<ident>\S+) (?P<digest>[0-9a-f]+) -->[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=\]\()(<?)(assets/[^\s()<>]+)")
_LONGEST_TITLE = 255
_WORDS_A_MINUTE = 200


class _Lesson:
    """A page's text that is there already."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8", errors="replace")
        found = next(reversed([*_SIGNED.finditer(text)]), None)
        self.id = path.stem
        self.format = found["format"] if found else ""
        self.ident = found["ident"] if found else ""
        self.digest = found["digest"] if found else ""
        self.is_edited = found is None or _digest(text[: found.start()] + text[found.end() :]) != self.digest


def pages_of(
    imported: Imported, format: str, folder: Path, title: str, id: str, present: Sequence[PresentFile], files: MutableMapping[str, bytes]
) -> Iterator[Entry]:
    """Add the texts of pages, and their course, to `files`; `title` and `id` are those of a course that is not there yet."""
    lessons = [_Lesson(path) for path in sorted((folder / _FOLDER).glob("*.md"))] if (folder / _FOLDER).is_dir() else []
    there = {lesson.ident: lesson for lesson in lessons if lesson.format == format}
    ids = Ids(lesson.id for lesson in lessons)
    modules: dict[str, list[Fields]] = {}
    seen: set[str] = set()
    for page in imported.pages:
        ident = quote(page.ident, safe="") or "page"
        if ident in seen:
            ident = f"{ident}-{len(seen)}"
        seen.add(ident)
        body = _body(page, imported.assets)
        place = Place(what=page.title or page.ident)
        lesson = there.get(ident)
        if lesson is None:
            name = ids.take(page.ident, "page")
            modules.setdefault(page.module, []).append(
                {
                    "id": name,
                    "title": _title(page.title, name),
                    "type": "article",
                    "body": f"{_FOLDER}/{name}.md",
                    "minutes": _minutes(body),
                }
            )
        else:
            name = lesson.id
        path = f"{_FOLDER}/{name}.md"
        signed = f"{body}\n\n<!-- cedu: imported {format} {ident} {_digest(body)} -->\n"
        if lesson and (lesson.is_edited or lesson.digest == _digest(body)):
            yield Entry(
                "kept" if lesson.is_edited else "unchanged",
                path,
                name,
                place,
                "it was edited here" if lesson.is_edited else "",
                thing="page",
            )
        else:
            files[path] = signed.encode()
            yield Entry("updated" if lesson else "written", path, name, place, thing="page")
    yield from (
        Entry("kept", f"{_FOLDER}/{each.id}.md", each.id, text="it is not in the source any more", thing="page")
        for each in there.values()
        if each.ident not in seen
    )
    if modules:
        yield from _course(modules, title, id, present, files)


def _course(
    modules: Mapping[str, list[Fields]], title: str, id: str, present: Sequence[PresentFile], files: MutableMapping[str, bytes]
) -> Iterator[Entry]:
    """A new course, or new lessons at the end of the last module of the one that is there."""
    course = next((file for file in present if file.kind == "course"), None)
    lessons = [lesson for each in modules.values() for lesson in each]
    if course is None:
        ids = Ids()
        made = [
            {"id": ids.take("", "module"), "title": _title(module, title), "lessons": lessons_of} for module, lessons_of in modules.items()
        ]
        head = {"id": id, "title": title, "summary": f"Imported: {title}", "version": "1.0.0"}
        files["course.yaml"] = emit({**head, "modules": made}).encode()
        yield Entry("written", "course.yaml", id, thing="file")
        return
    last = len(course.document.value.get("modules") or ()) - 1
    if last >= 0 and course.append(lessons, "modules", last, "lessons"):
        new = "a new lesson stands" if len(lessons) == 1 else f"{len(lessons)} new lessons stand"
        yield Entry("updated", course.path, course.id, text=f"{new} at its end", thing="file")
    else:
        yield Entry("kept", course.path, course.id, text="add the new texts in `lessons/` to it yourself", thing="file")


def _body(page: ImportedPage, assets: Container[str]) -> str:
    """The text, with addresses of assets as seen from its folder."""
    text = writable(page.body).replace("\r\n", "\n").strip() or f"# {page.title}"
    return _ADDRESS.sub(lambda found: f"{found[1]}../{found[2]}" if found[2].partition("#")[0] in assets else found[0], text)


def _title(title: str, otherwise: str) -> str:
    return " ".join(writable(title).split())[:_LONGEST_TITLE] or otherwise


def _minutes(text: str) -> int:
    """How long it takes to read."""
    return max(round(len(text.split()) / _WORDS_A_MINUTE), 1)


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]
