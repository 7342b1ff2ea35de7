"""cmi5 (Quartz, 1st edition): one package per course, with one AU for the whole course, or one for each module."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.bundle import Output
from cedu.formats import imscp
from cedu.formats.browser import LOSES
from cedu.model.course import Course, Lesson, Objective
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cedu.player.bundle import Launchable
    from cedu.player.completion import Standing, Terms

STRUCTURE = PurePosixPath("cmi5.xml")
_NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_TYPES = "http://adlnet.gov/expapi/activities/"
# What no IRI holds as it is (RFC 3987, 2.2), nor a percent sign that stands for nothing.
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]|%(?![0-9A-Fa-f]{2})')


def build(course: Course, context: Context) -> Iterator[Output]:
    """The files of the package, the course structure last."""
    from cedu.player.bundle import player_files
    from cedu.player.launch import ANY_STORE

    yield from player_files(course, context, ("xapi.js", "cmi5.js"), ANY_STORE)
    yield Output(STRUCTURE, structure(course, context))


def structure(course: Course, context: Context) -> bytes:
    """`cmi5.xml` (13). Its ids come from the namespace and lasting ids alone; it has no place for a version, which statements name."""
    from xml.etree.ElementTree import Element, SubElement

    from cedu.formats import lom
    from cedu.player.bundle import launchables

    language = course.language or context.workspace.organization.language
    name = _iri(lom.iri(course, context.workspace.namespace))
    root = Element("courseStructure", {"xmlns": _NAMESPACE})
    _describe(SubElement(root, "course", {"id": name}), course.title, course.summary, language)
    if course.objectives:
        objectives = SubElement(root, "objectives")
        for objective in course.objectives:
            _describe(SubElement(objectives, "objective", {"id": _objective(name, objective)}), objective.text, objective.text, language)
    for launchable in launchables(course, context.options):
        _unit(root, course, launchable, context, name, language)
    return imscp.document(root)


def _unit(root: "Element", course: Course, launchable: "Launchable", context: Context, name: str, language: str) -> None:
    """An AU (13.1.4); blocks would only say once more what the AUs' order says."""
    from xml.etree.ElementTree import SubElement

    whole = not launchable.names
    summary = course.summary if whole else next(module.summary for module in course.modules if module.lessons == launchable.lessons)
    attributes = {
        "id": f"{name}/au" if whole else "/".join((name, *launchable.names)),
        "launchMethod": "AnyWindow",
        "activityType": _TYPES + ("course" if whole else "module"),
        **_criteria(course, launchable, context),
    }
    unit = SubElement(root, "au", attributes)
    _describe(unit, launchable.title, summary, language)
    led_to = [objective for objective in course.objectives if whole or _leads_to(launchable.lessons, course, objective)]
    if led_to:
        references = SubElement(unit, "objectives")
        for objective in led_to:
            SubElement(references, "objective", {"idref": _objective(name, objective)})
    imscp.add_text(unit, "url", imscp.href(launchable.page))


def _criteria(course: Course, launchable: "Launchable", context: Context) -> dict[str, str]:
    """`moveOn` and, where there can be one, `masteryScore` (13.1.4).

    What the rule `passed` asks for is told as `completed` and `passed`; where nothing has a passing score, or the rule asks for less, as
    `completed` alone. A mastery score is held against the score of the whole AU, and has at most four decimals; where one number cannot
    say what the course says, it is left out, and the AU judges for itself.
    """
    from cedu.player.completion import terms

    agreed = terms(course, launchable.lessons, context.entity)
    criteria = {"moveOn": _move_on(agreed)}
    if agreed.passing_score is not None:
        criteria["masteryScore"] = f"{agreed.passing_score / 100:.4g}"
    return criteria


def _move_on(terms: "Terms") -> str:
    return "CompletedAndPassed" if terms.completion.assessments == "passed" and terms.judged else "Completed"


def _tells(terms: "Terms", standing: "Standing") -> dict[str, str]:
    """Which cmi5 statements there are at the end of a session (9.3), and whether the LMS takes the AU for satisfied; as in `cmi5.js`."""
    verdict = "" if standing.passed is None else "passed" if standing.passed else "failed"
    statements = ("initialized", verdict, "completed" if standing.completed else "", "terminated")
    move_on = _move_on(terms)
    satisfied = standing.completed and (move_on == "Completed" or standing.passed is True)
    return {"statements": ", ".join(filter(None, statements)), f"moveOn: {move_on}": "satisfied" if satisfied else ""}


def _leads_to(lessons: tuple[Lesson, ...], course: Course, objective: Objective) -> bool:
    return any(written in (objective.id, f"{course.id}.{objective.id}") for lesson in lessons for written in lesson.objectives)


def _objective(course: str, objective: Objective) -> str:
    return f"{course}/objective/{objective.lasting_id}"


def _iri(written: str) -> str:
    return _NO_IRI.sub(lambda found: f"%{ord(found.group()):02X}", written)


def _describe(element: "Element", title: str, description: str, language: str) -> None:
    """Title and description, which may not be empty."""
    from xml.etree.ElementTree import SubElement

    for tag, text in (("title", title), ("description", description or title)):
        SubElement(SubElement(element, tag), "langstring", {"lang": language}).text = imscp.text(text)


TARGET = Target("cmi5", "cmi5 package", (Course,), build, "zip", ".zip", scored_by="client", tells=_tells, loses=LOSES)
