"""The page that an LMS launches: the whole text of a course in one file.

Each lesson is a `<template>`: the browser reads it, but draws nothing of it, loads none of its images, and knows none of its ids until the
player shows it. So nothing has to be fetched while a learner works: a session of the LMS that runs out, a proxy that rewrites pages, a
sandboxed frame or a train without a network cannot leave a blank screen in the middle of a course. A hundred lessons of 1,500 words are
about 1.5 MB, or 400 KB as most servers send it; images, sound and video stay files of their own, which come when a lesson is shown.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from cedu.model.course import Course, Lesson
from cedu.player import data_block
from cedu.player.facts import course_facts
from cedu.rendering.links import Links, lesson_links
from cedu.rendering.pages import LessonPage
from cedu.rendering.videos import frames
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
        return f"Cedu-lesson-{self.lesson.lasting_id}"


def links(course: Course, lessons: Iterable[Lesson]) -> Links:
    """Where a page finds the `lessons` that are in it: in templates, and there at an anchor; those of the course's other pages nowhere."""
    here = {lesson.lasting_id for lesson in lessons}
    return lesson_links(course, lambda id, anchor: f"{'?at=' + anchor[1:] if anchor else ''}#Cedu-lesson-{id}" if id in here else "")


@dataclass(frozen=True, slots=True)
class Launch:
    """What a page launches: a course, or one module of it.

    `key` names it apart from everything else that a browser may hold of any workspace. `hosts` are those whose players it may hold in a
    frame; `permits` is what its policy lets be besides, such as ANY_STORE.
    """

    course: Course
    title: str
    key: str
    slides: tuple[Slide, ...]
    hosts: Collection[str] = ()
    permits: str = ""


def launch_page(launch: Launch, words: Words, scripts: Iterable[str], styles: Iterable[str]) -> bytes:
    """The page: contents, steps, each lesson, and what the scripts must know; `scripts` and `styles` are its references to files."""
    said = words.player
    title = escape(launch.title)
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(words.language)}" dir="{words.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}{frames(launch.hosts)}{launch.permits}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        '<link rel="icon" href="data:,">',
        *(f'<link rel="stylesheet" href="{escape(style)}">' for style in styles),
        *(f'<script src="{escape(script)}" defer></script>' for script in scripts),
        "</head>",
        "<body>",
        f'<a class="skip" href="#Cedu-lesson">{said.html("skip")}</a>',
        *_bar(title, len(launch.slides), said),
        '<div class="frame">',
        '<div class="contents" id="Cedu-contents">',
        *_search(said),
        *_contents(launch, said),
        *_prints(said),
        "</div>",
        '<div class="stage">',
        '<main class="place" id="Cedu-lesson" tabindex="-1">',
        f'<p class="opening">{said.html("opening")}</p><noscript><p>{said.html("no_script")}</p></noscript>',
        "</main>",
        *_steps(said),
        "</div>",
        "</div>",
        *(f'<template id="{slide.place}">{slide.page.html}</template>' for slide in launch.slides),
        data_block("Cedu-strings", said.by_language()),
        data_block("Cedu-course", facts(launch)),
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def facts(launch: Launch) -> dict[str, Any]:
    """What the scripts must know of the course: what they do on the site, and what its lessons are called and where they are here."""
    known = course_facts(launch.course, launch.key, [(slide.lesson, slide.page) for slide in launch.slides])
    shown = [{"place": slide.place, "title": slide.lesson.title} for slide in launch.slides]
    lessons = [lesson | more for lesson, more in zip(known["lessons"], shown, strict=True)]
    return {**known, "title": launch.title, "version": launch.course.version, "lessons": lessons}


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
        '<div id="Cedu-notice" role="status"></div>',
    ]


def _search(said: Texts) -> list[str]:
    label = f'placeholder="{escape(said.say("search"))}" aria-label="{escape(said.say("search"))}"{said.lang("search")}'
    return [
        '<form class="search" role="search">'
        f'<input type="search" id="Cedu-search-text" {label} autocomplete="off" spellcheck="false" enterkeyhint="search"></form>',
        '<p class="found" id="Cedu-search-count" role="status"></p>',
        '<ol class="results" id="Cedu-search-results" hidden></ol>',
    ]


def _contents(launch: Launch, said: Texts) -> list[str]:
    slides = {slide.lesson.id: slide for slide in launch.slides}
    parts = ['<nav id="Cedu-lessons" aria-labelledby="Cedu-contents-title">']
    for module in launch.course.modules:
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


def _prints(said: Texts) -> list[str]:
    def button(name: str, text: str) -> str:
        return f'<button type="button" class="button" id="Cedu-{name}">{said.html(text)}</button>'

    return ['<div class="prints">', button("print", "print_lesson"), button("print-all", "print_all"), "</div>"]


def _steps(said: Texts) -> list[str]:
    def button(name: str, style: str) -> str:
        return (
            f'<button type="button" class="{style} {name}" id="Cedu-{name}" hidden>'
            f'<span><span class="direction">{said.html(name)}</span><span class="title"></span></span></button>'
        )

    back = f'<a class="button back" id="Cedu-back" hidden>{said.html("back")}</a>'  # where an LMS wants its learners back
    return ['<div class="steps">', button("previous", "button"), button("next", "button primary"), back, "</div>"]
