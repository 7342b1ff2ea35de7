"""A certification: levels that build on one another, and what each requires."""

from typing import ClassVar

from cedu.model.annotations import AssessmentRef, AudienceRef, CompetencyRef, CourseRef, LevelRef
from cedu.model.entity import Entity, Lasting, Part, frozen


@frozen
class Requirement(Part):
    """One thing that a learner must have: a course completed, an assessment passed, or a level held."""

    course: CourseRef | None = None
    assessment: AssessmentRef | None = None
    least_score: float | None = None
    level: LevelRef | None = None


@frozen
class Level(Lasting):
    """What can be earned, and what it claims of its holder."""

    title: str
    achievement: str
    requires: tuple[Requirement, ...] = ()
    competencies: tuple[CompetencyRef, ...] = ()
    validity_months: int | None = None
    renewal_months: int | None = None


@frozen
class Certification(Entity):
    """What can be earned."""

    kind: ClassVar[str] = "certification"

    summary: str
    levels: tuple[Level, ...]
    version: str = "1.0.0"
    language: str | None = None
    audience: AudienceRef | None = None
    review_by: str | None = None
