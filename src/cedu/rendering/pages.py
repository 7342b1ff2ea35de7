"""A lesson as HTML, with the files that it needs: what the site and the course player both show.

`lesson_page` gives the inside of an `<article class="lesson">`: the `<h1>`, the text, media, a transcript, and
the form of the assessment that a quiz asks. Files lie at `assets/<path below the course's folder>`, those from elsewhere in the workspace
(and from a folder `_` of the course) at `assets/_/<path below the root>`; the target copies `LessonPage.assets` there. Ids in it that are
not a heading's hold a `.` or a `:`; a heading's is all small letters, digits, `-` and `_`, so an id with a capital letter in the page
around never meets one.
"""

from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import quote

from cedu.model.assessment import Assessment
from cedu.model.course import Course, Lesson
from cedu.model.item import Item
from cedu.model.pool import asked, size
from cedu.model.workspace import Build
from cedu.rendering.items import assessment_form
from cedu.rendering.links import Links, rewriting
from cedu.rendering.markdown import RenderedHeading, Rewrite, is_kept_shut, render
from cedu.rendering.media import invitation, media_html, transcript
from cedu.rendering.videos import player
from cedu.rendering.words import Words
from cedu.source.markdown import is_outside
from cedu.source.outline import beside

# What a frame may do: run its own scripts with its own cookies, and fill the screen. YouTube plays nothing for who hides where it is shown:
# https://developers.google.com/youtube/terms/required-minimum-functionality#embedded-player-api-client-identity
_FRAME = (
    'loading="lazy" allow="fullscreen; picture-in-picture" sandbox="allow-scripts allow-same-origin" '
    'referrerpolicy="strict-origin-when-cross-origin"'
)


class Source(Protocol):
    """What a page reads of the workspace; a target's Context is one."""

    @property
    def options(self) -> Build:
        """What a publisher decides about packages."""

    def entity(self, kind: str, id: str) -> Any:
        """The whole entity."""

    def text(self, path: str) -> str:
        """The text of a file of the workspace."""

    def words(self, language: str) -> Words:
        """Our own words, for a page in this language."""


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The HTML of a lesson, its headings, and each file it shows (where it lies in the output, and in the workspace).

    `assessment` is what it asks and scores, and `items` are those of it that it asks: nobody asks an exam there.
    """

    html: str
    headings: tuple[RenderedHeading, ...]
    assets: tuple[tuple[PurePosixPath, str], ...]
    assessment: Assessment | None
    items: tuple[Item, ...]


def lesson_page(course: Course, lesson: Lesson, context: Source, links: Links, language: str) -> LessonPage:
    """One lesson, with our words in `language`; `links` says where other Markdown files are found."""
    page = _Page(course, context, links, context.words(language))
    parts = []
    headings: tuple[RenderedHeading, ...] = ()
    if lesson.body:
        body = render(context.text(page.path(lesson.body)), page.rewriting(page.path(lesson.body)))
        headings = body.headings
        parts.append(body.html)
    if not (headings and headings[0].level == 1):
        parts.insert(0, f"<h1>{escape(lesson.title)}</h1>\n")
    # What is to be watched comes before what is to be read.
    parts[1 if parts[0].startswith("<h1>") else 0 : 0] = page.media(lesson)
    assessment = context.entity("assessment", lesson.assessment) if lesson.assessment else None
    items: tuple[Item, ...] = ()
    if assessment and assessment.stakes == "certification":
        parts.append(exam(assessment, page.words))
    elif assessment:
        found = asked(assessment, context.entity)
        items = tuple(pooled.item for pooled in found)
        parts.append(assessment_form(assessment, found, page.words, page.rewriting))
    return LessonPage("".join(parts), headings, tuple(sorted(page.assets.items())), assessment if items else None, items)


def exam(assessment: Assessment, words: Words) -> str:
    """What can be said of an exam on a page that must not hold its keys."""
    facts = [words.html("items", count=size(assessment))]
    if assessment.time_limit_minutes:
        facts.append(words.html("time_limit", minutes=assessment.time_limit_minutes))
    if assessment.passing_score is not None:
        facts.append(words.html("passing_score", score=f"{assessment.passing_score:g}"))
    listed = "".join(f"<li>{fact}</li>" for fact in facts)
    return f'<div class="exam"><p>{words.html("exam")}</p><ul class="facts">{listed}</ul></div>'


class _Page:
    """One lesson while it is made: it notes each file that the lesson shows."""

    def __init__(self, course: Course, context: Source, links: Links, words: Words) -> None:
        self.course = course
        self.context = context
        self.links = links
        self.words = words
        self.assets: dict[PurePosixPath, str] = {}

    def path(self, written: str) -> str:
        """A path from the course's folder as one from the root."""
        return beside(self.course.origin.path, written)

    def asset(self, path: str, anchor: str = "") -> str:
        """Note a file of the workspace, and say where the page finds it."""
        file, folder = PurePosixPath(path), PurePosixPath(self.course.origin.path).parent
        below = file.relative_to(folder) if file.is_relative_to(folder) else PurePosixPath("_") / file
        if below.parts[0] == "_":  # in a folder of this name, the course's own would meet them
            below = PurePosixPath("_") / file
        place = PurePosixPath("assets") / below
        self.assets[place] = path
        return quote(str(place)) + anchor

    def rewriting(self, path: str) -> Rewrite:
        """Where the links and images that the file at `path` writes lead."""
        return rewriting(path, self.links, self.asset)

    def media(self, lesson: Lesson) -> list[str]:
        """The recording or the slides of a lesson, and what is said in it, which is shown on demand."""
        if not lesson.media:
            return []
        parts = [self.elsewhere(lesson, lesson.media) if is_outside(lesson.media) else self.embedded(lesson, lesson.media)]
        if said := transcript(lesson, self.context.text, self.path, self.rewriting):
            parts.append(f'<details class="transcript"><summary>{self.words.html("transcript")}</summary>\n{said}</details>\n')
        return parts

    def elsewhere(self, lesson: Lesson, address: str) -> str:
        """Media on the web: in a frame where `cedu.yaml` lists the host of their player, and a link in any case."""
        found = player(address, self.context.options.video_hosts)
        look = "" if found else ' class="button"'
        link = f'<a{look} href="{escape(address)}" rel="noopener noreferrer">{invitation(lesson, self.words.html)}</a>'
        if not found:
            return f'<p class="media">{link}</p>\n'
        return (
            f'<figure class="media film"><iframe src="{escape(found)}" title="{escape(lesson.title)}" {_FRAME}></iframe>'
            f"<figcaption>{link}</figcaption></figure>\n"
        )

    def embedded(self, lesson: Lesson, media: str) -> str:
        """Media of the workspace."""
        url = self.asset(self.path(media))
        captions = self.asset(self.path(lesson.captions)) if lesson.captions else ""
        if shown := media_html(url, lesson.title, captions, self.words.language):
            return shown
        words = self.words.html("open", file=PurePosixPath(media).name)
        shut = " download" if is_kept_shut(url) else ""
        return f'<p class="media"><a class="button" href="{url}"{shut}>{words}</a></p>\n'
