"""Common Cartridge 1.1, which Moodle and Canvas both restore, or 1.3: one per course, with pages, web links and tests of the LMS's own.

An exam travels in it, because the LMS scores it.
"""

from collections.abc import Iterator

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats import cc_losses
from cedu.formats.loss import Loss
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.workspace import Build
from cedu.targets import Context, Target

_IN_THE_LMS = "that is set in the LMS"


def build(course: Course, context: Context) -> Iterator[Output]:
    """The files of the cartridge, the manifest last."""
    from cedu.targets.cartridge.package import Package

    yield from Package(course, context).outputs()


def _completion(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course) and entity.completion:
        yield entity.origin.key("completion")


def _about_modules(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course):
        for module in entity.modules:
            for name in ("summary", "week"):
                if getattr(module, name):
                    yield module.origin.key(name)


def _ampersands(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course):
        for module in entity.modules:
            if "&" in module.title or "<" in module.title:
                yield module.origin.span("title")


def _media_elsewhere(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course):
        for lesson in entity.lessons:
            if lesson.media and lesson.media.startswith("https://"):
                yield lesson.origin.span("media")


TARGET = Target(
    "cartridge",
    "Common Cartridge",
    (Course,),
    build,
    "zip",
    ".imscc",
    scored_by="server",
    edition=lambda options: options.cartridge_settings.edition,
    loses=(
        Loss("the completion rule", "can't be carried", _completion, _IN_THE_LMS),
        Loss("a module's summary and week", "can't be carried", _about_modules, _IN_THE_LMS),
        Loss("an `&` or `<` in a module's title", "becomes `\uff06` or `\uff1c`, because Moodle can't read the other", _ampersands),
        Loss("media on another site", "becomes a web link", _media_elsewhere),
        *cc_losses.LOSES,
    ),
)
