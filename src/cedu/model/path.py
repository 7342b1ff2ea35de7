"""A path: an ordered choice of courses and certifications for an audience."""

from typing import ClassVar

from cedu.model.annotations import AudienceRef, CertificationRef, CourseRef, LevelRef, PathRef
from cedu.model.entity import Entity, Part, frozen


@frozen
class Step(Part):
    """One step: a course, a certification, one level of it, or another path."""

    course: CourseRef | None = None
    certification: CertificationRef | None = None
    level: LevelRef | None = None
    path: PathRef | None = None
    optional: bool = False
    note: str = ""


@frozen
class Path(Entity):
    """An ordered choice of courses and certifications for an audience."""

    kind: ClassVar[str] = "path"

    summary: str
    audience: AudienceRef
    steps: tuple[Step, ...]
    language: str | None = None
    review_by: str | None = None
