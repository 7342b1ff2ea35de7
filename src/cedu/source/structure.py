"""From a document that its schema accepted to the model: this cannot fail."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, TypeVar

from cedu.model.assessment import Assessment, Bank
from cedu.model.audience import Audience
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.entity import Entity, Part
from cedu.model.framework import Framework
from cedu.model.item import Item
from cedu.model.origin import Mark, Origin
from cedu.model.path import Path
from cedu.source.text import Document

ENTITIES: dict[str, type[Entity]] = {cls.kind: cls for cls in (Assessment, Audience, Bank, Certification, Course, Framework, Path)}

Convert = Callable[[Any, str, Mark], Any]
AnyPart = TypeVar("AnyPart", bound=Part)


def build(cls: type[AnyPart], document: Document) -> AnyPart:
    """The object that `document` describes; its schema has accepted it."""
    return typing.cast("AnyPart", _make(cls, document.value, document.path, document.mark))


def _make(cls: type[Part], value: Mapping[str, Any], path: str, mark: Mark) -> Part:
    arguments = {**value, "origin": Origin(path, mark)}
    for name, convert in _converters(cls):  # type: ignore[arg-type]  # mypy takes the objects' hash for the class's
        if name in value:
            arguments[name] = convert(value[name], path, mark[2][name])
    return cls(**arguments)


@cache
def _converters(cls: type) -> tuple[tuple[str, Convert], ...]:
    """How to convert each field that is not taken as it is."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = ((field.name, _converter(hints[field.name])) for field in fields(cls))
    return tuple((name, convert) for name, convert in found if convert)


def _converter(hint: Any) -> Convert | None:
    hint = plain(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = _converter(typing.get_args(hint)[0])
        if inner is None:
            return lambda value, *_: tuple(value)
        return lambda value, path, mark: tuple(inner(each, path, its) for each, its in zip(value, mark[2], strict=True))
    if origin is Mapping:
        each = _converter(typing.get_args(hint)[1])
        return each and _mapped(each)
    if isinstance(hint, type) and issubclass(hint, Item):
        from cedu.items import item_types

        kinds = item_types()
        return lambda value, path, mark: _make(kinds[value["type"]].item, value, path, mark)
    if isinstance(hint, type) and issubclass(hint, Part):
        part = hint
        return lambda value, path, mark: _make(part, value, path, mark)
    return None


def _mapped(convert: Convert) -> Convert:
    return lambda value, path, mark: {name: convert(each, path, mark[2][name]) for name, each in value.items()}


def plain(hint: Any) -> Any:
    """A type without `Annotated` and `| None`."""
    if typing.get_origin(hint) is Annotated:
        return plain(typing.get_args(hint)[0])
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (inner,) = (each for each in typing.get_args(hint) if each is not type(None))
        return plain(inner)
    return hint
