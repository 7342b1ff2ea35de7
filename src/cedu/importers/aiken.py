"""Aiken: single-choice questions as plain text."""

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.importers import Imported, ImportedItem, ImportedItems, Importer, Note, Place, Source

if TYPE_CHECKING:
    from cedu.formats.aiken import Block

_START = 200_000
_ANSWER = re.compile(rb"(?m)^[ \t]*ANSWER:[ \t]*[A-Z]")
_CHOICE = re.compile(rb"(?m)^[ \t]*[A-Z][).][ \t]*\S")


def recognises(source: Source) -> float:
    """A text with lettered choices and `ANSWER:` lines."""
    return 0.9 if any(_is_aiken(name, content) for name, content in source.members.items()) else 0


def _is_aiken(name: str, content: bytes) -> bool:
    start = content[:_START].replace(b"\r", b"\n").replace(b"\0", b"")
    return name.lower().endswith((".txt", ".aiken")) and bool(_ANSWER.search(start) and _CHOICE.search(start))


def read(source: Source) -> Imported:
    """Every question of every file: a bank for each."""
    from cedu.formats import aiken
    from cedu.formats.moodle.answers import NoItemError
    from cedu.formats.moodle.reading import decoded

    banks: list[ImportedItems] = []
    notes: list[Note] = []
    several = len(source.members) > 1
    for name, content in sorted(source.members.items()):
        if several and not _is_aiken(name, content):
            continue
        items: list[ImportedItem] = []
        for block in aiken.blocks(decoded(content)):
            place = Place(name if several else "", block.line, (block.text or ("",))[0][:60])
            try:
                items.append(_item(block, place, notes))
            except NoItemError as error:
                notes.append(Note(place, "refused", str(error)))
        stem = PurePosixPath(name).stem
        if items:
            banks.append(ImportedItems(ident=stem, title=stem, items=tuple(items), id=stem))
    if not banks and not notes:
        notes.append(Note(Place(), "refused", "there is no question in it"))
    return Imported(title=PurePosixPath(source.name).stem, items=tuple(banks), notes=tuple(notes))


def _item(block: "Block", place: Place, notes: list[Note]) -> ImportedItem:
    """One question. Raises NoItemError."""
    from cedu.formats.markdown_text import literal
    from cedu.formats.moodle import answers
    from cedu.formats.moodle.answers import Given, NoItemError

    if block.answer is None:
        raise NoItemError("it has no line with `ANSWER:`")
    if not block.text:
        raise NoItemError("it asks nothing: there is no text before its choices")
    letter = block.answer[:1]
    letters = [each for each, _ in block.choices]
    if letter not in letters:
        raise NoItemError(f"there is no choice `{block.answer[:20]}`")
    if letters.count(letter) > 1:
        raise NoItemError(f"several choices have the letter `{letter}`")
    if block.answer != letter:
        notes.append(Note(place, "changed", f"of `ANSWER: {block.answer[:60]}` the first letter counts"))
    if len(block.text) > 1:
        notes.append(Note(place, "changed", "its text stood in several lines, of which Moodle would read the last"))
    given = [Given(literal(text), 100 if each == letter else 0) for each, text in block.choices]
    found = answers.choices(given, (), single=True, shuffle=True)
    notes += (Note(place, "changed", text) for text in found.notes)
    return ImportedItem(ident="", place=place, stem=literal("\n".join(block.text)), interaction=found.interaction)


IMPORTER = Importer("aiken", "Aiken, single-choice questions as plain text", recognises, read)
