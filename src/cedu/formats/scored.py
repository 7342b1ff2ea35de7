"""What a launchable part of a course scores in the browser: standards that let an LMS judge a score ask for one number."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cedu.model.assessment import Assessment
from cedu.model.course import Completion, Course, Lesson
from cedu.model.pool import asked_in_browser
from cedu.rendering.pages import Source


class Scored(NamedTuple):
    """An assessment that is asked and scored, and the points that its items are worth."""

    assessment: Assessment
    points: float


def scored(lessons: Iterable[Lesson], context: Source) -> tuple[Scored, ...]:
    """What these lessons ask and score, each assessment once: nobody asks an exam in a browser."""
    found = []
    for id in dict.fromkeys(lesson.assessment for lesson in lessons if lesson.assessment):
        assessment = context.entity("assessment", id)
        if items := asked_in_browser(assessment, context.entity):
            found.append(Scored(assessment, sum(one.item.points for one in items)))
    return tuple(found)


def has_verdict(course: Course, found: Sequence[Scored]) -> bool:
    """Will there be a pass or a fail?"""
    completion = course.completion or Completion(origin=course.origin)
    return completion.assessments != "ignored" and any(each.assessment.passing_score is not None for each in found)


def passing_score(course: Course, found: Sequence[Scored]) -> float | None:
    """The percentage of all points at which the whole is passed; None where no one number says what the course says.

    Of several assessments each has to be passed by itself, which the score of all together does not tell.
    """
    return found[0].assessment.passing_score if len(found) == 1 and has_verdict(course, found) else None
