"""The files of a package that the player runs in, whatever standard's manifest goes with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from cedu.bundle import Output
from cedu.model.course import Course, Lesson
from cedu.model.workspace import Build, Workspace
from cedu.player import FORMS, asset
from cedu.player.launch import Launch, Slide, launch_page, links
from cedu.rendering.pages import Source, lesson_page

_STYLES = ("content.css", "player.css")
_SCRIPTS = ("strings.js", "memory.js", *FORMS, "local.js", "alone.js", "parts.js", "search.js", "printing.js")


class Context(Source, Protocol):
    """What the player's files are made from; a target's Context is one."""

    @property
    def workspace(self) -> Workspace:
        """What `cedu.yaml` says."""

    def file(self, path: str) -> Path:
        """A file of the workspace, by its path from the root."""


@dataclass(frozen=True, slots=True)
class Launchable:
    """What a learner launches and an LMS keeps a status of: an SCO (SCORM) or an AU (cmi5), a whole course or one module.

    `names` leads to it from the course, for identifiers: nothing, or `"module"` and its lasting id.
    """

    names: tuple[str, ...]
    title: str
    page: PurePosixPath
    lessons: tuple[Lesson, ...]


def launchables(course: Course, options: Build) -> tuple[Launchable, ...]:
    """What is launched of a course, in order; of one that has no lesson yet, the whole, since no standard knows a package without any."""
    if options.scos == "course" or not course.lessons:
        return (Launchable((), course.title, PurePosixPath("index.html"), course.lessons),)
    return tuple(
        Launchable(("module", module.lasting_id), module.title, PurePosixPath(f"module-{module.lasting_id}.html"), module.lessons)
        for module in course.modules
        if module.lessons
    )


def player_files(course: Course, context: Context, trackers: Sequence[str], permits: str = "") -> Iterator[Output]:
    """The page of each launchable, the scripts (`trackers` among them), the styles, and the media that lessons show, each once."""
    folder = PurePosixPath("player")
    scripts = (*_SCRIPTS, *trackers, "player.js")
    words = context.words(course.language or context.workspace.organization.language)
    hosts = context.options.video_hosts
    media: dict[PurePosixPath, str] = {}
    for launchable in launchables(course, context.options):
        to = links(course, launchable.lessons)
        slides = tuple(Slide(lesson, lesson_page(course, lesson, context, to, words.language)) for lesson in launchable.lessons)
        media.update(place for slide in slides for place in slide.page.assets)
        key = " ".join((context.workspace.namespace, course.lasting_id, *launchable.names))
        launch = Launch(course, launchable.title, key, slides, hosts, permits)
        page = launch_page(launch, words, [f"player/{name}" for name in scripts], [f"player/{name}" for name in _STYLES])
        yield Output(launchable.page, page)
    for name in (*_STYLES, *scripts):
        yield Output(folder / name, asset(name))
    for place, path in media.items():
        yield Output(place, context.file(path))
