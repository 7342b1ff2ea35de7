"""Plug-ins: a module of a room that ends in one constant."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

Plugin = TypeVar("Plugin")


@cache
def collect(package: str, constant: str, kind: type[Plugin]) -> tuple[Plugin, ...]:
    """The `constant` of each module of `package` that has one, in the order of the modules' names.

    Raises TypeError where the constant is not a `kind`: that is a mistake in cedu, not in a workspace.
    """
    found = []
    for module_info in sorted(iter_modules(import_module(package).__path__), key=lambda info: info.name):
        plugin = getattr(import_module(f"{package}.{module_info.name}"), constant, None)
        if plugin is None:
            continue
        if not isinstance(plugin, kind):
            raise TypeError(f"{package}.{module_info.name}.{constant} is no {kind.__name__}")
        found.append(plugin)
    return tuple(found)
