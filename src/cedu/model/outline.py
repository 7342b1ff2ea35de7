"""What other files may rely on of an entity or a lesson's text: ids, references, files, counts.

A whole curriculum's outlines are small, so that rules that look across files run over thousands of them in no time; an entity itself
is read again by whoever needs all of it.
"""

import posixpath
from typing import NamedTuple

from cedu.diagnostics import Span
from cedu.model.interaction import Extent


class Declared(NamedTuple):
    """A thing inside an entity that others can name: `kind` such as `objective`, and `name` as they write it (`owner.local`).

    `bloom` is an objective's level, and empty for anything else.
    """

    kind: str
    name: str
    title: str
    written_in: str
    line: int
    column: int
    length: int
    bloom: str = ""

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class Reference(NamedTuple):
    """A field that names another entity, or a thing inside one (then `name` is always `owner.local`).

    `field` is the way there without indices (`modules.lessons.assessment`); `within`, the id of the nearest part around it that has one.
    """

    kind: str
    name: str
    field: str
    within: str
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class FileUse(NamedTuple):
    """A file that is named: its path from the root, normalized but not looked up; `..` at the start where it leads outside.

    `anchor` is the part after `#`, or empty.
    """

    path: str
    field: str
    anchor: str
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)

    def relative(self, path: str) -> str:
        """How another `path` from the root would be written in this place."""
        return posixpath.relpath(path, posixpath.dirname(self.written_in))


class ModuleOutline(NamedTuple):
    """A module of a course: how many lessons it has, how many of them have a text, and the assessments that they ask, in their order."""

    id: str
    lessons: int
    texts: int
    assessments: tuple[str, ...]
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class ItemOutline(NamedTuple):
    """What blueprints look at in an item, and how much its answer can say; `objective` is `owner.local`, or empty.

    `parts` and `chance` are its Guess; its `sketch` is alike for items that ask the same.
    """

    id: str
    type: str
    objective: str
    difficulty: str
    points: float
    options: int
    characters: int
    parts: int
    chance: float
    sketch: tuple[int, ...]
    written_in: str
    line: int
    column: int
    length: int

    @property
    def extent(self) -> Extent:
        """How much its answer can say."""
        return Extent(self.options, self.characters)

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class ImageOutline(NamedTuple):
    """An image that an item measures places in: its path from the root, and the size in pixels that the item says."""

    path: str
    width: int
    height: int
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where its width is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class DrawOutline(NamedTuple):
    """One draw of a blueprint; empty texts where it does not say."""

    amount: int
    bank: str
    objective: str
    difficulty: str
    written_in: str
    line: int
    column: int
    length: int

    def fits(self, item: ItemOutline) -> bool:
        """May it pick `item`, which lies where it draws from? A passage is not drawn."""
        return item.type != "passage" and self.objective in ("", item.objective) and self.difficulty in ("", item.difficulty)

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class Former(NamedTuple):
    """An id that `now` had before, written as `Declared` writes names; `kind` is a kind of entity or of a thing inside one."""

    kind: str
    name: str
    now: str
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)


class GroupOutline(NamedTuple):
    """A group of requirements: its number in the certification, how many of its parts are needed, and how many it has."""

    number: int
    needed: int
    of: int


class RequirementOutline(NamedTuple):
    """What a level (`certification.level`) requires: the `kind` and `name` of it, and for an assessment its own least score, if any.

    `groups` are those that it stands in, the outermost first; `renews` says that it is for a renewal.
    """

    level: str
    kind: str
    name: str
    least_score: float | None
    renews: bool
    groups: tuple[GroupOutline, ...]
    written_in: str
    line: int
    column: int
    length: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.written_in, self.line, self.column, self.length)

    @property
    def is_needed(self) -> bool:
        """Does nobody have the level without it?"""
        return all(group.needed >= group.of for group in self.groups)


class Outline(NamedTuple):
    """An entity, as other files see it.

    `passing_score` and `attempts` are an assessment's, `requirements` are a certification's, `modules` a course's.
    """

    kind: str
    id: str
    title: str
    path: str
    span: Span
    status: str
    formerly: tuple[str, ...]
    purpose: str
    stakes: str
    declared: tuple[Declared, ...]
    references: tuple[Reference, ...]
    files: tuple[FileUse, ...]
    items: tuple[ItemOutline, ...]
    draws: tuple[DrawOutline, ...]
    former: tuple[Former, ...] = ()
    passing_score: float | None = None
    requirements: tuple[RequirementOutline, ...] = ()
    modules: tuple[ModuleOutline, ...] = ()
    attempts: int | None = None
    images: tuple[ImageOutline, ...] = ()

    def refers(self, field: str) -> tuple[Reference, ...]:
        """The references in one field, in order."""
        return tuple(reference for reference in self.references if reference.field == field)


class PageOutline(NamedTuple):
    """A Markdown file, as other files see it."""

    path: str
    anchors: tuple[str, ...]
    files: tuple[FileUse, ...]
