"""A certification: levels that build on one another, what each requires, and what renews it."""

from typing import ClassVar

from cedu.model.annotations import AssessmentRef, AudienceRef, CompetencyRef, CourseRef, FilePath, LevelRef, PracticalRef
from cedu.model.certificate import Certificate
from cedu.model.entity import Entity, Lasting, Part, frozen


@frozen
class Practical(Lasting):
    """Work that an assessor accepts or doesn't."""

    title: str
    text: str = ""


@frozen
class Single(Part):
    """One thing that a learner must have: a course completed, an assessment passed, practical work accepted, or a level held.

    `within_months` counts back from the day of the award.
    """

    course: CourseRef | None = None
    assessment: AssessmentRef | None = None
    least_score: float | None = None
    practical: PracticalRef | None = None
    level: LevelRef | None = None
    within_months: int | None = None


@frozen
class SomeSingle(Part):
    """So many of these."""

    count: int
    of: tuple[Single, ...]


@frozen
class Inner(Single):
    """A single requirement, or a group of them: all, any one, or at least so many."""

    all: tuple[Single, ...] = ()
    any: tuple[Single, ...] = ()
    at_least: SomeSingle | None = None


@frozen
class SomeInner(Part):
    """So many of these."""

    count: int
    of: tuple[Inner, ...]


@frozen
class Requirement(Single):
    """A single requirement, or a group, whose parts may be groups of single ones."""

    all: tuple[Inner, ...] = ()
    any: tuple[Inner, ...] = ()
    at_least: SomeInner | None = None


@frozen
class Level(Lasting):
    """What can be earned, and what it claims of its holder; where nothing else renews it, what it `requires` does."""

    title: str
    achievement: str
    requires: tuple[Requirement, ...] = ()
    competencies: tuple[CompetencyRef, ...] = ()
    badge: FilePath | None = None
    validity_months: int | None = None
    renewal_months: int | None = None
    renewal: tuple[Requirement, ...] = ()


@frozen
class Certification(Entity):
    """What can be earned."""

    kind: ClassVar[str] = "certification"

    summary: str
    levels: tuple[Level, ...]
    practicals: tuple[Practical, ...] = ()
    version: str = "1.0.0"
    language: str | None = None
    audience: AudienceRef | None = None
    review_by: str | None = None
    certificate: Certificate | None = None


def members(requirement: Single) -> tuple[int, tuple[Single, ...]]:
    """Of a group, how many of its parts are needed, and the parts; 0 and nothing of a single requirement."""
    if not isinstance(requirement, Inner | Requirement):
        return 0, ()
    if requirement.at_least:
        return requirement.at_least.count, requirement.at_least.of
    return (1, requirement.any) if requirement.any else (len(requirement.all), requirement.all)
