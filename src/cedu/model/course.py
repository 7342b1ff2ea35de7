"""A course: modules of lessons that lead to objectives."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar, Literal

from cedu.model.annotations import (
    AssessmentRef,
    AudienceRef,
    Bloom,
    CompetencyRef,
    CourseRef,
    FilePath,
    ObjectiveRef,
    ProficiencyRef,
)
from cedu.model.entity import Entity, Lasting, Part, frozen

LessonType = Literal["article", "video", "slides", "infographic", "walkthrough", "lab", "live-session", "webinar", "quiz"]


@frozen
class Objective(Lasting):
    """What a learner can do afterwards."""

    text: str
    bloom: Bloom
    competency: CompetencyRef | None = None


@frozen
class Lesson(Lasting):
    """One sitting: something to read, watch, do or answer."""

    title: str
    type: LessonType
    minutes: int
    body: FilePath | None = None
    assessment: AssessmentRef | None = None
    objectives: tuple[ObjectiveRef, ...] = ()
    media: FilePath | None = None
    captions: FilePath | None = None
    transcript: FilePath | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)


@frozen
class Module(Lasting):
    """Lessons that belong together."""

    title: str
    lessons: tuple[Lesson, ...]
    summary: str = ""
    week: int | None = None


@frozen
class Completion(Part):
    """What a learner must have done for an LMS to hear `completed`."""

    lessons: Literal["all", "any"] = "all"
    assessments: Literal["passed", "attempted", "ignored"] = "passed"


@frozen
class Course(Entity):
    """What a learner works through."""

    kind: ClassVar[str] = "course"

    summary: str
    version: str
    modules: tuple[Module, ...]
    language: str | None = None
    audience: AudienceRef | None = None
    proficiency: ProficiencyRef | None = None
    prerequisites: tuple[CourseRef, ...] = ()
    applies_to: str | None = None
    review_by: str | None = None
    objectives: tuple[Objective, ...] = ()
    completion: Completion | None = None
    translates: CourseRef | None = None
    variant_of: CourseRef | None = None

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def completion_rule(self) -> Completion:
        """The completion that is written, or else the usual one."""
        return self.completion or Completion(origin=self.origin)

    @property
    def minutes(self) -> int:
        """How long the course takes, in minutes."""
        return sum(lesson.minutes for lesson in self.lessons)
