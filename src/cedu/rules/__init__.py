"""Rules: one file each, whose docstring is its page (`cedu explain CODE`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
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
    (Course, Assessment, …, or Page for a Markdown file); or, where `each` is empty, the Library. A rule of the reader (CE0, CE1) has no
    `check`: its findings arise while a file is read.
    """

    code: str
    severity: Severity
    check: Callable[[Any, Settings], Iterator[Finding]] | None = None
    each: tuple[type, ...] = ()


@cache
def rules() -> dict[str, Rule]:
    """Every rule, by code."""
    found = {}
    for rule in collect("cedu.rules", "RULE", Rule):
        if rule.code in found:
            raise TypeError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return dict(sorted(found.items()))
