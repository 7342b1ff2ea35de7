"""Where the links and the images of a text lead in what is built."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from cedu.model.course import Course
from cedu.rendering.markdown import Rewrite
from cedu.source.markdown import is_outside
from cedu.source.outline import beside

# Where a file of the workspace (its path, and an anchor with its `#` or nothing) is found from a page; nothing where it is not built.
Links = Callable[[str, str], str]


def lesson_links(course: Course, url: Callable[[str, str], str]) -> Links:
    """Links to the lessons of one course, to the first of those that have the same text and are there.

    `url` takes a lesson's lasting id, and the anchor; it says nothing of a lesson that is not there.
    """
    known: dict[str, list[str]] = {}
    for lesson in course.lessons:
        if lesson.body:
            known.setdefault(beside(course.origin.path, lesson.body), []).append(lesson.lasting_id)
    return lambda path, anchor: next(filter(None, (url(id, anchor) for id in known.get(path, ()))), "")


def rewriting(path: str, pages: Links, files: Links) -> Rewrite:
    """Where that leads which the file at `path` writes: `pages` says it of Markdown files, `files` of all others in the workspace."""

    def rewrite(url: str) -> str:
        if is_outside(url) or url.startswith("#") or not url:
            return url
        parts = urlsplit(url)
        target = beside(path, unquote(parts.path))
        if target.startswith(("..", "/")) or not parts.path:
            return ""
        return (pages if target.endswith(".md") else files)(target, f"#{parts.fragment}" if parts.fragment else "")

    return rewrite
