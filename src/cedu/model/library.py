"""All that a workspace holds, as rules and targets look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cedu.model.outline import Outline, PageOutline
from cedu.model.workspace import Workspace


@dataclass(frozen=True)
class Library:
    """A workspace, the outlines of its entities and pages, and which files lie in it.

    `outlines` has the first declaration of each (kind, id), `duplicates` the others. `outside` are symbolic links that lead out of the
    workspace. `broken` has the paths of the files that could not be read, and `broken_ids` the (kind, id) that they would have declared
    as far as it could be told: a rule says nothing of what hangs on them.
    """

    root: Path
    workspace: Workspace
    outlines: Mapping[tuple[str, str], Outline]
    duplicates: tuple[Outline, ...]
    pages: Mapping[str, PageOutline]
    files: frozenset[str]
    outside: frozenset[str]
    broken: frozenset[str]
    broken_ids: frozenset[tuple[str, str]]

    def of(self, kind: str) -> tuple[Outline, ...]:
        """The outlines of one kind, by id."""
        return tuple(outline for (its_kind, _), outline in sorted(self.outlines.items()) if its_kind == kind)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind, sorted."""
        return tuple(sorted(id for its_kind, id in self.outlines if its_kind == kind))
