"""Importers: one file per format, which reads a stranger's file into items and pages, and says what it changes or refuses, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cedu.formats.archive import Source
from cedu.formats.imported import Imported, ImportedItem, ImportedItems, ImportedPage, Note, Place
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
class Importer:
    """A format: its name on the command line, what it is, how sure it is that a source is one (0 to 1), and how it is read.

    `read` raises nothing, whatever the source holds: what can't be read is a note. `has_columns`: it goes by the columns of `Source`.
    """

    name: str
    title: str
    recognises: Callable[[Source], float]
    read: Callable[[Source], Imported]
    has_columns: bool = False


@cache
def importers() -> dict[str, Importer]:
    """Every importer, by name."""
    return {importer.name: importer for importer in collect("cedu.importers", "IMPORTER", Importer)}
