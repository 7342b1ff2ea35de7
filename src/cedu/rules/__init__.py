"""Rules: one file each, whose docstring is its page (`cedu explain CODE`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.model.workspace import Workspace
from cedu.plugins import collect


@dataclass(frozen=True, slots=True)
class Settings:
    """What a rule may look at beside what it checks."""

    workspace: Workspace
    today: date


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, how bad what it finds is, and how it finds it.

    `check(subject, settings)` yields findings without code or severity. The subject is each object of the types in `each`, whole and alone
    (Course, Assessment, …; Hotspot and all items; Passage for a text in Markdown, Question for an item with its words); or the Library,
    where `each` is empty. A rule of the reader (CE0, CE1) has no `check`: its findings arise while a file is read. `breaks_item`: what it
    finds has no meaning in any format, so that nothing can be built of it.
    """

    code: str
    severity: Severity
    check: Callable[[Any, Settings], Iterator[Finding]] | None = None
    each: tuple[type, ...] = ()
    breaks_item: bool = False

    @property
    def always_counts(self) -> bool:
        """Is it beyond being switched off? What keeps a file from being read would drop a course from every build without a word."""
        return self.breaks_item or (self.code < "CE2" and self.severity is Severity.ERROR)


@cache
def rules() -> dict[str, Rule]:
    """Every rule, by code."""
    found = {}
    for rule in collect("cedu.rules", "RULE", Rule):
        if rule.code in found:
            raise TypeError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return dict(sorted(found.items()))


def page(code: str) -> str:
    """The page of a rule in Markdown: its module's docstring, whose first line is its title. Raises KeyError for an unknown code."""
    return _pages()[code]


@cache
def _pages() -> dict[str, str]:
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    return {module.RULE.code: cleandoc(module.__doc__ or "") for module in modules if hasattr(module, "RULE")}
