"""A course on the site: its overview, and a page for each lesson."""

from collections.abc import Iterator
from typing import Any

from cedu.bundle import Output
from cedu.model.assessment import Assessment
from cedu.model.course import Course, Lesson
from cedu.model.pool import asked_in_browser
from cedu.rendering.pages import Links, lesson_id, lesson_links, lesson_page
from cedu.rendering.views import Linked
from cedu.targets import Context
from cedu.targets.site.frame import Frame


def course_files(course: Course, context: Context) -> Iterator[Output]:
    """The pages of a course, and the files that they show, each once."""
    from markupsafe import Markup

    from cedu.player import data_block

    frame = Frame(context, course.language)
    modules = _modules(course)
    lessons = [lesson for module in modules for lesson in module["lessons"]]
    shown = {"title": course.title, "modules": modules}
    facts = data_block("Cedu-course", _facts(course, context))
    strings = data_block("Cedu-strings", frame.words.player.by_language())
    yield frame.page(
        "index.html",
        "course.html",
        course.title,
        course=shown | _overview(course, frame),
        first=lessons[0] if lessons else None,
        data=Markup(facts + strings),  # noqa: S704 - escaped there
    )
    files: dict[str, Output] = {}
    links = _links(course, context)
    for number, lesson in enumerate(course.lessons):
        page = lesson_page(course, lesson, context, links, frame.language)
        yield frame.page(
            lesson_file(lesson),
            "lesson.html",
            lesson.title,
            [Linked(course.title, "index.html")],
            course=shown,
            lesson=lessons[number],
            html=Markup(page.html),  # noqa: S704 - it comes from our renderer, through its allow-list
            number=number + 1,
            total=len(lessons),
            previous=lessons[number - 1] if number else None,
            next=lessons[number + 1] if number + 1 < len(lessons) else None,
            self_check=bool(page.items),
            data=Markup(facts + strings if page.items else facts),  # noqa: S704 - escaped there
        )
        files |= {str(place): Output(place, context.file(path)) for place, path in page.assets}
    yield from files.values()


def lesson_file(lesson: Lesson) -> str:
    """The name of a lesson's page; an id holds no dot, so none takes the overview's name."""
    id = lesson_id(lesson)
    return "lesson.index.html" if id == "index" else f"{id}.html"


def _modules(course: Course) -> list[dict[str, Any]]:
    return [
        {
            "title": module.title,
            "summary": module.summary,
            "week": module.week,
            "minutes": sum(lesson.minutes for lesson in module.lessons),
            "lessons": [
                {"id": lesson_id(lesson), "title": lesson.title, "type": lesson.type, "minutes": lesson.minutes, "url": lesson_file(lesson)}
                for lesson in module.lessons
            ],
        }
        for module in course.modules
    ]


def _facts(course: Course, context: Context) -> dict[str, Any]:
    """What the scripts must know of the course, as the player's do."""
    from cedu.player.budget import assessment_facts

    completion = course.completion_rule
    scored: dict[str, dict[str, Any]] = {}
    lessons = []
    for lesson in course.lessons:
        assessment: Assessment | None = context.entity("assessment", lesson.assessment) if lesson.assessment else None
        items = tuple(one.item for one in asked_in_browser(assessment, context.entity)) if assessment else ()
        id = assessment.lasting_id if assessment and items else None
        if assessment and id:
            scored[id] = assessment_facts(assessment, items)
        lessons.append({"id": lesson_id(lesson), "assessment": id})
    return {
        "key": f"{context.workspace.namespace} {course.lasting_id}",
        "completion": {"lessons": completion.lessons, "assessments": completion.assessments},
        "lessons": lessons,
        "assessments": list(scored.values()),
    }


def _overview(course: Course, frame: Frame) -> dict[str, Any]:
    """What the overview says of a course beside its lessons."""
    before = [frame.context.entity("course", id) for id in course.prerequisites]
    return {
        "summary": course.summary,
        "version": course.version,
        "applies_to": (course.applies_to or "").replace(">=", "≥").replace("<=", "≤"),
        "minutes": course.minutes,
        "audience": frame.context.entity("audience", course.audience).title if course.audience else "",
        "objectives": [objective.text for objective in course.objectives],
        "prerequisites": [Linked(one.title, frame.where(one)) for one in before],
        "count": len(course.lessons),
    }


def _links(course: Course, context: Context) -> Links:
    """Links to the lessons of this course, and to those of others, which are looked up only when one is named."""

    def file(id: str, anchor: str) -> str:
        return ("lesson.index.html" if id == "index" else f"{id}.html") + anchor

    own = lesson_links(course, file)
    others: list[Links] = []

    def find(path: str, anchor: str) -> str:
        if url := own(path, anchor):
            return url
        if not others:
            others.extend(_beside(other, file) for other in context.entities("course") if other.id != course.id)
        return next((url for links in others if (url := links(path, anchor))), "")

    return find


def _beside(course: Course, file: Any) -> Links:
    return lesson_links(course, lambda id, anchor: f"../{course.lasting_id}/{file(id, anchor)}")
