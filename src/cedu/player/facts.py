"""What the scripts must know of a course: the `Cedu-course` block of each page that has them."""

from collections.abc import Iterable, Sequence
from typing import Any

from cedu.items import keyed_points, lower
from cedu.model.assessment import Assessment
from cedu.model.course import Course, Lesson
from cedu.model.interaction import extent
from cedu.model.item import Item
from cedu.player.budget import room
from cedu.rendering.items import item_names
from cedu.rendering.pages import LessonPage


def course_facts(course: Course, key: str, pages: Iterable[tuple[Lesson, LessonPage]]) -> dict[str, Any]:
    """The facts of these lessons; ids are the lasting ones, so that a newer version finds what an older one kept.

    `key` names what they are part of apart from everything else that a browser may hold of any workspace.
    """
    lessons, assessments = [], {}
    for lesson, page in pages:
        asked = page.assessment.lasting_id if page.assessment else None
        lessons.append({"id": lesson.lasting_id, "assessment": asked})
        if page.assessment:
            assessments[asked] = _assessment(page.assessment, page.items)
    completion = {"lessons": course.completion_rule.lessons, "assessments": course.completion_rule.assessments}
    return {"key": key, "completion": completion, "lessons": lessons, "assessments": list(assessments.values())}


def _assessment(assessment: Assessment, items: Sequence[Item]) -> dict[str, Any]:
    """What `memory.js` has to know of an assessment: by the id of each item that is asked, how much its answer takes at most."""
    asked = [(name, lower(item)) for item, name in zip(items, item_names(items), strict=True) if item.type != "passage"]
    points = sum(map(keyed_points, items))
    return {
        "id": assessment.lasting_id,
        "passing": assessment.passing_score if points else None,
        "attempts": assessment.attempts,
        "points": points,
        "items": {name: room(extent(interaction)) for name, interaction in asked},
    }
