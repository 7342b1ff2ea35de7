"""The parts and the texts of an entity, at any depth, read off the types of its fields."""

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple

from cedu.diagnostics import Span
from cedu.model.annotations import IsMarkdown, RefersTo, WorkspaceFile
from cedu.model.entity import Lasting, Part
from cedu.model.framework import Proficiency
from cedu.model.item import Item
from cedu.source.structure import plain

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


def parts(part: Part) -> Iterator[Part]:
    """The parts directly inside `part` that have a lasting id."""
    for name, is_list in _named(type(part)):  # type: ignore[arg-type]
        value = getattr(part, name)
        yield from value if is_list else (value,)


def named_parts(part: Part) -> Iterator[Part]:
    """`part`, and all that is inside it and has a lasting id: modules and lessons, objectives, levels, items, …"""
    yield part
    for inner in parts(part):
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
