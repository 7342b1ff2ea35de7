"""Common Cartridge 1.0 to 1.3: quizzes, question banks and pages, in the modules of its table of contents."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from cedu.formats.from_html import markdown
from cedu.formats.qti12.files import Files
from cedu.formats.qti12.parsed import bare, line_of, text_of
from cedu.formats.qti12.reading import Read, is_qti, ordered, read
from cedu.formats.qti12.settings import with_canvas_settings
from cedu.formats.xml import XmlError, parse
from cedu.importers import Imported, ImportedPage, Importer, Note, Place, Source
from cedu.model.ids import kebab

if TYPE_CHECKING:
    from lxml.etree import _Element

_MANIFEST = "imsmanifest.xml"
_CARTRIDGE = re.compile(rb"IMS (?:Thin )?Common Cartridge", re.IGNORECASE)
_OURS = b'identifier="cedu-'
_PAGES = (".html", ".htm", ".xhtml")
# Canvas keeps what the profile can't say of a quiz in a file of its own, and banks only there (`lib/cc/qti/qti_generator.rb`).
_CANVAS_QUIZ = "non_cc_assessments/{}.xml.qti"
_KINDS = (
    ("imswl", "a web link"),
    ("imsdt", "a discussion"),
    ("imsbasiclti", "a link to a tool (LTI)"),
    ("assignment", "an assignment"),
    ("idpfepub", "an e-book"),
    ("imsapip", "a test in APIP"),
    ("imsiwb", "a whiteboard file"),
    ("associatedcontent", "what another system keeps for itself"),
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
# What our own pages say of a lesson above its text, and what a text of one line is called.
_FACTS = re.compile(r'<p class="meta">.*?</p>', re.DOTALL)
_HEADING = re.compile(r"\A# (.+)\n*")


class _Resource(NamedTuple):
    """A resource: its type, and its files, the first of which is what it is launched by."""

    identifier: str
    type: str
    files: tuple[str, ...]
    line: int


class _Line(NamedTuple):
    """A line of the table of contents that shows a resource: its title, and that of its module."""

    resource: str
    title: str
    module: str
    line: int


def _recognises(source: Source) -> float:
    return 0.98 if _CARTRIDGE.search(source.members.get(_MANIFEST, b"")) else 0


def _read(source: Source) -> Imported:
    content = source.members.get(_MANIFEST)
    if content is None:
        return Imported(notes=(Note(Place(), "refused", f"there is no `{_MANIFEST}` in it"),))
    try:
        root = bare(parse(content))
    except XmlError as error:
        return Imported(notes=(Note(Place(_MANIFEST, error.line), "refused", error.reason),))
    return _Cartridge(source, root).imported()


class _Cartridge:
    """One cartridge while it is read."""

    def __init__(self, source: Source, root: "_Element") -> None:
        self.source = source
        self.ours = _OURS in source.members[_MANIFEST][:4096]
        self.files = Files(source.members, ours=False)
        titles = (title for data in root.iterchildren("metadata") for title in data.iter("title"))
        self.title = " ".join(text_of(next(titles, None)).split())
        self.resources = {each.identifier: each for each in map(_resource, root.iter("resource"))}
        self.lines = list(_lines(root))
        self.notes: list[Note] = []
        self.pages = self.names()

    def imported(self) -> Imported:
        """All of it."""
        reads = list(self.questions())
        pages = tuple(self.page(name) for name in self.pages)
        listed = {line.resource for line in self.lines}
        for each in self.resources.values():
            if each.identifier not in listed and not self.is_quiet(each):
                self.lines.append(_Line(each.identifier, each.files[0] if each.files else each.identifier, "", each.line))
        for line in self.lines:
            self.left_out(line)
        items, notes = ordered(reads)
        return Imported(self.title, items, pages, self.files.taken, (*notes, *self.notes))

    def names(self) -> dict[str, tuple[str, _Line | None]]:
        """What each page is called for good, and its line in the table of contents; those in it first, in its order."""
        shown = {self.resources[line.resource].files[0]: line for line in reversed(self.lines) if self.launched(line.resource)}
        listed = [self.resources[line.resource].files[0] for line in self.lines if self.launched(line.resource)]
        others = [name for each in self.resources.values() if each.type == "webcontent" for name in each.files[:1]]
        found: dict[str, tuple[str, _Line | None]] = {}
        taken: set[str] = set()
        for name in dict.fromkeys((*listed, *others)):
            if name.lower().endswith(_PAGES) and name in self.source.members:
                ident = kebab(PurePosixPath(name).stem) or "page"
                if ident in taken:
                    ident = kebab(name)
                taken.add(ident)
                found[name] = (ident, shown.get(name))
        return found

    def launched(self, identifier: str) -> bool:
        """Is there such a resource, with a file?"""
        return identifier in self.resources and bool(self.resources[identifier].files)

    def page(self, name: str) -> ImportedPage:
        """A page as Markdown, without the heading that only repeats its title."""
        ident, line = self.pages[name]
        html = self.source.members[name].decode("utf-8", "replace")
        named = _TITLE.search(html)
        title = line.title if line else " ".join(re.sub(r"<[^>]*>", "", named[1] if named else "").split())
        found = markdown(
            _FACTS.sub("", html, count=1) if self.ours else html, lambda url: self.files.take(url, name), lambda url: self.linked(url, name)
        )
        heading = _HEADING.match(found.text)
        title = title or (heading[1] if heading else ident)
        body = found.text[heading.end() :] if heading and heading[1].strip() == title else found.text
        for what in found.lost:
            self.notes.append(Note(Place(name, 0, title), "changed", f"is read without {what}"))
        return ImportedPage(ident, title, body, line.module if line else "")

    def linked(self, url: str, base: str) -> str | None:
        """Where a link in a page leads: another page, or a file that comes along."""
        name = self.files.find(url, base)
        if name in self.pages:
            anchor = url.partition("#")[2]
            return f"{self.pages[name][0]}.md" + (f"#{anchor}" if anchor else "")
        return self.files.take(url, base) if name else None

    def questions(self) -> Iterator[Read]:
        """The items of tests and banks: Canvas's own files in place of what it keeps for others."""
        done: set[str] = set()
        for resource in self.resources.values():
            better = _CANVAS_QUIZ.format(resource.identifier)
            names = [better] if better in self.source.members else list(resource.files)
            for name in names:
                content = self.source.members.get(name, b"")
                if name in done or not is_qti(content):
                    continue
                done.add(name)
                for found in read(content, name, self.files):
                    yield found._replace(items=with_canvas_settings(found.items, self.source.members))
        done |= {name for resource in self.resources.values() for name in resource.files}
        for name in sorted(set(self.source.members) - done):
            if is_qti(self.source.members[name]):
                yield from read(self.source.members[name], name, self.files)

    def is_quiet(self, resource: _Resource) -> bool:
        """Is it a file that came along with what shows it, or a style sheet, which nothing has any more?"""
        return all(name in self.files.names or name.endswith(".css") for name in resource.files)

    def left_out(self, line: _Line) -> None:
        """Say of a line of the table of contents that it is no page and no test."""
        resource = self.resources.get(line.resource)
        where = Place(_MANIFEST, line.line, line.title)
        if resource is None:
            self.notes.append(Note(where, "refused", "it shows nothing that is in the cartridge"))
            return
        if any(name in self.pages or is_qti(self.source.members.get(name, b"")) for name in resource.files):
            return
        what = next((text for start, text in _KINDS if resource.type.startswith(start)), "")
        if resource.type.startswith("imswl"):
            what = f"a web link to {_address(self.source.members.get(resource.files[0] if resource.files else '', b''))}"
        self.notes.append(Note(where, "refused", f"it is {what or 'a file that is no page'}, which is left out"))


def _address(content: bytes) -> str:
    """Where a web link leads."""
    try:
        url = next(bare(parse(content)).iter("url"), None)
    except XmlError:
        url = None
    return (url.get("href", "") if url is not None else "")[:200] or "nowhere"


def _resource(element: "_Element") -> _Resource:
    files = [unquote(each.get("href", "")) for each in element.iterchildren("file")]
    first = unquote(element.get("href", ""))
    return _Resource(
        element.get("identifier", ""),
        element.get("type", ""),
        tuple(dict.fromkeys([*([first] if first else []), *files])),
        line_of(element),
    )


def _lines(root: "_Element") -> Iterator[_Line]:
    """The table of contents: modules are the folders below its root, and what lies in folders deeper down is in their module."""
    for organization in root.iter("organization"):
        tops = list(organization.iterchildren("item"))
        if len(tops) == 1 and not tops[0].get("identifierref"):
            tops = list(tops[0].iterchildren("item"))
        for top in tops:
            module = "" if top.get("identifierref") else _named(top)
            for item in top.iter("item"):
                if reference := item.get("identifierref"):
                    yield _Line(reference, _named(item), module, line_of(item))


def _named(item: "_Element") -> str:
    return " ".join(text_of(item.find("title")).split())


IMPORTER = Importer("cartridge", "Common Cartridge, of Canvas, Moodle, Blackboard and others", _recognises, _read)
