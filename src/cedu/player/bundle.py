"""The files of a package that the player runs in, whatever standard's manifest goes with them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.model.course import Course
from cedu.player import asset
from cedu.player.launch import Slide, launch_page

LAUNCH = PurePosixPath("index.html")
_STYLES = ("content.css", "player.css")


def player_files(course: Course, language: str, slides: Sequence[Slide], tracker: str, media: Iterable[Output]) -> Iterator[Output]:
    """The launch page, the scripts (with the `tracker` of one standard), the styles, and the `media` that lessons show, each once."""
    folder = PurePosixPath("player")
    scripts = ("strings.js", "quiz.js", "memory.js", tracker, "player.js")
    yield Output(
        LAUNCH, launch_page(course, language, slides, [f"player/{name}" for name in scripts], [f"player/{name}" for name in _STYLES])
    )
    for name in (*_STYLES, *scripts):
        yield Output(folder / name, asset(name))
    yield from {output.path: output for output in media}.values()
