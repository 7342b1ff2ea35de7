"""What results can be about: the courses, assessments and practicals of a workspace, by any name that other systems have for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cedu.model.library import Library
    from cedu.model.outline import Outline

KINDS = ("course", "assessment", "practical")

# What a result is about: its kind, and its id of today.
Subject = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """A workspace, as results name what is in it."""

    library: "Library"

    def find(self, kind: str, id: str) -> str | None:
        """The id that something has today, by any id that it ever had, which LMSs go on reporting; None where there is no such thing."""
        if (kind, id) not in self._found:
            self._found[kind, id] = self.library.present_name(kind, id) if kind in KINDS else None
        return self._found[kind, id]

    @cached_property
    def _found(self) -> dict[Subject, str | None]:
        return {}

    @cached_property
    def titles(self) -> Mapping[str, tuple[Subject, ...]]:
        """What has a title, or an id, in small letters."""
        found: dict[str, dict[Subject, None]] = {}
        for kind in ("course", "assessment"):
            for outline in self.library.of(kind):
                for name in (outline.title, outline.id, *outline.formerly):
                    found.setdefault(name.casefold(), {})[kind, outline.id] = None
        return {name: tuple(subjects) for name, subjects in found.items()}

    @cached_property
    def _required(self) -> frozenset[str]:
        """Whatever a level requires, as `kind/id`."""
        return frozenset(f"{need.kind}/{need.name}" for outline in self.library.of("certification") for need in outline.requirements)

    def requirement(self, written: str) -> str | None:
        """A requirement, as `assessment/author-exam`, by the id of today; None where no level requires that."""
        kind, _, id = written.partition("/")
        now = f"{kind}/{self.library.present_name(kind, id) or id}"
        return now if now in self._required else None

    @cached_property
    def judged(self) -> frozenset[str]:
        """The courses that ask something which has a passing score, so that completing them takes passing it."""
        return frozenset(outline.id for outline in self.library.of("course") if self._asks(outline))

    def _asks(self, course: "Outline") -> bool:
        asked = (self.library.outlines.get(("assessment", id)) for module in course.modules for id in module.assessments)
        return any(its.passing_score is not None for its in asked if its)

    def of_iri(self, iri: str) -> tuple[Subject, str] | None:
        """What an activity's IRI of our packages is about, and which part of a course it is: `au`, a module's id, or empty for all of it.

        See `targets.cmi5` and `formats.lom.iri`; a test's is `<course or AU>/test/<assessment>`.
        """
        start = self.library.workspace.namespace.rstrip("/")
        if not iri.startswith(f"{start}/"):
            return None
        kind, _, rest = iri[len(start) + 1 :].partition("/")
        id, _, part = rest.partition("/")
        if kind == "assessment" and not part:
            return self._subject("assessment", id)
        if kind != "course":
            return None
        if "test/" in f"/{part}":
            test = part.rpartition("test/")[2]
            return self._subject("assessment", test) if "/" not in test else None
        found = self._subject("course", id)
        return (found[0], part) if found and "/" not in part else None

    def _subject(self, kind: str, id: str) -> tuple[Subject, str] | None:
        now = self.find(kind, id)
        return ((kind, now), "") if now else None
