"""What was examined as JSON and back: to send it between processes, and to keep it.

Never as a pickle, which runs code when it is read: a cache may come with a workspace from strangers.
"""

import json
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from cedu.jobs.examine import Examined

# What makes a value of what JSON had, given the path of the file that it is about.
_Revive = Callable[[Any, str], Any]
# Fields that always hold the file's own path, and fields with few different values: each is kept once, or memory would double.
_OWN = ("written_in",)
_SHARED = ("kind", "field")

# Stands for the file's own path, which every span repeats. JSON escapes it in texts, so it stands nowhere else.
_OWN_PATH = "\x01"
# How a FileUse of a lesson starts.
_LESSON_TEXT = re.compile(r'\["((?:[^"\\]|\\.)*)","[a-z_.]*\.(?:body|transcript)",')
_ENCODER = json.JSONEncoder(separators=(",", ":"))


def encode(examined: Examined) -> str:
    """`examined` as one line of JSON: named tuples become lists."""
    return _ENCODER.encode(examined).replace(json.dumps(examined.path), _OWN_PATH)


def decode(encoded: str, path: str) -> Examined:
    """The Examined of `path` that was encoded. Raises TypeError, ValueError, IndexError or AttributeError for anything else."""
    value = json.loads(encoded.replace(_OWN_PATH, "0"))
    return typing.cast("Examined", _named_tuple(Examined)(value, path))


def texts_in(encoded: str) -> Iterator[str]:
    """The files that lessons have as texts and transcripts, by their paths from the root: without decoding all the rest."""
    return (json.loads(f'"{path}"') for path in _LESSON_TEXT.findall(encoded))


@cache
def _named_tuple(cls: type) -> _Revive:
    """How to make a `cls` of a list."""
    make = cls._make  # type: ignore[attr-defined]
    hints = typing.get_type_hints(cls)
    own = [index for index, name in enumerate(hints) if name in _OWN]
    shared = [index for index, name in enumerate(hints) if name in _SHARED]
    steps = [(index, revive) for index, name in enumerate(hints) if (revive := _path if name == "path" else _reviver(hints[name]))]

    def revive_all(value: list[Any], path: str) -> Any:
        for index in own:
            value[index] = path
        for index in shared:
            value[index] = sys.intern(value[index])
        for index, revive in steps:
            value[index] = revive(value[index], path)
        return make(value)

    return revive_all


def _path(value: Any, path: str) -> Any:
    return path if value == 0 else value


def _reviver(hint: Any) -> _Revive | None:
    """How to make what `hint` describes of JSON; None where it is that already."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (inner,) = (each for each in typing.get_args(hint) if each is not type(None))
        revive = _reviver(inner)
        return (lambda value, path: None if value is None else revive(value, path)) if revive else None
    if typing.get_origin(hint) is tuple:
        return _tuple(typing.get_args(hint))
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _named_tuple(hint)
    return None


def _tuple(parts: tuple[Any, ...]) -> _Revive:
    if parts[-1] is Ellipsis:
        revive = _reviver(parts[0])
        return (lambda value, path: tuple([revive(each, path) for each in value])) if revive else lambda value, _: tuple(value)
    revivers = [_reviver(part) for part in parts]
    return lambda value, path: tuple([revive(each, path) if revive else each for revive, each in zip(revivers, value, strict=True)])
