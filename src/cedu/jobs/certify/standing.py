"""What awards stand on: what can be earned by the workspace's files, and which state of them says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cedu.credentials.award import LevelKey
from cedu.credentials.plan import Exam, Plan, planned
from cedu.jobs.provenance import provenance
from cedu.model.certification import Certification, Level
from cedu.model.framework import Framework
from cedu.model.library import Library
from cedu.source.load import read_entity


@dataclass(frozen=True)
class Standing:
    """A workspace, the certifications that can be earned in it, and the commit of its files (with `+` where they have changed since)."""

    root: Path
    library: Library
    certifications: tuple[Certification, ...]
    source_commit: str

    @cached_property
    def levels(self) -> Mapping[LevelKey, tuple[Certification, Level]]:
        """Each level, by the ids of today."""
        return {(its.id, level.id): (its, level) for its in self.certifications for level in its.levels}

    @cached_property
    def lasting(self) -> Mapping[LevelKey, LevelKey]:
        """The lasting ids of each level, which is what the registry knows it by."""
        return {key: (certification.lasting_id, level.lasting_id) for key, (certification, level) in self.levels.items()}

    @cached_property
    def plan(self) -> Plan:
        """What it takes to earn each level."""
        exams = {outline.id: Exam(outline.passing_score, outline.stakes, outline.title) for outline in self.library.of("assessment")}
        return planned(self.certifications, exams, {outline.id: outline.title for outline in self.library.of("course")})

    def framework(self, id: str) -> Framework | None:
        """The framework with an id."""
        if id not in self._frameworks:
            outline = self.library.outlines.get(("framework", id))
            entity = read_entity(self.root, outline.path, "framework") if outline else None
            self._frameworks[id] = entity if isinstance(entity, Framework) else None
        return self._frameworks[id]

    @cached_property
    def _frameworks(self) -> dict[str, Framework | None]:
        return {}

    def assessments(self, ids: frozenset[str]) -> Mapping[str, str]:
        """The SHA-256 of the file of each assessment with one of these `ids`, by its lasting id."""
        if ids not in self._hashed:
            self._hashed[ids] = dict(sorted(map(self._assessment, ids)))
        return self._hashed[ids]

    def _assessment(self, id: str) -> tuple[str, str]:
        path = self.library.outlines["assessment", id].path
        return self.lasting_assessment(id), sha256((self.root / path).read_bytes()).hexdigest()

    def lasting_assessment(self, id: str) -> str:
        """The lasting id of an assessment."""
        outline = self.library.outlines.get(("assessment", id))
        return outline.formerly[0] if outline and outline.formerly else id

    @cached_property
    def _hashed(self) -> dict[frozenset[str], Mapping[str, str]]:
        return {}


def standing_of(root: Path, library: Library, *, every: bool = False) -> Standing:
    """What awards of the workspace at `root`, which was found to be good, stand on: `every` certification, or those that are active."""
    outlines = (outline for outline in library.of("certification") if every or outline.status == "active")
    entities = (read_entity(root, outline.path, "certification") for outline in outlines)
    commit, changed = provenance(root)
    certifications = tuple(entity for entity in entities if isinstance(entity, Certification))
    return Standing(root, library, certifications, f"{commit}{'+' if changed else ''}" if commit else "")
