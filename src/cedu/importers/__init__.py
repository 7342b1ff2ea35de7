"""Importers: one file per format, which reads a stranger's file into items and pages, and says what it changes or refuses, and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from cedu.formats.archive import Source
from cedu.model.annotations import Difficulty
from cedu.model.interaction import Interaction
from cedu.plugins import collect

__all__ = [
    "Imported",
    "ImportedItem",
    "ImportedItems",
    "ImportedPage",
    "Importer",
    "Note",
    "Place",
    "Source",
    "importers",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source: the member (empty for the only one), the line from 1 (0 where it is not known), and what stands there."""

    member: str = ""
    line: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What became of something in the source: `changed` how, or `refused` why. A sentence without a full stop."""

    place: Place
    kind: Literal["changed", "refused"]
    text: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One item. Texts are Markdown, whose images and files are paths in `Imported.assets`.

    `ident` is what the source calls it, for good; `id` a name for it where the source has one that may serve as an id (any characters: the
    job makes it kebab-case and unique), else empty. Ids inside `interaction` are kebab-case already. `objective` is `owner.local` where the
    source says so, and kept where there is such an objective.
    """

    ident: str
    place: Place
    stem: str
    interaction: Interaction
    id: str = ""
    points: float = 1
    difficulty: Difficulty = "medium"
    objective: str = ""
    correct: str = ""
    incorrect: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedItems:
    """A bank; or an assessment, if `settings` holds what its YAML says beside its items (`passing_score`, `attempts`, …)."""

    ident: str
    title: str
    items: tuple[ImportedItem, ...]
    id: str = ""
    language: str = ""
    settings: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page, which becomes an article lesson: Markdown, in the module of this title."""

    ident: str
    title: str
    body: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """All that was read. `assets`: by their path relative to the YAML file that will be written, such as `assets/plan.png`."""

    title: str = ""
    items: tuple[ImportedItems, ...] = ()
    pages: tuple[ImportedPage, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """A format: its name on the command line, what it is, how sure it is that a source is one (0 to 1), and how it is read.

    `read` raises nothing, whatever the source holds: what can't be read is a note.
    """

    name: str
    title: str
    recognises: Callable[[Source], float]
    read: Callable[[Source], Imported]


@cache
def importers() -> dict[str, Importer]:
    """Every importer, by name."""
    return {importer.name: importer for importer in collect("cedu.importers", "IMPORTER", Importer)}
