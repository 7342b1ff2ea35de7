"""What was examined as JSON and back: to send it between processes, and to keep it.

Never as a pickle, which runs code when it is read: a cache may come with a workspace from strangers.
"""

import json
import sys
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from cedu.jobs.examine import Examined

_Revive = Callable[[Any], Any]


# Stands for the file's own path, which every span repeats. JSON escapes it in texts, so it stands nowhere else.
_OWN_PATH = "\x01"
_ENCODER = json.JSONEncoder(separators=(",", ":"))


def encode(examined: Examined) -> str:
    """`examined` as one line of JSON: named tuples become lists."""
    return _ENCODER.encode(examined).replace(json.dumps(examined.path), _OWN_PATH)


def decode(encoded: str, path: str) -> Examined:
    """The Examined of `path` that was encoded. Raises TypeError, ValueError, IndexError or AttributeError for anything else."""
    _revived.path = path
    return typing.cast("Examined", _named_tuple(Examined)(json.loads(encoded.replace(_OWN_PATH, "0"))))


class _Revived:
    """The file whose Examined is being revived: all its spans share one path, or ten thousand files would need twice the memory."""

    path = ""


_revived = _Revived()


def _path(value: Any) -> Any:
    return _revived.path if value == 0 else value


# Fields with few different values: each of these is kept once.
_SHARED: dict[str, _Revive] = {"path": _path, "written_in": _path, "kind": sys.intern, "field": sys.intern}


@cache
def _named_tuple(cls: type) -> _Revive:
    """How to make a `cls` of a list."""
    make = cls._make  # type: ignore[attr-defined]
    hints = typing.get_type_hints(cls)
    steps = [(index, revive) for index, name in enumerate(hints) if (revive := _SHARED.get(name) or _reviver(hints[name]))]

    def revive_all(value: list[Any]) -> Any:
        for index, revive in steps:
            value[index] = revive(value[index])
        return make(value)

    return revive_all


def _reviver(hint: Any) -> _Revive | None:
    """How to make what `hint` describes of JSON; None where it is that already."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (inner,) = (each for each in typing.get_args(hint) if each is not type(None))
        revive = _reviver(inner)
        return (lambda value: None if value is None else revive(value)) if revive else None
    if typing.get_origin(hint) is tuple:
        return _tuple(typing.get_args(hint))
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _named_tuple(hint)
    return None


def _tuple(parts: tuple[Any, ...]) -> _Revive:
    if parts[-1] is Ellipsis:
        revive = _reviver(parts[0])
        return (lambda value: tuple([revive(each) for each in value])) if revive else tuple
    revivers = [_reviver(part) for part in parts]
    return lambda value: tuple([revive(each) if revive else each for revive, each in zip(revivers, value, strict=True)])
