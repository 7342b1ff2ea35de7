"""The pages of a cartridge: what a lesson shows without scripts, and where its files lie.

What of a page arrives depends on who reads it:

- Moodle 4.5 (`backup/cc/entity11.resource.class.php`) keeps what is in the body, cleaned like a stranger's text: of MathML only the letters
  stay, ids go, and `main`, `figure` or `details` leave what they hold; classes, tables and recordings stay. Then it looks on disk for each
  relative address, as it is written, and replaces it wherever the same letters stand in the page. So a name is all ASCII, holds a digest
  that no author writes, and starts with `./`, lest one be the end of another; and an address has no anchor.
- Canvas (`lib/cc/importer/standard`) keeps the page as a file, with the style sheet and the images where they lie.
"""

import re
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath

from cedu.model.course import Course, Lesson
from cedu.rendering.links import lesson_links, rewriting
from cedu.rendering.markdown import Rewrite, is_kept_shut, render
from cedu.rendering.maths import in_brackets
from cedu.rendering.media import invitation, media_html, transcript
from cedu.rendering.words import Words
from cedu.source.markdown import is_outside
from cedu.source.outline import beside
from cedu.targets import Context

_ADMONITION = re.compile(r'<p class="admonition-title">(.*?)</p>', re.DOTALL)
# Of a file's name, so much stays readable.
_READABLE = 40


class Places:
    """Where things of a course lie: in a folder by its lasting id, because an LMS puts the files of all cartridges in one place."""

    def __init__(self, course: Course) -> None:
        self.source = course.origin.path
        self.folder = PurePosixPath(course.lasting_id)
        self.pages = lesson_links(course, lambda id, _anchor: f"{id}.html")

    def path(self, written: str) -> str:
        """A path from the course's folder as one from the workspace's root."""
        return beside(self.source, written)

    def asset(self, path: str) -> str:
        """Where a file of the workspace lies, from the course's folder in the cartridge."""
        file, folder = PurePosixPath(path), PurePosixPath(self.source).parent
        below = str(file.relative_to(folder)) if file.is_relative_to(folder) else f"/{path}"
        readable = re.sub(r"[^A-Za-z0-9]+", "-", file.stem)[:_READABLE].strip("-") or "file"
        suffix = re.sub(r"[^a-z0-9.]", "", file.suffix.lower())
        return f"assets/{readable}-{sha256(below.encode()).hexdigest()[:10]}{suffix}"


class Shown:
    """The files of the workspace that a page or a test shows, by where they lie in the cartridge."""

    def __init__(self, places: Places, base: str) -> None:
        self.places = places
        self.base = base
        self.files: dict[PurePosixPath, str] = {}

    def asset(self, path: str, _anchor: str = "") -> str:
        """Note a file of the workspace, and say where it is found."""
        place = self.places.asset(path)
        self.files[self.places.folder / place] = path
        return self.base + place

    def page(self, path: str, _anchor: str) -> str:
        """Where the page of a lesson is found; nothing for one that is not here."""
        found = self.places.pages(path, "")
        return self.base + found if found else ""

    def rewriting(self, path: str) -> Rewrite:
        """Where the links and images lead that the file at `path` writes."""
        return rewriting(path, self.page, self.asset)


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


def _media(lesson: Lesson, words: Words, shown: Shown) -> str:
    """The recording or the slides of a lesson."""
    if not lesson.media:
        return ""
    if is_outside(lesson.media):
        link = f'<a href="{escape(lesson.media)}" rel="noopener noreferrer">{invitation(lesson, words.html)}</a>'
        return f'<p class="media">{link}</p>'
    path = shown.places.path(lesson.media)
    url = shown.asset(path)
    captions = shown.asset(shown.places.path(lesson.captions)) if lesson.captions else ""
    if html := media_html(url, lesson.title, captions, words.language):
        return html
    shut = " download" if is_kept_shut(url) else ""
    return f'<p class="media"><a href="{url}"{shut}>{words.html("open", file=PurePosixPath(path).name)}</a></p>'


def _said(lesson: Lesson, context: Context, words: Words, shown: Shown) -> str:
    """What is said in a recording."""
    text = transcript(lesson, context.text, shown.places.path, shown.rewriting, in_brackets)
    return f"<h2>{words.html('transcript')}</h2>\n{_plainly(text)}" if text else ""


def _plainly(html: str) -> str:
    """What a style sheet would say, as far as it can be said without one."""
    html = _ADMONITION.sub(r'<p class="admonition-title"><strong>\1</strong></p>', html)
    return html.replace("<table>", '<table class="table table-bordered">')
