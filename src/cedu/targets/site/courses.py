"""A course on the site: its overview, and a page for each lesson."""

from collections.abc import Iterator
from typing import Any

from cedu.bundle import Output
from cedu.model.course import Course
from cedu.rendering.links import Links, lesson_links
from cedu.rendering.pages import lesson_page
from cedu.rendering.views import Linked
from cedu.targets import Context
from cedu.targets.site.frame import Frame


def course_files(course: Course, context: Context) -> Iterator[Output]:
    """The pages of a course, and the files that they show, each once."""
    from markupsafe import Markup

    from cedu.player import data_block
    from cedu.player.facts import course_facts

    frame = Frame(context, course.language)
    modules = _modules(course)
    lessons = [lesson for module in modules for lesson in module["lessons"]]
    shown = {"title": course.title, "modules": modules}
    links = _links(course, context)
    pages = [lesson_page(course, lesson, context, links, frame.language) for lesson in course.lessons]
    key = f"{context.workspace.namespace} {course.lasting_id}"
    facts = data_block("Cedu-course", course_facts(course, key, zip(course.lessons, pages, strict=True)))
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
    for number, (lesson, page) in enumerate(zip(course.lessons, pages, strict=True)):
        yield frame.page(
            lessons[number]["url"],
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
            self_check=bool(page.assessment),
            data=Markup(facts + strings if page.assessment else facts),  # noqa: S704 - escaped there
        )
        files |= {str(place): Output(place, context.file(path)) for place, path in page.assets}
    yield from files.values()


def _place(id: str, anchor: str = "") -> str:
    """Where a lesson's page lies; an id holds no dot, so none takes the overview's name."""
    return ("lesson.index.html" if id == "index" else f"{id}.html") + anchor


def _modules(course: Course) -> list[dict[str, Any]]:
    return [
        {
            "title": module.title,
            "summary": module.summary,
            "week": module.week,
            "minutes": sum(lesson.minutes for lesson in module.lessons),
            "lessons": [
                {
                    "id": lesson.lasting_id,
                    "title": lesson.title,
                    "type": lesson.type,
                    "minutes": lesson.minutes,
                    "url": _place(lesson.lasting_id),
                }
                for lesson in module.lessons
            ],
        }
        for module in course.modules
    ]


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
    own = lesson_links(course, _place)
    others: list[Links] = []

    def find(path: str, anchor: str) -> str:
        if url := own(path, anchor):
            return url
        if not others:
            others.extend(_beside(other) for other in context.entities("course") if other.id != course.id)
        return next((url for links in others if (url := links(path, anchor))), "")

    return find


def _beside(course: Course) -> Links:
    return lesson_links(course, lambda id, anchor: f"../{course.lasting_id}/{_place(id, anchor)}")
