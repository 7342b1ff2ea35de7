"""What other files may rely on of an entity or a page."""

import posixpath
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cedu.items import lower
from cedu.model.annotations import IsMarkdown, RefersTo, WorkspaceFile
from cedu.model.assessment import Assessment, Bank
from cedu.model.certification import Certification, Single, members
from cedu.model.chance import guess
from cedu.model.course import Course, Module
from cedu.model.entity import Entity, Part
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
from cedu.source.parts import parts, texts
from cedu.source.sketch import sketch

if TYPE_CHECKING:
    from cedu.source.markdown import Page


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
    for inner in parts(part):
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
    for inner in parts(part):
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
