"""All that a workspace holds, as rules and targets look at it."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cedu.diagnostics import nearest
from cedu.model.certificate import designs
from cedu.model.outline import FileUse, ItemOutline, Outline, PageOutline, Reference
from cedu.model.workspace import Workspace

# The kind of entity inside which each kind of thing is declared that references can name.
OWNERS = {
    "competency": "framework",
    "level": "certification",
    "objective": "course",
    "practical": "certification",
    "proficiency": "framework",
}
# Looking up a nearest spelling takes a hundredth of a second among thousands of names: of a script's ten thousand mistakes most go without.
_MOST_GUESSES = 200


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
        return self._by_kind.get(kind, ())

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind, sorted."""
        return tuple(outline.id for outline in self.of(kind))

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Outline, ...]]:
        found: dict[str, list[Outline]] = {}
        for (kind, _), outline in sorted(self.outlines.items()):
            found.setdefault(kind, []).append(outline)
        return {kind: tuple(outlines) for kind, outlines in found.items()}

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """What references can name, by kind: ids of entities, and names of the things inside them."""
        found: dict[str, set[str]] = {}
        for outline in self.everything:
            found.setdefault(outline.kind, set()).add(outline.id)
            for declared in outline.declared:
                if declared.kind in OWNERS:
                    found.setdefault(declared.kind, set()).add(declared.name)
        return {kind: frozenset(names) for kind, names in found.items()} | {"design": designs(self.root)}

    @cached_property
    def former(self) -> Mapping[tuple[str, str], str]:
        """What is now called otherwise: the present name by kind and former name."""
        return {(former.kind, former.name): former.now for outline in self.everything for former in outline.former}

    def present_name(self, kind: str, name: str) -> str | None:
        """What `name` is called now, if it is a former name, or lies in something by a former name of that."""
        owner, dot, local = name.partition(".")
        if dot and kind in OWNERS and (renamed := self.former.get((OWNERS[kind], owner))):
            name = f"{renamed}.{local}"
        name = self.former.get((kind, name), name)
        return name if name in self.names.get(kind, ()) else None

    def meant(self, kind: str, name: str) -> str:
        """What a reference most likely means: `name`, its present name, or the nearest that there is.

        Where it names nothing, that is reported (CE201); what hangs on it is not reported again.
        """
        known = self.names.get(kind, frozenset())
        if not name or name in known or len(self._guesses) > _MOST_GUESSES:
            return name
        if (kind, name) not in self._guesses:
            self._guesses[kind, name] = self.present_name(kind, name) or nearest(name, known) or name
        return self._guesses[kind, name]

    @cached_property
    def _guesses(self) -> dict[tuple[str, str], str]:
        return {}

    def may_be_broken(self, kind: str, name: str) -> bool:
        """May a file that could not be read declare `name`?"""
        owner_kind = OWNERS.get(kind, kind)
        if kind == "proficiency":
            return owner_kind in self.broken_kinds
        owner = name.partition(".")[0]
        if (owner_kind, owner) in self.broken_ids:
            return True
        return (owner_kind, "") in self.broken_ids and (owner_kind, owner) not in self.outlines

    @cached_property
    def broken_kinds(self) -> frozenset[str]:
        """The kinds of the entities that could not be read."""
        return frozenset(kind for kind, _ in self.broken_ids)

    def may_be_used_by_broken(self, path: str) -> bool:
        """May a file that could not be read use `path`, because it lies in the folder of `path` or above it?"""
        if not self.broken:
            return False
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in self._broken_folders:
                return True
        return False

    @cached_property
    def _broken_folders(self) -> frozenset[str]:
        """Where a broken file may use all below: its own folder, and for a page, that of the entity that it belongs to."""
        homes = {outline.path.rpartition("/")[0] for outline in self.everything}
        found = set()
        for path in self.broken:
            folder = path.rpartition("/")[0]
            while path.endswith(".md") and folder and folder not in homes:
                folder = folder.rpartition("/")[0]
            found.add(folder)
        return frozenset(found)

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
            yield FileUse(posixpath.normpath(organization.logo), "organization.logo", "", *organization.origin.span("logo"))
        issuer = self.workspace.issuer
        if issuer and issuer.signature:
            yield FileUse(posixpath.normpath(issuer.signature), "issuer.signature", "", *issuer.origin.span("signature"))
        for outline in self.everything:
            yield from outline.files
        for page in self.pages.values():
            yield from page.files

    @cached_property
    def missing(self) -> tuple[FileUse, ...]:
        """The uses of files that are not there, though they would lie in the workspace."""
        return tuple(use for use in self.uses if use.path not in self.files and not self.leads_outside(use.path))

    def asked_in_lessons(self, stakes: str) -> Iterator[tuple[Outline, Reference]]:
        """Where a lesson asks an assessment with these stakes: the course, and the reference."""
        asked = {outline.id for outline in self.of("assessment") if outline.stakes == stakes}
        for course in self.of("course") if asked else ():
            yield from ((course, reference) for reference in course.refers("modules.lessons.assessment") if reference.name in asked)

    @cached_property
    def examined(self) -> Mapping[ItemOutline, tuple[str, ...]]:
        """The items that certification exams ask or may draw, each with the ids of those exams; a retired exam asks nobody any more."""
        found: dict[ItemOutline, dict[str, None]] = {}
        for exam in self.of("assessment"):
            if exam.stakes == "certification" and exam.status != "retired":
                banks = [(draw, self.outlines.get(("bank", draw.bank))) for draw in exam.draws]
                drawn = [item for draw, bank in banks for item in (bank.items if bank else ()) if draw.fits(item)]
                for item in (*exam.items, *drawn):
                    found.setdefault(item, {})[exam.id] = None
        return {item: tuple(ids) for item, ids in found.items()}

    @cached_property
    def promised(self) -> tuple[Reference, ...]:
        """What `cedu.yaml` names: the courses of its deliveries, the certificates' design, and what is meant by other systems."""
        courses = (
            Reference("course", id, "deliveries.courses", name, *delivery.origin.span("courses", index))
            for name, delivery in self.workspace.deliveries.items()
            for index, id in enumerate(delivery.courses)
        )
        look = self.workspace.certificate
        design = (Reference("design", look.design, "certificate.design", "", *look.origin.span("design")),) if look and look.design else ()
        activities = (
            Reference(kind, written, f"results.exports.{kind}", name, *activity.origin.span(kind))
            for export in self.workspace.results_settings.exports.values()
            for name, activity in export.activities.items()
            for kind in ("course", "assessment", "practical")
            if (written := getattr(activity, kind))
        )
        levels = (
            Reference("level", level, "results.exports.levels", name, *export.origin.span("levels", name))
            for export in self.workspace.results_settings.exports.values()
            for name, level in export.levels.items()
        )
        return (*courses, *design, *activities, *levels)

    def leads_outside(self, path: str) -> bool:
        """Does `path`, as a FileUse has it, lead out of the workspace, by `..`, from the disk's root, or by a symbolic link?"""
        if path.startswith(("../", "/")) or path == "..":
            return True
        return bool(self.outside) and any(path == link or path.startswith(f"{link}/") for link in self.outside)

    @cached_property
    def by_casefold(self) -> Mapping[str, str]:
        """The files of the workspace by their path without capital letters."""
        return {path.casefold(): path for path in self.files}
