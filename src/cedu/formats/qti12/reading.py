"""A file of QTI 1.2 as tests and banks with items in our terms, for whoever imports packages or cartridges."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cedu.formats.from_html import markdown
from cedu.formats.imported import ImportedItem, ImportedItems, Note, Place
from cedu.formats.qti12.files import Files
from cedu.formats.qti12.lifted import lifted
from cedu.formats.qti12.parsed import ParsedItem, bare, fields_of, material, parsed, plain, text_of
from cedu.formats.qti12.typed import UnreadableError, decimal
from cedu.formats.xml import XmlError, parse
from cedu.model.annotations import Difficulty
from cedu.model.ids import ID, kebab
from cedu.model.interaction import PassageInteraction, marked_by

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUR_IDENT = re.compile(r"cedu-[a-z0-9-]+-[0-9a-f]{12}")
_OUR_TITLE = re.compile(r"[a-z0-9-]+\.([a-z0-9-]+)(?:\.([a-z0-9-]+))?")
_OBJECTIVE = re.compile(rf"{ID}\.{ID}")
_DIFFICULTIES: dict[str, Difficulty] = {
    "very easy": "easy", "easy": "easy", "medium": "medium", "difficult": "hard", "hard": "hard", "very difficult": "hard",
}  # fmt: skip
_POINTS = ("points_possible", "qmd_absolutescore_max", "cc_weighting", "qmd_weighting", "qmd_maximumscore")
_MOST_POINTS = 1000
_START = 4096


class Read(NamedTuple):
    """A test or a bank, and what became of what is not in it."""

    items: ImportedItems
    notes: tuple[Note, ...]


def is_qti(content: bytes) -> bool:
    """Does a file look like QTI 1.2?"""
    return b"questestinterop" in content[:_START].replace(b"\0", b"")


def read(content: bytes, member: str, files: Files, *, alone: bool = False) -> Iterator[Read]:
    """Every test and every bank in a `member`, which may be `alone`; what can't be read is a note."""
    shown = "" if alone else member
    try:
        root = bare(parse(content))
    except XmlError as error:
        note = Note(Place(shown, error.line), "refused", error.reason)
        yield Read(ImportedItems(member, "", ()), (note,))
        return
    found = list(root.iter("assessment", "objectbank"))
    for element in found or ([root] if next(root.iter("item"), None) is not None else []):
        yield from _Reading(member, shown, files).read(element)


class _Reading:
    """One test or bank while it is read."""

    def __init__(self, member: str, shown: str, files: Files) -> None:
        self.member = member
        self.shown = shown
        self.files = files
        self.notes: list[Note] = []
        self.seen: set[_Element] = set()

    def read(self, element: "_Element") -> Iterator[Read]:
        """All of it: first what groups draw from, as a bank for each."""
        draws: list[dict[str, Any]] = []
        for section in element.iter("section") if element.tag == "assessment" else ():
            if draw := _draw(section):
                draws.append(draw)
                if not text_of(next(section.iter("sourcebank_ref"), None)):
                    title = " ".join((section.get("title") or element.get("title") or "").split())
                    yield self.made(ImportedItems(draw["bank"], title, self.items(section)))
        own = self.items(element)
        settings = None
        fields = fields_of(next((child for child in element if child.tag in ("qtimetadata", "assessmentmetadata")), None))
        if element.tag == "assessment" and fields.get("bbmd_assessmenttype", "").lower() != "pool":
            settings = _settings(element, fields)
            if draws:
                asked = sum(not isinstance(item.interaction, PassageInteraction) for item in own)
                settings["blueprint"] = {"draws": [*([{"count": asked}] if asked else []), *draws]}
        yield self.made(
            ImportedItems(
                ident=element.get("ident") or self.member,
                title=" ".join((element.get("title") or fields.get("bank_title") or _section_title(element)).split()),
                items=own,
                language=element.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
                settings=settings,
            )
        )

    def made(self, items: ImportedItems) -> Read:
        """These items, with the notes so far."""
        notes, self.notes = self.notes, []
        return Read(items, tuple(notes))

    def items(self, parent: "_Element") -> tuple[ImportedItem, ...]:
        """The items in an element that were not read yet."""
        found = []
        for each in parent.iter("item"):
            if each not in self.seen:
                self.seen.add(each)
                if item := self.item(parsed(each), len(self.seen)):
                    found.append(item)
        return tuple(found)

    def note(self, kind: Literal["changed", "refused"], line: int, what: str, text: str) -> None:
        """Say what became of something."""
        self.notes.append(Note(Place(self.shown, line, what), kind, text))

    def words(self, html: str) -> tuple[str, tuple[str, ...]]:
        """HTML as Markdown, and what is lost of it."""
        found = markdown(html, lambda address: self.files.take(address, self.member))
        return found.text, found.lost

    def item(self, item: ParsedItem, number: int) -> ImportedItem | None:
        """One item; None, and a note, where it can't be read."""
        what = item.title or item.ident or f"item {number}"
        points = _points(item)
        try:
            found = lifted(item, points, self.words)
        except UnreadableError as error:
            self.note("refused", item.line, what, str(error))
            return None
        for change in found.changes:
            self.note("changed", item.line, what, change)
        if not points and marked_by(found.interaction) != "nobody":
            self.note("changed", item.line, what, "it was worth nothing, and is worth 1 point")
        objective, tags = _labels(item)
        return ImportedItem(
            ident=item.ident or f"item-{number}",
            place=Place(self.shown, item.line, what),
            stem=found.stem,
            interaction=found.interaction,
            id=_id(item),
            points=0 if marked_by(found.interaction) == "nobody" else points or 1,
            difficulty=_DIFFICULTIES.get(item.fields.get("qmd_levelofdifficulty", "").strip().lower(), "medium"),
            objective=objective,
            correct=found.correct,
            incorrect=found.incorrect,
            hint=found.hint,
            tags=tags,
        )


def _section_title(element: "_Element") -> str:
    """What the only section is called."""
    titles = {section.get("title", "") for section in element.iter("section")}
    return titles.pop() if len(titles) == 1 else ""


def _draw(section: "_Element") -> dict[str, Any] | None:
    """How many a section draws, and from which bank: one of its own, or one that it names."""
    selection = next((each for ordering in section.iterchildren("selection_ordering") for each in ordering.iter("selection")), None)
    amount = text_of(None if selection is None else selection.find("selection_number"))
    if selection is None or not (amount.isascii() and amount.isdigit() and len(amount) < 5 and int(amount)):
        return None
    return {"bank": text_of(selection.find("sourcebank_ref")) or section.get("ident") or "", "count": int(amount)}


def ordered(reads: Sequence[Read]) -> tuple[tuple[ImportedItems, ...], tuple[Note, ...]]:
    """Banks, then the tests that may draw from them; a draw from a bank that is not here is refused."""
    banks = [each.items for each in reads if each.items.settings is None and each.items.items]
    known = {each.ident for each in banks}
    notes = [note for each in reads for note in each.notes]
    tests = []
    for items in (each.items for each in reads if each.items.settings is not None):
        draws = items.settings["blueprint"]["draws"] if items.settings and "blueprint" in items.settings else []
        there = [draw for draw in draws if draw.get("bank", "") in (*known, "")]
        for draw in draws:
            if draw not in there:
                text = f"it draws {draw['count']} questions from the bank `{draw['bank']}`, which is not in the source"
                notes.append(Note(Place(what=items.title), "refused", text))
        settings = {name: value for name, value in (items.settings or {}).items() if name != "blueprint"}
        if any("bank" in draw for draw in there):
            settings["blueprint"] = {"draws": there}
        if items.items or "blueprint" in settings:
            tests.append(replace(items, settings=settings))
    return (*banks, *tests), tuple(notes)


def _settings(element: "_Element", fields: Mapping[str, str]) -> dict[str, Any]:
    """What a test says of how it is taken."""
    found: dict[str, Any] = {}
    for label, name in (("cc_maxattempts", "attempts"), ("qmd_timelimit", "time_limit_minutes")):
        written = fields.get(label, "")
        if written.isascii() and written.isdigit() and len(written) < 7 and int(written):
            found[name] = int(written)
    if "cc_profile" not in fields and (rubric := element.find("rubric")) is not None:
        summary = plain(material(rubric))
        found |= {"summary": summary} if summary else {}
    return found


def _id(item: ParsedItem) -> str:
    """Our own id where it is one of our items; else its title, or nothing where that is no name."""
    ours = _OUR_TITLE.fullmatch(item.title) if _OUR_IDENT.fullmatch(item.ident) else None
    if ours:
        return "-".join(part for part in ours.groups() if part)
    return "" if re.fullmatch(r"(?:question|item|quiz question)?\s*\d*", item.title, re.IGNORECASE) else item.title


def _points(item: ParsedItem) -> float:
    for label in _POINTS:
        points = decimal(item.fields.get(label, ""))
        if points is not None and 0 <= points <= _MOST_POINTS:
            return float(points)
    return 1


def _labels(item: ParsedItem) -> tuple[str, tuple[str, ...]]:
    """The objective, if what stands there can be one, and tags."""
    topic = item.fields.get("qmd_topic") or item.fields.get("cc_question_category") or ""
    words = [] if _OBJECTIVE.fullmatch(topic) or not topic else [topic]
    words += re.split(r"[,;]", item.fields.get("qmd_keywords", ""))
    tags = map(kebab, words)
    return (topic if _OBJECTIVE.fullmatch(topic) else ""), tuple(dict.fromkeys(tag for tag in tags if tag))
