"""All that a workspace holds, as rules and targets look at it."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cedu.model.outline import FileUse, Outline, PageOutline
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

    @cached_property
    def everything(self) -> tuple[Outline, ...]:
        """Every outline, second declarations of one id included, by path."""
        return tuple(sorted((*self.outlines.values(), *self.duplicates), key=lambda outline: outline.path))

    @cached_property
    def uses(self) -> tuple[FileUse, ...]:
        """Every file that `cedu.yaml`, an entity or a page names."""
        return tuple(self._uses())

    def _uses(self) -> Iterator[FileUse]:
        organization = self.workspace.organization
        if organization.logo:
            yield FileUse(posixpath.normpath(organization.logo), "organization.logo", organization.origin.span("logo"))
        for outline in self.everything:
            yield from outline.files
        for page in self.pages.values():
            yield from page.files

    def leads_outside(self, path: str) -> bool:
        """Does `path`, as a FileUse has it, lead out of the workspace, by `..`, from the disk's root, or by a symbolic link?"""
        if path.startswith(("../", "/")) or path == "..":
            return True
        return bool(self.outside) and any(path == link or path.startswith(f"{link}/") for link in self.outside)

    @cached_property
    def by_casefold(self) -> Mapping[str, str]:
        """The files of the workspace by their path without capital letters."""
        return {path.casefold(): path for path in self.files}
