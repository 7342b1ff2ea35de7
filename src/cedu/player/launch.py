"""The page that an LMS launches: the whole text of a course in one file.

Each lesson is a `<template>`: the browser reads it, but draws nothing of it, loads none of its images, and knows none of its ids until the
player shows it. So nothing has to be fetched while a learner works: a session of the LMS that runs out, a proxy that rewrites pages, a
sandboxed frame or a train without a network cannot leave a blank screen in the middle of a course. A hundred lessons of 1,500 words are
about 1.5 MB, or 400 KB as most servers send it; images, sound and video stay files of their own, which come when a lesson is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cedu.model.assessment import Assessment
from cedu.model.course import Completion, Course, Lesson
from cedu.player import data_block
from cedu.player.budget import assessment_facts
from cedu.rendering.pages import LessonPage, Links, lesson_id, lesson_links
from cedu.rendering.words import Texts, Words

# Nothing inline and nothing from elsewhere: what an author's text brings with it cannot run in an LMS's page (design, promise 9).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)
# A learning record store may be anywhere: only its launch says where. The tracker leaves no more than that open before it asks anything.
ANY_STORE = "; connect-src https: http:"


@dataclass(frozen=True, slots=True)
class Slide:
    """A lesson, and what it looks like."""

    lesson: Lesson
    page: LessonPage

    @property
    def place(self) -> str:
        """The id of its template; a heading's id has no capitals, so that the two never meet."""
        return f"Cedu-lesson-{lesson_id(self.lesson)}"

    @property
    def scored(self) -> Assessment | None:
        """The assessment that is asked and scored in it, if there is one: nobody asks an exam here."""
        return self.page.assessment if self.page.items else None


def links(course: Course, lessons: Iterable[Lesson]) -> Links:
    """Where a page finds the `lessons` that are in it: in templates, and there at an anchor; those of the course's other pages nowhere."""
    here = {lesson_id(lesson) for lesson in lessons}
    return lesson_links(course, lambda id, anchor: f"{'?at=' + anchor[1:] if anchor else ''}#Cedu-lesson-{id}" if id in here else "")


def launch_page(
    course: Course, words: Words, slides: Sequence[Slide], scripts: Iterable[str], styles: Iterable[str], permits: str = ""
) -> bytes:
    """The page: contents, steps, each lesson, and what the scripts must know.

    `scripts` and `styles` are its references to files; `permits` is what its policy lets be besides, such as ANY_STORE.
    """
    said = words.player
    title = escape(course.title)
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(words.language)}" dir="{words.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}{permits}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        *(f'<link rel="stylesheet" href="{escape(style)}">' for style in styles),
        *(f'<script src="{escape(script)}" defer></script>' for script in scripts),
        "</head>",
        "<body>",
        f'<a class="skip" href="#Cedu-lesson">{said.html("skip")}</a>',
        *_bar(title, len(slides), said),
        '<div class="frame">',
        *_contents(course, {slide.lesson.id: slide for slide in slides}, said),
        '<div class="stage">',
        f'<main class="place" id="Cedu-lesson" tabindex="-1"><noscript><p>{said.html("no_script")}</p></noscript></main>',
        *_steps(said),
        "</div>",
        "</div>",
        *(f'<template id="{slide.place}">{slide.page.html}</template>' for slide in slides),
        data_block("Cedu-strings", said.by_language()),
        data_block("Cedu-course", facts(course, slides)),
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def facts(course: Course, slides: Sequence[Slide]) -> dict[str, Any]:
    """What the scripts must know of the course; ids are the lasting ones, so that a newer version finds what an older one kept."""
    completion = course.completion or Completion(origin=course.origin)
    scored = {slide.scored.lasting_id: slide for slide in slides if slide.scored}
    return {
        "title": course.title,
        "version": course.version,
        "completion": {"lessons": completion.lessons, "assessments": completion.assessments},
        "lessons": [
            {
                "id": lesson_id(slide.lesson),
                "place": slide.place,
                "title": slide.lesson.title,
                "assessment": slide.scored.lasting_id if slide.scored else None,
            }
            for slide in slides
        ],
        "assessments": [
            assessment_facts(slide.page.assessment, slide.page.items) for slide in scored.values() if slide.page.assessment
        ],
    }


def _bar(title: str, lessons: int, said: Texts) -> list[str]:
    return [
        '<header class="bar">',
        '<button type="button" class="button" id="Cedu-contents-toggle" aria-expanded="false" aria-controls="Cedu-contents">'
        f'<span class="bars" aria-hidden="true"></span><span id="Cedu-contents-title">{said.html("contents")}</span></button>',
        f'<p class="course-title">{title}</p>',
        '<div class="track"><span class="outcome" id="Cedu-outcome" hidden></span>'
        f'<progress id="Cedu-progress" max="{lessons}" value="0" aria-label="{escape(said.say("course_progress"))}"'
        f"{said.lang('course_progress')}></progress>"
        '<span id="Cedu-progress-text"></span></div>',
        "</header>",
        '<div class="notice" id="Cedu-notice" role="status" hidden><p></p>'
        f'<button type="button" class="button" id="Cedu-notice-close">{said.html("close")}</button></div>',
    ]


def _contents(course: Course, slides: dict[str, Slide], said: Texts) -> list[str]:
    parts = ['<nav class="contents" id="Cedu-contents" aria-labelledby="Cedu-contents-title">']
    for module in course.modules:
        if not any(lesson.id in slides for lesson in module.lessons):
            continue
        parts.append(f"<h2>{escape(module.title)}</h2>")
        parts.append("<ol>")
        for lesson in module.lessons:
            minutes = said.html("lesson_minutes", minutes=lesson.minutes)
            parts.append(
                f'<li><a href="#{slides[lesson.id].place}">{escape(lesson.title)}'
                f'<span class="detail">{minutes} <span class="state"></span></span></a></li>'
            )
        parts.append("</ol>")
    parts.append("</nav>")
    return parts


def _steps(said: Texts) -> list[str]:
    def button(name: str, style: str) -> str:
        return (
            f'<button type="button" class="{style} {name}" id="Cedu-{name}" hidden>'
            f'<span><span class="direction">{said.html(name)}</span><span class="title"></span></span></button>'
        )

    return ['<div class="steps">', button("previous", "button"), button("next", "button primary"), "</div>"]
