"""Certifications made ready for deciding: each level's requirements as a tree of what is to be looked up among a learner's results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from cedu.credentials.award import LevelKey
from cedu.model.certification import Certification, Level, Single, members

_Key = TypeVar("_Key")


class Exam(NamedTuple):
    """What has to be known of an assessment."""

    passing_score: float | None
    stakes: str
    title: str = ""


@dataclass(frozen=True)
class Need:
    """A requirement or a group of them. `id` is the present id (`certification.local` of a practical or level); see `decision.Checked`.

    `least` is the score in percent that is needed, `own` says that it is the assessment's own; `served` that only a server's word counts.
    """

    kind: str
    id: str = ""
    title: str = ""
    least: float | None = None
    own: bool = True
    served: bool = False
    within_months: int | None = None
    needed: int = 0
    parts: tuple["Need", ...] = ()

    @cached_property
    def subject(self) -> tuple[str, str]:
        """What results of it are of."""
        return self.kind, self.id

    @cached_property
    def exemption(self) -> tuple[str, str]:
        """What exemptions from it are of."""
        return "exemption", f"{self.kind}/{self.id}"

    @cached_property
    def level(self) -> LevelKey:
        """The level that is required, where one is."""
        certification, _, local = self.id.partition(".")
        return certification, local

    @cached_property
    def singles(self) -> tuple["Need", ...]:
        """The single requirements in it."""
        return tuple(single for part in self.parts for single in part.singles) if self.parts else (self,)


@dataclass(frozen=True)
class Planned:
    """A level: what earns it, what renews it, and for how long. `earn` is None where nothing is required, so that nobody earns it."""

    key: LevelKey
    earn: Need | None
    renew: Need | None
    validity_months: int | None
    renewal_months: int | None


@dataclass(frozen=True)
class Plan:
    """Every level that can be earned, in the order in which they are written, and in `order` each after those that it builds on.

    `subjects` are the certifications that ask for a course, an assessment or a practical, by its (kind, id); `above` those that build on
    another, at any remove.
    """

    levels: Mapping[LevelKey, Planned]
    order: tuple[LevelKey, ...]
    subjects: Mapping[tuple[str, str], frozenset[str]]
    above: Mapping[str, frozenset[str]]


def planned(certifications: Sequence[Certification], exams: Mapping[str, Exam], courses: Mapping[str, str] | None = None) -> Plan:
    """The plan of `certifications`, with assessments by their id and courses' titles by theirs."""
    maker = _Maker(certifications, exams, courses or {})
    levels = {(one.id, level.id): maker.level(one.id, level) for one in certifications for level in one.levels}
    subjects: dict[tuple[str, str], set[str]] = {}
    above: dict[str, set[str]] = {one.id: set() for one in certifications}
    for (owner, _), planned_level in levels.items():
        for need in filter(None, (planned_level.earn, planned_level.renew)):
            for single in need.singles:
                if single.kind == "level":
                    above.setdefault(single.level[0], set()).add(owner)
                else:
                    subjects.setdefault((single.kind, single.id), set()).add(owner)
    return Plan(levels, tuple(_ordered(levels)), _frozen(subjects), _frozen({one: _reached(one, above) for one in above}))


def _frozen(found: Mapping[_Key, set[str]]) -> Mapping[_Key, frozenset[str]]:
    return {key: frozenset(names) for key, names in found.items()}


def _reached(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    """Whatever can be reached from `start`, by one edge or more."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        more = edges.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return reached


class _Maker:
    def __init__(self, certifications: Sequence[Certification], exams: Mapping[str, Exam], courses: Mapping[str, str]) -> None:
        self._exams = exams
        self._titles = {("course", id): title for id, title in courses.items()} | {
            (kind, f"{certification.id}.{part.id}"): part.title
            for certification in certifications
            for kind, parts in (("level", certification.levels), ("practical", certification.practicals))
            for part in parts
        }

    def level(self, owner: str, level: Level) -> Planned:
        earn = self._all(owner, level.requires)
        renew = self._all(owner, level.renewal) or earn if level.validity_months else None
        return Planned((owner, level.id), earn, renew, level.validity_months, level.renewal_months)

    def _all(self, owner: str, requirements: Sequence[Single]) -> Need | None:
        parts = tuple(self._need(owner, requirement) for requirement in requirements)
        return Need("all", needed=len(parts), parts=parts) if parts else None

    def _need(self, owner: str, one: Single) -> Need:
        needed, inside = members(one)
        if inside:
            parts = tuple(self._need(owner, part) for part in inside)
            kind = "at_least" if getattr(one, "at_least", None) else "any" if getattr(one, "any", ()) else "all"
            return Need(kind, needed=needed, parts=parts, within_months=one.within_months)
        if one.assessment:
            exam = self._exams.get(one.assessment, Exam(None, "practice"))
            least = exam.passing_score if one.least_score is None else one.least_score
            served = exam.stakes == "certification"
            return Need(
                "assessment", one.assessment, exam.title or one.assessment, least, one.least_score is None, served, one.within_months
            )
        kind = "course" if one.course else "practical" if one.practical else "level"
        id = one.course or one.practical or one.level or ""
        full = id if one.course or "." in id else f"{owner}.{id}"
        return Need(kind, full, self._titles.get((kind, full), id), within_months=one.within_months)


def _ordered(levels: Mapping[LevelKey, Planned]) -> Iterator[LevelKey]:
    """The levels, each after those that it requires; whatever goes round in a circle somehow."""
    opened: set[LevelKey] = set()
    done: set[LevelKey] = set()
    waiting = list(levels)[::-1]
    while waiting:
        key = waiting[-1]
        if key not in opened:
            opened.add(key)
            earn = levels[key].earn
            below = [single.level for single in earn.singles if single.kind == "level"] if earn else []
            waiting += [other for other in below if other in levels and other not in opened]
            continue
        waiting.pop()
        if key not in done:
            done.add(key)
            yield key
