"""SCORM 1.2: one package per course, with one SCO for the whole course, or one for each module."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats import browser, imscp, scorm
from cedu.formats.loss import Loss
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.workspace import Build
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cedu.formats.scorm_package import Sco
    from cedu.player.completion import Standing, Terms


def build(course: Course, context: Context) -> Iterator[Output]:
    """The files of the package, the manifest last."""
    from cedu.formats import lom
    from cedu.formats.scorm_package import package

    metadata = lom.scorm12(course, course.language or context.workspace.organization.language, context.workspace.namespace)
    yield from package(course, context, scorm.SCORM_12, "scorm12.js", metadata, _judge)


def _judge(_organization: "Element", scos: "Sequence[Sco]") -> None:
    """`adlcp:masteryscore` (CAM, 2.3.5), in percent, where a publisher wants one.

    With it, an LMS decides the status anew, and may overrule what the course has told it.
    """
    for sco in scos:
        if sco.mastery_score is not None:
            imscp.add_text(sco.item, "adlcp:masteryscore", f"{sco.mastery_score:g}")


def _tells(_terms: "Terms", standing: "Standing") -> dict[str, str]:
    """One word for both how far and how well; `scorm12.js` says the same."""
    status = (
        "failed" if standing.passed is False else "incomplete" if not standing.completed else "passed" if standing.passed else "completed"
    )
    score = "" if standing.score is None else "in percent"
    return {"cmi.core.lesson_status": status, "cmi.core.score.raw": score, "cmi.core.exit": "suspend"}


def _attempted(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course) and entity.completion and entity.completion.assessments == "attempted":
        yield entity.completion.origin.key("assessments")


TARGET = Target(
    "scorm12",
    "SCORM 1.2 package",
    (Course,),
    build,
    "zip",
    ".zip",
    scored_by="client",
    suspend_data=4096,
    tells=_tells,
    loses=(
        *browser.LOSES,
        *scorm.LOSES,
        Loss("the rule `attempted`", "ends in `failed` after a fail, because one word stands for finished and for passed", _attempted),
    ),
)
