"""SCORM 2004, 3rd or 4th edition: one package per course, with one SCO for the whole course, or one for each module."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cedu.bundle import Output
from cedu.formats import browser, imscp, scorm
from cedu.model.course import Course
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cedu.formats.scorm_package import Sco
    from cedu.player.completion import Standing, Terms


def build(course: Course, context: Context) -> Iterator[Output]:
    """The files of the package, the manifest last."""
    from cedu.formats import lom
    from cedu.formats.scorm_package import package

    binding = scorm.SCORM_2004[context.options.scorm_settings.edition]
    metadata = lom.scorm2004(course, course.language or context.workspace.organization.language, context.workspace.namespace)
    yield from package(course, context, binding, "scorm2004.js", metadata, _judge)


def _judge(organization: "Element", scos: "Sequence[Sco]") -> None:
    """Learners go where they like, the LMS's own buttons lead from module to module, and the course is what its modules are together.

    Rollup is the standard's own (SN, 4.6): completed when all modules are, passed when all are that can be. A module that nobody can pass
    or fail has no part in that; to the score, each adds as much as its points are worth.
    """
    from xml.etree.ElementTree import SubElement

    most = max((sco.terms.points for sco in scos), default=0) or 1
    for sco in scos:
        sequencing = SubElement(sco.item, "imsss:sequencing")
        satisfies = "true" if sco.terms.judged else "false"
        rollup = {"rollupObjectiveSatisfied": satisfies, "objectiveMeasureWeight": f"{sco.terms.points / most:.4f}"}
        SubElement(sequencing, "imsss:rollupRules", rollup)
        if sco.mastery_score is not None:
            _pass_at(sco.mastery_score, sequencing)
        # What the course tells is what counts: without this, an LMS takes silence for a pass (SN, UP.4).
        SubElement(sequencing, "imsss:deliveryControls", {"completionSetByContent": "true", "objectiveSetByContent": "true"})
    SubElement(SubElement(organization, "imsss:sequencing"), "imsss:controlMode", {"choice": "true", "flow": "true"})


def _pass_at(percent: float, sequencing: "Element") -> None:
    """The score at which an LMS takes an SCO for passed (CAM, 5.1.7), of at most four decimals."""
    from xml.etree.ElementTree import SubElement

    objectives = SubElement(sequencing, "imsss:objectives")
    primary = SubElement(objectives, "imsss:primaryObjective", {"objectiveID": "passed", "satisfiedByMeasure": "true"})
    imscp.add_text(primary, "imsss:minNormalizedMeasure", f"{percent / 100:.4f}".rstrip("0").rstrip("."))


def _tells(_terms: "Terms", standing: "Standing") -> dict[str, str]:
    """How far and how well are two elements; `scorm2004.js` says the same. An LMS that hears no success says `unknown` (RTE, 4.2.22)."""
    return {
        "cmi.completion_status": "completed" if standing.completed else "incomplete",
        "cmi.success_status": "" if standing.passed is None else "passed" if standing.passed else "failed",
        "cmi.score.scaled": "" if standing.score is None else "from 0 to 1",
        "cmi.exit": "suspend",
    }


# 64,000 characters since the 3rd edition (RTE 4.2.23; the 2nd had 4,000).
TARGET = Target(
    "scorm2004",
    "SCORM 2004 package",
    (Course,),
    build,
    "zip",
    ".zip",
    scored_by="client",
    edition=lambda options: options.scorm_settings.edition,
    suspend_data=64000,
    tells=_tells,
    loses=(*browser.LOSES, *scorm.LOSES),
)
