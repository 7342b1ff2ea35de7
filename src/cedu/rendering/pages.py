"""A lesson as HTML, with the files that it needs: what the site and the course player both show.

`lesson_page(course, lesson, context)` gives the inside of an `<article class="lesson">`: the `<h1>`, the text, media, a transcript, and
the form of the assessment that a quiz asks. Files lie at `assets/<path below the course's folder>`, those from elsewhere in the workspace
(and from a folder `_` of the course) at `assets/_/<path below the root>`; the target copies `LessonPage.assets` there. Ids in it that are
not a heading's hold a `.` or a `:`; a heading's is all small letters, digits, `-` and `_`, so an id with a capital letter in the page
around never meets one.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from cedu.model.assessment import Assessment
from cedu.model.course import Course, Lesson
from cedu.model.entity import lasting_id
from cedu.model.item import Item
from cedu.model.pool import asked
from cedu.model.workspace import Build
from cedu.rendering.items import assessment_form
from cedu.rendering.markdown import RenderedHeading, render
from cedu.rendering.videos import player, spoken
from cedu.rendering.words import Words
from cedu.source.markdown import is_outside

_VIDEO = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime"}
_AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav"}
_IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
# What stands for the host in a web address (RFC 3986, 3.2); `urlsplit` raises where it is none.
_HOST = re.compile(r"https://(?:[^/?#]*@)?([^/?#:]*).*", re.DOTALL)
# What a frame may do: run its own scripts with its own cookies, and fill the screen. YouTube plays nothing for who hides where it is shown:
# https://developers.google.com/youtube/terms/required-minimum-functionality#embedded-player-api-client-identity
_FRAME = (
    'loading="lazy" allow="fullscreen; picture-in-picture" sandbox="allow-scripts allow-same-origin" '
    'referrerpolicy="strict-origin-when-cross-origin"'
)
_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')


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


# Where a Markdown file of the workspace (its path, and an anchor or nothing) is found from this page; nothing where it is not built.
Links = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The HTML of a lesson, its headings, each file it shows (where it lies in the output, and in the workspace), and what it asks."""

    html: str
    headings: tuple[RenderedHeading, ...]
    assets: tuple[tuple[PurePosixPath, str], ...]
    assessment: Assessment | None = None
    items: tuple[Item, ...] = ()


def lesson_id(lesson: Lesson) -> str:
    """The id of a lesson that outlives its renaming."""
    return lasting_id(lesson.id, lesson.formerly)


def lesson_links(course: Course, url: Callable[[str, str], str] = lambda id, anchor: f"{id}.html{anchor}") -> Links:
    """Links to the lessons of one course: `url` takes a lesson's lasting id, and the anchor with its `#` or nothing."""
    folder = PurePosixPath(course.origin.path).parent
    known = {posixpath.normpath(folder / lesson.body): lesson_id(lesson) for lesson in course.lessons if lesson.body}
    return lambda path, anchor: url(known[path], anchor) if path in known else ""


def lesson_page(course: Course, lesson: Lesson, context: Source, links: Links | None = None, language: str | None = None) -> LessonPage:
    """One lesson; `links` says where other Markdown files are found: by default, each lesson of the course at `<lasting id>.html`."""
    words = context.words(language or course.language or "en")
    page = _Page(course, context, links or lesson_links(course), words)
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
        parts.append(exam(assessment, words))
    elif assessment:
        found = asked(assessment, context.entity)
        items = tuple(pooled.item for pooled in found)
        parts.append(assessment_form(assessment, found, words, page.rewriting))
    return LessonPage("".join(parts), headings, tuple(sorted(page.assets.items())), assessment, items)


def exam(assessment: Assessment, words: Words) -> str:
    """What can be said of an exam on a page that must not hold its keys."""
    number = sum(draw.count for draw in assessment.blueprint.draws) if assessment.blueprint else len(assessment.items)
    facts = [words.html("items", count=number)]
    if assessment.time_limit_minutes:
        facts.append(words.html("time_limit", minutes=assessment.time_limit_minutes))
    if assessment.passing_score is not None:
        facts.append(words.html("passing_score", score=f"{assessment.passing_score:g}"))
    listed = "".join(f"<li>{fact}</li>" for fact in facts)
    return f'<div class="exam"><p>{words.html("exam")}</p><ul class="facts">{listed}</ul></div>'


def media_html(url: str, title: str, captions: str, language: str) -> str:
    """An image, or a recording with its captions; nothing for a file that no page can show. `url` and `captions` are percent-encoded."""
    suffix = PurePosixPath(url).suffix.lower()
    title = escape(title)
    if suffix in _IMAGES:
        scrolls = ' tabindex="0"' if suffix == ".svg" else ""
        return f'<figure class="media"{scrolls}><img src="{url}" alt="{title}"></figure>\n'
    if suffix not in _VIDEO and suffix not in _AUDIO:
        return ""
    tag = "video" if suffix in _VIDEO else "audio"
    kind = _VIDEO.get(suffix) or _AUDIO[suffix]
    track = f'<track kind="captions" src="{captions}" srclang="{language}" label="{language}" default>' if captions else ""
    return (
        f'<figure class="media"><{tag} controls preload="metadata" aria-label="{title}">'
        f'<source src="{url}" type="{kind}">{track}</{tag}></figure>\n'
    )


def host_of(address: str) -> str:
    """The host of a web address, as people know it."""
    return _HOST.sub(r"\1", address)


class _Page:
    """One lesson while it is made: it notes each file that the lesson shows."""

    def __init__(self, course: Course, context: Source, links: Links, words: Words) -> None:
        self.folder = PurePosixPath(course.origin.path).parent
        self.context = context
        self.links = links
        self.words = words
        self.assets: dict[PurePosixPath, str] = {}

    def path(self, written: str) -> str:
        """A path from the course's folder as one from the root."""
        return posixpath.normpath(self.folder / written)

    def asset(self, path: str) -> str:
        """Note a file of the workspace, and say where the page finds it."""
        file = PurePosixPath(path)
        below = file.relative_to(self.folder) if file.is_relative_to(self.folder) else PurePosixPath("_") / file
        if below.parts[0] == "_":  # in a folder of this name, the course's own would meet them
            below = PurePosixPath("_") / file
        place = PurePosixPath("assets") / below
        self.assets[place] = path
        return quote(str(place))

    def rewriting(self, path: str) -> Callable[[str], str]:
        """Where the links and images that the file at `path` writes lead."""
        folder = PurePosixPath(path).parent

        def rewrite(url: str) -> str:
            if is_outside(url) or url.startswith("#") or not url:
                return url
            parts = urlsplit(url)
            target = posixpath.normpath(folder / unquote(parts.path))
            if target.startswith(("..", "/")) or not parts.path:
                return ""
            if target.endswith(".md"):
                return self.links(target, f"#{parts.fragment}" if parts.fragment else "")
            return self.asset(target) + (f"#{parts.fragment}" if parts.fragment else "")

        return rewrite

    def media(self, lesson: Lesson) -> list[str]:
        """The recording or the slides of a lesson, and what is said in it."""
        if not lesson.media:
            return []
        outside = is_outside(lesson.media)
        parts = [self.elsewhere(lesson) if outside else self.embedded(lesson)]
        if lesson.transcript:
            path = self.path(lesson.transcript)
            text = _HEADING_ID.sub(r"\1", render(self.context.text(path), self.rewriting(path)).html)
            parts.append(self.transcript(text))
        elif lesson.captions and outside:  # a player that is not ours takes no captions of ours
            lines = spoken(self.context.text(self.path(lesson.captions)))
            parts.append(self.transcript("".join(f"<p>{escape(line)}</p>\n" for line in lines)))
        return parts

    def transcript(self, text: str) -> str:
        """What is said in a recording, as HTML that is shown on demand."""
        return f'<details class="transcript"><summary>{self.words.html("transcript")}</summary>\n{text}</details>\n'

    def elsewhere(self, lesson: Lesson) -> str:
        """Media on the web: in a frame where `cedu.yaml` lists the host of their player, and a link in any case."""
        address = lesson.media or ""
        name = "watch" if lesson.type in ("video", "webinar", "live-session") else "open_at"
        words = self.words.html(name, host=host_of(address))
        found = player(address, self.context.options.video_hosts)
        look = "" if found else ' class="button"'
        link = f'<a{look} href="{escape(address)}" rel="noopener noreferrer">{words}</a>'
        if not found:
            return f'<p class="media">{link}</p>\n'
        return (
            f'<figure class="media film"><iframe src="{escape(found)}" title="{escape(lesson.title)}" {_FRAME}></iframe>'
            f"<figcaption>{link}</figcaption></figure>\n"
        )

    def embedded(self, lesson: Lesson) -> str:
        """Media of the workspace."""
        path = self.path(lesson.media or "")
        url = self.asset(path)
        captions = self.asset(self.path(lesson.captions)) if lesson.captions else ""
        if shown := media_html(url, lesson.title, captions, self.words.language):
            return shown
        words = self.words.html("open", file=PurePosixPath(path).name)
        return f'<p class="media"><a class="button" href="{url}">{words}</a></p>\n'
