"""Moodle XML: question banks as Moodle exports them (`question/format/xml/format.php`)."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.formats.xml import XmlError
from cedu.importers import Imported, ImportedItem, ImportedItems, Importer, Note, Place, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cedu.formats.moodle.reading import Files

_QUIZ = re.compile(rb"<quiz[\s>]")
_START = 4096


def recognises(source: Source) -> float:
    """Is there a file whose root is a `<quiz>`?"""
    return 0.95 if any(_is_quiz(content) for content in source.members.values()) else 0


def _is_quiz(content: bytes) -> bool:
    start = content[:_START]
    is_xml = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    # Canvas's settings of a quiz have that root, too.
    return is_xml and _QUIZ.search(start) is not None and b"canvas.instructure.com" not in start


def read(source: Source) -> Imported:
    """Every question of every file: a bank for each."""
    from cedu.formats.moodle.reading import Files

    files, banks, notes = Files(), [], []
    for name, content in sorted(source.members.items()):
        if _is_quiz(content):
            bank, said = _bank(name, content, files, len(source.members) > 1)
            notes += said
            if bank:
                banks.append(bank)
    if not banks and not notes:
        notes.append(Note(Place(), "refused", "there is no question of Moodle's in it"))
    return Imported(title=PurePosixPath(source.name).stem, items=tuple(banks), assets=files.found, notes=tuple(notes))


def _bank(name: str, content: bytes, files: "Files", several: bool) -> tuple[ImportedItems | None, list[Note]]:
    from cedu.formats.xml import parse

    member = name if several else ""
    try:
        root = parse(content)
    except XmlError as error:
        return None, [Note(Place(member, error.line), "refused", error.reason)]
    notes: list[Note] = []
    items = tuple(_named(_items(root, member, files, notes)))
    stem = PurePosixPath(name).stem
    return ImportedItems(ident=stem, title=stem, items=items, id=stem) if items else None, notes


def _items(root: "_Element", member: str, files: "Files", notes: list[Note]) -> Iterator[ImportedItem]:
    from cedu.formats.moodle.reading import Category, category
    from cedu.formats.xml import line_of
    from cedu.importers.moodle_xml.question import Question

    its = Category()
    for element in root.iter("question"):
        if element.get("type") == "category":
            its = category(element.findtext("category/text") or element.findtext("category") or "")
            if (element.findtext("info/text") or "").strip():
                place = Place(member, line_of(element), its.path)
                notes.append(Note(place, "changed", "the description of the category was left out"))
            continue
        question = Question(element, member, files, its)
        if item := question.item():
            yield item
        notes += question.notes


def _named(items: Iterator[ImportedItem]) -> Iterator[ImportedItem]:
    """Items with an ident of their own each: a name may stand for several questions."""
    from dataclasses import replace

    seen: Counter[str] = Counter()
    for item in items:
        seen[item.ident] += 1
        yield item if not item.ident or seen[item.ident] == 1 else replace(item, ident=f"{item.ident} ({seen[item.ident]})")


IMPORTER = Importer("moodle-xml", "Moodle XML, Moodle's own format for question banks", recognises, read)
