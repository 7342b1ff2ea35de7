"""The pages of a cartridge: what a lesson shows without scripts, and where its files lie.

What of a page arrives depends on who reads it:

- Moodle 4.5 (`backup/cc/entity11.resource.class.php`) keeps what is in the body, cleaned like a stranger's text: of MathML only the letters
  stay, ids go, and `main`, `figure` or `details` leave what they hold; classes, tables and recordings stay. Then it looks on disk for each
  relative address, as it is written, and replaces it wherever the same letters stand in the page. So a name is all ASCII, holds a digest
  that no author writes, and starts with `./`, lest one be the end of another; and an address has no anchor.
- Canvas (`lib/cc/importer/standard`) keeps the page as a file, with the style sheet and the images where they lie.
"""

import posixpath
import re
from collections.abc import Callable
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from cedu.model.course import Course, Lesson
from cedu.rendering.markdown import render
from cedu.rendering.maths import in_brackets
from cedu.rendering.pages import host_of, lesson_id, media_html
from cedu.rendering.videos import spoken
from cedu.rendering.words import Words
from cedu.source.markdown import is_outside
from cedu.targets import Context

_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')
_ADMONITION = re.compile(r'<p class="admonition-title">(.*?)</p>', re.DOTALL)
# Of a file's name, so much stays readable.
_READABLE = 40


class Places:
    """Where things of a course lie: in a folder by its lasting id, because an LMS puts the files of all cartridges in one place."""

    def __init__(self, course: Course) -> None:
        self.source = PurePosixPath(course.origin.path).parent
        self.folder = PurePosixPath(course.lasting_id)
        self.pages = {self.path(lesson.body): f"{lesson_id(lesson)}.html" for lesson in course.lessons if lesson.body}

    def path(self, written: str) -> str:
        """A path from the course's folder as one from the workspace's root."""
        return posixpath.normpath(self.source / written)

    def asset(self, path: str) -> str:
        """Where a file of the workspace lies, from the course's folder in the cartridge."""
        file = PurePosixPath(path)
        below = str(file.relative_to(self.source)) if file.is_relative_to(self.source) else f"/{path}"
        readable = re.sub(r"[^A-Za-z0-9]+", "-", file.stem)[:_READABLE].strip("-") or "file"
        suffix = re.sub(r"[^a-z0-9.]", "", file.suffix.lower())
        return f"assets/{readable}-{sha256(below.encode()).hexdigest()[:10]}{suffix}"


class Shown:
    """The files of the workspace that a page or a test shows, by where they lie in the cartridge."""

    def __init__(self, places: Places, base: str) -> None:
        self.places = places
        self.base = base
        self.files: dict[PurePosixPath, str] = {}

    def asset(self, path: str) -> str:
        """Note a file of the workspace, and say where it is found."""
        place = self.places.asset(path)
        self.files[self.places.folder / place] = path
        return self.base + place

    def rewriting(self, path: str) -> Callable[[str], str]:
        """Where the links and images lead that the file at `path` writes; nothing for a page that is not here."""
        folder = PurePosixPath(path).parent

        def rewrite(url: str) -> str:
            if is_outside(url) or url.startswith("#"):
                return url
            target = posixpath.normpath(folder / unquote(urlsplit(url).path))
            if not urlsplit(url).path or target.startswith(("..", "/")):
                return ""
            if target.endswith(".md"):
                return self.base + self.places.pages[target] if target in self.places.pages else ""
            return self.asset(target)

        return rewrite


def lesson_html(lesson: Lesson, context: Context, words: Words, shown: Shown) -> str:
    """A lesson from its heading on: how long it takes, what is to be watched, what is to be read, and last what is said in a recording."""
    heading, body = f"<h1>{escape(lesson.title)}</h1>", ""
    if lesson.body:
        path = shown.places.path(lesson.body)
        text = render(context.text(path), shown.rewriting(path), in_brackets)
        body = _plainly(text.html)
        if text.headings and text.headings[0].level == 1:
            heading, _, body = body.partition("</h1>")
            heading += "</h1>"
    facts = f'<p class="meta">{words.html(f"type_{lesson.type}")} · {words.duration(lesson.minutes)}</p>'
    return "\n".join(part for part in (heading, facts, _media(lesson, words, shown), body, _said(lesson, context, words, shown)) if part)


def invitation(lesson: Lesson) -> str:
    """The name of the words that lead to a lesson's media on another site."""
    return "watch" if lesson.type in ("video", "webinar", "live-session") else "open_at"


def _media(lesson: Lesson, words: Words, shown: Shown) -> str:
    """The recording or the slides of a lesson."""
    if not lesson.media:
        return ""
    if is_outside(lesson.media):
        said = words.html(invitation(lesson), host=host_of(lesson.media))
        return f'<p class="media"><a href="{escape(lesson.media)}" rel="noopener noreferrer">{said}</a></p>'
    path = shown.places.path(lesson.media)
    url = shown.asset(path)
    captions = shown.asset(shown.places.path(lesson.captions)) if lesson.captions else ""
    if html := media_html(url, lesson.title, captions, words.language):
        return html
    return f'<p class="media"><a href="{url}">{words.html("open", file=PurePosixPath(path).name)}</a></p>'


def _said(lesson: Lesson, context: Context, words: Words, shown: Shown) -> str:
    """What is said in a recording."""
    if lesson.media and lesson.transcript:
        path = shown.places.path(lesson.transcript)
        text = _HEADING_ID.sub(r"\1", _plainly(render(context.text(path), shown.rewriting(path), in_brackets).html))
    elif lesson.media and lesson.captions and is_outside(lesson.media):
        text = "\n".join(f"<p>{escape(line)}</p>" for line in spoken(context.text(shown.places.path(lesson.captions))))
    else:
        return ""
    return f"<h2>{words.html('transcript')}</h2>\n{text}"


def _plainly(html: str) -> str:
    """What a style sheet would say, as far as it can be said without one."""
    html = _ADMONITION.sub(r'<p class="admonition-title"><strong>\1</strong></p>', html)
    return html.replace("<table>", '<table class="table table-bordered">')
