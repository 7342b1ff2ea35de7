"""OLX, read: courses, libraries and problems of Open edX, as Studio exports them (tar.gz), as a folder, or as one file.

A subsection's problems become an assessment, those of a library or without a course a bank, and HTML components the lessons of a course.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from cedu.formats.from_html import markdown
from cedu.formats.images import asset_name, found_member
from cedu.formats.imported import Imported, ImportedItem, ImportedItems, ImportedPage, Note, Place
from cedu.formats.olx_problem import ProblemError, inner, interaction_of, responses, stem_of, usual_maths
from cedu.formats.xml import XmlError, line_of, parse
from cedu.importers import Importer, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSIDE = frozenset(
    {"course", "chapter", "sequential", "vertical", "library", "library_content", "itembank", "split_test", "conditional", "problems"}
)
_SILENT = frozenset({"wiki", "discussion", "textbook", "entry", "wiki_slug", "show"})
_DEEPEST = 12
_STARTS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*+<(?:problems?|library|course|chapter|sequential|vertical)[\s>]"
)
_ROOT = re.compile(rb"<(course|library|problem|problems|chapter|sequential|vertical)[\s>]")


@dataclass(slots=True)
class _Reader:
    source: Source
    home: str
    notes: list[Note] = field(default_factory=list)
    assets: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, list[ImportedItem]] = field(default_factory=dict)
    groups: dict[str, tuple[str, dict[str, Any] | None]] = field(default_factory=dict)
    pages: list[ImportedPage] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    title: str = ""

    def note(self, kind: Literal["changed", "refused"], place: Place, text: str) -> None:
        self.notes.append(Note(place, kind, text))

    def element(self, member: str) -> "_Element | None":
        """The root of a member; one that can't be read is refused."""
        try:
            return parse(self.source.members[member])
        except XmlError as error:
            self.note("refused", Place(member, error.line), error.reason)
            return None

    def walk(self, element: "_Element", member: str, chapter: str, group: str, depth: int = 0) -> None:
        """Read `element` and what is in it; where it only names a file, what is in that."""
        name, url = str(element.tag), element.get("url_name", "")
        if len(element) == 0 and url and not (element.text or "").strip() and not element.get("filename"):
            path = posixpath.join(self.home, name, f"{url.replace(':', '/')}.xml")
            if path in self.source.members and path != member:
                if path in self.seen:
                    return
                self.seen.add(path)
                if (found := self.element(path)) is None:
                    return
                member, element = path, found
        place = Place(member, line_of(element), element.get("display_name", url))
        if name == "problem":
            self.problem(element, place, url or posixpath.basename(member).removesuffix(".xml"), group)
        elif name == "html":
            self.page(element, place, url or posixpath.basename(member).removesuffix(".xml"), chapter)
        elif name in _INSIDE and depth < _DEEPEST:
            self.inside(element, member, name, url, chapter, group, depth)
        elif name not in _SILENT:
            self.note("refused", place, f"`<{name[:40]}>` is not read; problems and HTML are")

    def inside(self, element: "_Element", member: str, name: str, url: str, chapter: str, group: str, depth: int) -> None:
        """What an element that holds others holds."""
        title = element.get("display_name", "")
        if name == "course":
            self.title = self.title or title
        elif name == "chapter":
            chapter = title or url
        elif name == "sequential":
            group = url or title or f"section-{len(self.groups) + 1}"
            graded = element.get("graded", "").lower() == "true"
            self.groups[group] = (title, {"purpose": "summative", "stakes": "graded"} if graded else {})
        for child in element:
            self.walk(child, member, chapter, group, depth + 1)

    def problem(self, problem: "_Element", place: Place, ident: str, group: str) -> None:
        """Each response of a problem as an item."""
        found = responses(problem)
        if next(problem.iter("script"), None) is not None:
            self.note("changed", place, "the script in the problem is not run, and is left out")
        if not found:
            self.note("refused", place, "there is no response in the problem")
        said = self.markdown("".join(inner(each) for each in problem.iter("solution")), place)
        hint = self.markdown("".join(f"<p>{inner(each)}</p>" for each in problem.iter("hint") if _is_demanded(each)), place)
        points = round(_number(problem.get("weight"), len(found)) / max(len(found), 1), 2)
        for number, response in enumerate(found, 1):
            here = Place(place.member, line_of(response.element), place.what)
            try:
                convert, tell = partial(self.markdown, place=here), partial(self.note, "changed", here)
                interaction = interaction_of(response.element, convert, tell)
            except ProblemError as error:
                self.note("refused", here, str(error))
                continue
            name = ident if number == 1 else f"{ident}-{number}"
            stem = self.markdown(stem_of(response), here)
            if not stem:
                self.note("refused", here, "nothing is asked before the response")
                continue
            hints = "".join(inner(each) for each in response.element.iter("correcthint"))
            correct = "\n\n".join(filter(None, (self.markdown(hints, here), said)))
            item = ImportedItem(name, here, stem, interaction, id=name, points=points, correct=correct, incorrect=said, hint=hint)
            self.items.setdefault(group, []).append(item)

    def page(self, element: "_Element", place: Place, ident: str, chapter: str) -> None:
        """An HTML component, whose text may lie in a file of its own."""
        filename = element.get("filename")
        if filename:
            path = posixpath.join(self.home, "html", f"{filename.replace(':', '/')}.html")
            content = self.source.members.get(path)
            if content is None:
                self.note("refused", place, f"its text `{path}` is not in the source")
                return
            text, place = content.decode("utf-8", "replace"), Place(path, 0, place.what)
        else:
            text = inner(element)
        if body := self.markdown(text, place):
            self.pages.append(ImportedPage(ident, element.get("display_name", "") or ident, body, chapter))

    def markdown(self, written: str, place: Place) -> str:
        """HTML as Markdown; what it loses is noted."""
        if not written.strip():
            return ""
        converted = markdown(usual_maths(written), self.image, self.file)
        if converted.lost:
            self.note("changed", place, f"left out: {', '.join(converted.lost)}")
        return converted.text

    def image(self, url: str) -> str | None:
        """The asset that an image becomes."""
        path = f"static/{url.removeprefix('/static/')}" if url.startswith("/static/") else url
        member = found_member(path, posixpath.join(self.home, "course.xml"), self.source.members)
        if member is None:
            return None
        name = asset_name(member, self.assets, self.source.members[member])
        self.assets[name] = self.source.members[member]
        return name

    def file(self, url: str) -> str | None:
        """The asset that a linked file becomes."""
        return self.image(url) if url.startswith("/static/") else None


def _is_demanded(hint: "_Element") -> bool:
    parent = hint.getparent()
    return parent is not None and parent.tag == "demandhint"


def _number(written: str | None, otherwise: float) -> float:
    return float(written) if written and re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", written) and float(written) else otherwise


def _home(members: Mapping[str, bytes]) -> str | None:
    """The folder that `course.xml` or `library.xml` lies in, the outermost one."""
    names = [name for name in members if posixpath.basename(name) in ("course.xml", "library.xml")]
    names = [name for name in names if _ROOT.search(members[name][:2000])]
    return posixpath.dirname(min(names, key=lambda name: (name.count("/"), name))) if names else None


def recognises(source: Source) -> float:
    """A `course.xml` with the folders of a course, or a `<problem>` with a response."""
    if (home := _home(source.members)) is not None:
        kinds = {posixpath.relpath(name, home or ".").partition("/")[0] for name in source.members}
        return 0.95 if kinds & {"problem", "html", "chapter", "vertical", "policies", "static"} else 0.6
    return max((0.9 for _ in _problems(source)), default=0)


def _problems(source: Source) -> Iterator[str]:
    """The members that are problems or hold them, where there is no course."""
    for name, content in source.members.items():
        if name.lower().endswith((".xml", ".olx")) and b"response" in content and _STARTS.match(content):
            yield name


def read(source: Source) -> Imported:
    """The course from `course.xml` on; without one, every problem that there is."""
    home = _home(source.members)
    reader = _Reader(source, home or "")
    starts = [posixpath.join(home, name) for name in ("course.xml", "library.xml")] if home is not None else list(_problems(source))
    for member in starts:
        if member in source.members and (root := reader.element(member)) is not None:
            reader.walk(root, member, "", "")
    if not reader.items and not reader.pages and not reader.notes:
        reader.note("refused", Place(), "there is neither a course nor a problem in it")
    groups = []
    for ident, items in reader.items.items():
        title, settings = reader.groups.get(ident, ("", None))
        groups.append(ImportedItems(ident or "problems", title, tuple(items), id=ident, settings=settings))
    return Imported(reader.title, tuple(groups), tuple(reader.pages), reader.assets, tuple(reader.notes))


IMPORTER = Importer("olx", "OLX, courses and problems of Open edX", recognises, read)
