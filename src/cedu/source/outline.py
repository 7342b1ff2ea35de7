"""What other files may rely on of an entity or a page, read off the types of its fields."""

import posixpath
import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple
from urllib.parse import unquote

from cedu.diagnostics import Span
from cedu.items import lower
from cedu.model.annotations import IsMarkdown, RefersTo, WorkspaceFile
from cedu.model.assessment import Assessment, Bank
from cedu.model.certification import Certification, Single, members
from cedu.model.chance import guess
from cedu.model.course import Course, Module
from cedu.model.entity import Entity, Lasting, Part
from cedu.model.framework import Proficiency
from cedu.model.interaction import HotspotInteraction, extent
from cedu.model.item import Item
from cedu.model.library import OWNERS
from cedu.model.outline import (
    Declared,
    DrawOutline,
    FileUse,
    Former,
    GroupOutline,
    ImageOutline,
    ItemOutline,
    ModuleOutline,
    Outline,
    PageOutline,
    Reference,
    RequirementOutline,
)
from cedu.source.sketch import sketch
from cedu.source.structure import plain

if TYPE_CHECKING:
    from cedu.source.markdown import Page


# The first line of a block that is not blank, and what it is indented by.
_INDENTED = re.compile(r"\n(?:[ \t]*\r?\n)*( *)(?=[^ \r\n])")


class Text(NamedTuple):
    """A text of an entity that stands for something: what, where, and inside which part."""

    stands_for: RefersTo | WorkspaceFile | IsMarkdown
    value: str
    part: Part
    field: str
    within: str
    steps: tuple[str | int, ...]

    @property
    def span(self) -> Span:
        """Where the text stands."""
        return self.part.origin.span(*self.steps)

    def span_within(self, written: str, found: Span) -> Span:
        """Where something in the text stands in its file, which says `written`: its place in a block (`|`), else where the text starts."""
        event = self.part.origin.at(*self.steps).mark[1]
        if event.style != "|":
            return self.span
        first = _INDENTED.search(written, event.start_mark.index)
        indent = len(first[1]) if first else 0
        return found._replace(line=event.start_mark.line + 1 + found.line, column=indent + found.column)


def texts(part: Part, wanted: tuple[type, ...], field: str = "", within: str = "") -> Iterator[Text]:
    """Every text of `part`, at any depth, that stands for one of the `wanted`: RefersTo, WorkspaceFile, IsMarkdown."""
    for name, stands_for, is_list in _plan(type(part), wanted):  # type: ignore[arg-type]  # mypy takes the objects' hash for the class's
        value = getattr(part, name)
        if not value:
            continue
        way = f"{field}.{name}" if field else name
        if stands_for is None:
            for inner in value if is_list else (value,):
                yield from texts(inner, wanted, way, getattr(inner, "id", within))
        elif is_list:
            for index, each in enumerate(value):
                yield Text(stands_for, each, part, way, within, (name, index))
        else:
            yield Text(stands_for, value, part, way, within, (name,))


@cache
def _plan(cls: type, wanted: tuple[type, ...]) -> tuple[tuple[str, Any, bool], ...]:
    """The fields in which there is something that is `wanted`: name, what its text stands for (None for parts), and is it a list."""
    steps = []
    for name, part, stands_for, is_list in _fields(cls):
        if isinstance(stands_for, wanted) or (part and (part is Item or _plan(part, wanted))):
            steps.append((name, stands_for, is_list))
    return tuple(steps)


@cache
def _fields(cls: type) -> tuple[tuple[str, type | None, Any, bool], ...]:
    """The fields that hold parts or texts that stand for something: name, the part's class, what the text stands for, and is it a list."""
    found: list[tuple[str, type | None, Any, bool]] = []
    hints = typing.get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        hint = hints[field.name]
        is_list = typing.get_origin(plain(hint)) is tuple
        inner = typing.get_args(plain(hint))[0] if is_list else hint
        if stands_for := _annotation(inner):
            found.append((field.name, None, stands_for, is_list))
        elif isinstance(plain(inner), type) and is_dataclass(plain(inner)):
            found.append((field.name, plain(inner), None, is_list))
    return tuple(found)


@cache
def _named(cls: type) -> tuple[tuple[str, bool], ...]:
    """The fields that hold parts with a lasting id, or parts that hold such parts: name, and is it a list."""
    return tuple((name, is_list) for name, part, _, is_list in _fields(cls) if part and (issubclass(part, Lasting) or part is Proficiency))


def _parts(part: Part) -> Iterator[Part]:
    """The parts directly inside `part` that have a lasting id."""
    for name, is_list in _named(type(part)):  # type: ignore[arg-type]
        value = getattr(part, name)
        yield from value if is_list else (value,)


def named_parts(part: Part) -> Iterator[Part]:
    """`part`, and all that is inside it and has a lasting id: modules and lessons, objectives, levels, items, …"""
    yield part
    for inner in _parts(part):
        if _named(type(inner)):  # type: ignore[arg-type]
            yield from named_parts(inner)
        else:
            yield inner


def _annotation(hint: Any) -> Any:
    if typing.get_origin(hint) is Annotated:
        return typing.get_args(hint)[1]
    for each in typing.get_args(hint):
        if found := _annotation(each):
            return found
    return None


def outline_of(entity: Entity, written: str = "") -> Outline:
    """What other files may rely on of `entity`; `written` is the text of its file, empty where it is known to have no links."""
    if written:
        from cedu.source.markdown import scan
    references, files = [], []
    wanted = (RefersTo, WorkspaceFile, IsMarkdown) if written else (RefersTo, WorkspaceFile)
    for text in texts(entity, wanted):
        if isinstance(text.stands_for, RefersTo):
            name = qualified(text.value, entity.id) if text.stands_for.local else text.value
            references.append(Reference(text.stands_for.kind, name, text.field, text.within, *text.span))
        elif isinstance(text.stands_for, WorkspaceFile):
            if not text.value.startswith("https://"):
                files.append(FileUse(beside(entity.origin.path, text.value), text.field, "", *text.span))
        elif "](" in text.value or "]:" in text.value:
            links = _links(entity.origin.path, scan(text.value))
            files += [FileUse(use.path, use.field, use.anchor, *text.span_within(written, use.span)) for use in links]
    former = tuple(_former(entity))
    items = entity.items if isinstance(entity, Assessment | Bank) else ()
    blueprint = entity.blueprint if isinstance(entity, Assessment) else None
    return Outline(
        kind=entity.kind,
        id=entity.id,
        title=entity.title,
        path=entity.origin.path,
        span=entity.origin.span("id"),
        status=entity.status,
        formerly=entity.formerly,
        purpose=entity.purpose if isinstance(entity, Assessment) else "",
        stakes=entity.stakes if isinstance(entity, Assessment) else "",
        declared=tuple(_declared(entity, entity.id, everything=bool(former))),
        references=tuple(references),
        files=tuple(files),
        items=tuple(_item(item, entity.id) for item in items),
        draws=tuple(
            DrawOutline(
                amount,
                draw.bank or "",
                qualified(draw.objective, entity.id) if draw.objective else "",
                draw.difficulty or "",
                *draw.origin.span("count" if draw.percent is None else "percent"),
            )
            for draw, amount in (zip(blueprint.draws, blueprint.amounts, strict=True) if blueprint else ())
        ),
        former=former,
        passing_score=entity.passing_score if isinstance(entity, Assessment) else None,
        requirements=tuple(_requirements(entity)) if isinstance(entity, Certification) else (),
        modules=tuple(_module(module) for module in entity.modules) if isinstance(entity, Course) else (),
        attempts=entity.attempts if isinstance(entity, Assessment) else None,
        images=tuple(filter(None, map(_image, items))),
    )


def page_outline(path: str, page: "Page") -> PageOutline:
    """What other files may rely on of a Markdown file."""
    return PageOutline(path, tuple(heading.anchor for heading in page.headings), tuple(_links(path, page)))


def qualified(name: str, owner: str) -> str:
    """A local reference as `owner.local`."""
    return name if "." in name else f"{owner}.{name}"


def beside(path: str, relative: str) -> str:
    """The file that `relative` names in the file `path`, from the root; it starts with `..` or `/` where it leads outside."""
    folder = path.rpartition("/")[0]
    if "./" not in relative and "//" not in relative and relative[-1:] not in ("/", ".", "") and relative[0] != "/":
        return f"{folder}/{relative}" if folder else relative  # what normpath would say, in a tenth of the time
    return posixpath.normpath(posixpath.join(folder, relative))


def _links(path: str, page: "Page") -> Iterator[FileUse]:
    from cedu.source.markdown import is_outside

    for link in page.links:
        target, _, anchor = link.url.partition("#")
        if is_outside(target) or target.startswith("//"):
            continue
        used = beside(path, unquote(target)) if target else path
        yield FileUse(used, "image" if link.is_image else "link", unquote(anchor), path, link.line, link.column, link.length)


def _declared(part: Part, owner: str, *, everything: bool) -> Iterator[Declared]:
    """What references into the entity `owner` can name; `everything` where former ids have to be compared with those of lessons, too."""
    for inner in _parts(part):
        if isinstance(inner, Item):
            return
        kind = type(inner).__name__.lower()
        if everything or kind in OWNERS:
            id = getattr(inner, "id", "")
            name = id if isinstance(inner, Proficiency) else f"{owner}.{id}"
            title = getattr(inner, "title", "") or getattr(inner, "text", "")
            yield Declared(kind, name, title, *inner.origin.span("id"), bloom=getattr(inner, "bloom", ""))
        if everything:
            yield from _declared(inner, owner, everything=True)


def _former(part: Part, owner: str = "") -> Iterator[Former]:
    """The ids that an entity and the things inside it had before."""
    id = getattr(part, "id", "")
    for index, old in enumerate(getattr(part, "formerly", ())):
        kind = "item" if isinstance(part, Item) else type(part).__name__.lower()
        name, now = (f"{owner}.{old}", f"{owner}.{id}") if owner else (old, id)
        yield Former(kind, name, now, *part.origin.span("formerly", index))
    for inner in _parts(part):
        yield from _former(inner, owner or id)


def _requirements(entity: Certification) -> Iterator[RequirementOutline]:
    new = count()
    for level in entity.levels:
        for renews, needed in ((False, level.requires), (True, level.renewal)):
            for each in needed:
                yield from _required(each, f"{entity.id}.{level.id}", renews, (), new)


def _required(one: Single, level: str, renews: bool, groups: tuple[GroupOutline, ...], new: Iterator[int]) -> Iterator[RequirementOutline]:
    """The single requirements in `one`, which may be a group."""
    needed, parts = members(one)
    if parts:
        groups = (*groups, GroupOutline(next(new), needed, len(parts)))
    for part in parts:
        yield from _required(part, level, renews, groups, new)
    for kind, name in (("course", one.course), ("assessment", one.assessment), ("practical", one.practical), ("level", one.level)):
        if name:
            full = qualified(name, level.partition(".")[0]) if kind in OWNERS else name
            yield RequirementOutline(level, kind, full, one.least_score, renews, groups, *one.origin.span(kind))


def _item(item: Item, owner: str) -> ItemOutline:
    objective = qualified(item.objective, owner) if item.objective else ""
    interaction = lower(item)
    options, characters = extent(interaction)
    parts, chance = guess(interaction)
    drawn, span = sketch(item, interaction), item.origin.span("id")
    return ItemOutline(item.id, item.type, objective, item.difficulty, item.points, options, characters, parts, chance, drawn, *span)


def _image(item: Item) -> ImageOutline | None:
    """The image that an item measures places in."""
    interaction = lower(item) if item.type == "hotspot" else None
    if not isinstance(interaction, HotspotInteraction):
        return None
    path = beside(item.origin.path, interaction.image)
    return ImageOutline(path, interaction.width, interaction.height, *item.origin.span("image", "width"))


def _module(module: Module) -> ModuleOutline:
    asked = tuple(lesson.assessment for lesson in module.lessons if lesson.assessment)
    texts = sum(lesson.body is not None for lesson in module.lessons)
    return ModuleOutline(module.id, len(module.lessons), texts, asked, *module.origin.span("id"))
