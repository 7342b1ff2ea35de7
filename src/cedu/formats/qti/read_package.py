"""A QTI package or a single item, read: items by the test or the manifest that names them, or else every item that is there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from cedu.formats.archive import Source
from cedu.formats.from_html import Converted, markdown
from cedu.formats.imported import Imported, ImportedItem, ImportedItems, Note, Place
from cedu.formats.qti.catalogue import About, catalogue
from cedu.formats.qti.nodes import Node, document
from cedu.formats.qti.read_item import item
from cedu.formats.qti.read_test import settings
from cedu.formats.qti.reading import RefusedError
from cedu.formats.xml import XmlError

MANIFEST = "imsmanifest.xml"
_PATH = re.compile(r"[^\w./ ()-]+")
_START = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:qti-)?assessment-?[IiTt](?:tem|est)[\s>/]")
_LOOKED_AT = 65_536


@dataclass(slots=True)
class _Found:
    """What has been read so far: documents by their member, what the manifest says of each, images, notes."""

    source: Source
    items: dict[str, Node] = field(default_factory=dict)
    tests: dict[str, Node] = field(default_factory=dict)
    stimuli: dict[str, Node] = field(default_factory=dict)
    about: Mapping[str, About] = field(default_factory=dict)
    title: str = ""
    entry: str = ""
    assets: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def is_qti(source: Source, *marks: bytes) -> bool:
    """Is there an item or a test in it that has one of these namespaces (or their start)?"""
    return any(
        _START.search(head) and any(mark in head for mark in marks)
        for head in (content[:_LOOKED_AT] for name, content in source.members.items() if name.lower().endswith(".xml"))
    )


def package(source: Source) -> Imported:
    """Everything that is read of a source. Raises nothing."""
    found = _Found(source)
    _documents(found)
    made: list[ImportedItems] = []
    used: set[str] = set()
    for member, root in found.tests.items():
        references, said, notes = settings(root)
        found.notes += [Note(Place(member, line, root.get("title")), "changed", text) for line, text in notes]
        wanted = [name for href in references if (name := _inside(member, href)) in found.items]
        for href in references:
            if _inside(member, href) not in found.items:
                found.notes.append(Note(Place(member, root.line, href), "refused", "the test asks an item that is not in the source"))
        used.update(wanted)
        made.append(_items(found, dict.fromkeys(wanted), root, said))
    rest = [name for name in found.items if name not in used]
    if rest:
        made.append(_items(found, dict.fromkeys(rest), None, None))
    if not (found.items or found.tests or found.notes):
        found.notes.append(Note(Place(), "refused", "there is no item and no test of QTI in it"))
    return Imported(found.title, tuple(each for each in made if each.items), (), found.assets, tuple(found.notes))


def _documents(found: _Found) -> None:
    """Read every document; what is no item and no test is passed over, or noted where it can't be read."""
    for member, content in found.source.members.items():
        if not member.lower().endswith(".xml") and len(found.source.members) > 1:
            continue
        root = document(content)
        if isinstance(root, XmlError):
            found.notes.append(Note(Place(member, root.line), "refused", root.reason))
        elif root.name == "manifest":
            found.about, found.title, found.entry = catalogue(root, PurePosixPath(member).parent)
        elif root.name == "assessmentItem":
            found.items[member] = root
        elif root.name == "assessmentTest":
            found.tests[member] = root
        elif root.name == "assessmentStimulus":
            found.stimuli[member] = root
        elif root.name == "assessmentSection":
            found.notes.append(Note(Place(member, root.line), "refused", "a section in a file of its own is not read"))


def _items(found: _Found, members: Mapping[str, object], test: Node | None, said: Mapping[str, object] | None) -> ImportedItems:
    """The items of a test, or of a bank."""
    read: list[ImportedItem] = []
    shown: set[str] = set()
    for member in members:
        stimuli = [_inside(member, node.get("href")) for node in found.items[member].all("assessmentStimulusRef")]
        wanted = [each for each in stimuli if each in found.stimuli and each not in shown]
        shown.update(wanted)
        read += [each for each in (*(_passage(found, name) for name in wanted), _item(found, member)) if each]
    languages = [root.get("lang") for member in members if (root := found.items.get(member)) and root.get("lang")]
    title = test.get("title") if test else found.title
    return ImportedItems(
        ident=test.get("identifier") if test else found.entry or found.source.name,
        title=title,
        items=tuple(read),
        id=found.entry,
        language=max(set(languages), key=lambda each: (languages.count(each), each)) if languages else "",
        settings=dict(said) if said is not None else None,
    )


def _passage(found: _Found, member: str) -> ImportedItem | None:
    """What the items after it are about (QTI 3.0, 2.11.3), as an item that asks nothing."""
    root = found.stimuli[member]
    body = Node("itemBody", {}, [child for node in root.all("stimulusBody") for child in node.children], root.line)
    return _made(found, member, Node("assessmentItem", root.attributes, [body], root.line))


def _item(found: _Found, member: str) -> ImportedItem | None:
    return _made(found, member, found.items[member])


def _made(found: _Found, member: str, root: Node) -> ImportedItem | None:
    said = found.about.get(member, About())
    title = root.get("title") or root.get("identifier")
    place = Place(member if len(found.source.members) > 1 else "", root.line, title)
    files = dict(_images(found, member, root))
    try:
        read = item(root, partial(_markdown, files), files)
    except RefusedError as error:
        found.notes.append(Note(Place(place.member, error.line or root.line, title), "refused", error.reason))
        return None
    except RecursionError:
        found.notes.append(Note(place, "refused", "it is too deep inside other elements"))
        return None
    found.notes += [Note(place, "changed", text) for text in (*read.notes, *said.notes)]
    ours = root.get("toolName") == "cedu"
    return ImportedItem(
        ident=root.get("identifier"),
        place=place,
        stem=read.stem,
        interaction=read.interaction,
        id=root.get("label") if ours else root.get("identifier"),
        points=read.points,
        difficulty=said.difficulty,
        objective=said.objective,
        correct=read.correct,
        incorrect=read.incorrect,
        hint=read.hint,
        tags=said.tags,
    )


def _markdown(files: Mapping[str, str], html: str) -> Converted:
    return markdown(html, files.get, files.get)


def _images(found: _Found, member: str, root: Node) -> Iterator[tuple[str, str]]:
    """Our path of each file that an item shows, by the address that it has there; its bytes are noted."""
    for node in root.all("img", "object", "a", "source"):
        address = node.get("src") or node.get("data") or node.get("href")
        inside = _inside(member, address)
        if not address or inside not in found.source.members:
            continue
        folder = PurePosixPath(member).parent
        path = PurePosixPath(inside)
        below = path.relative_to(folder) if path.is_relative_to(folder) else path
        place = _PATH.sub("-", str(below)).lstrip("-./ ") or "file"
        while found.assets.get(place, found.source.members[inside]) != found.source.members[inside]:
            place = f"_/{place}"
        found.assets[place] = found.source.members[inside]
        yield address, place


def _inside(member: str, address: str) -> str:
    """The member that an address in a member names."""
    parts = urlsplit(address) if "[" not in address else urlsplit("")
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return normpath(str(PurePosixPath(member).parent / unquote(parts.path)))
