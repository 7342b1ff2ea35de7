"""What every format loses whose lessons are pages in a browser."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import Loss
from cedu.model.assessment import Assessment
from cedu.model.course import Course
from cedu.model.entity import Entity


def _draws(entity: Entity) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint and entity.stakes != "certification":
        yield entity.origin.key("blueprint")


def _media_elsewhere(entity: Entity) -> Iterator[Span]:
    if isinstance(entity, Course):
        for lesson in entity.lessons:
            if lesson.media and lesson.media.startswith("https://"):
                yield lesson.origin.span("media")


LOSES = (
    Loss("a blueprint", "asks everyone the first items that fit each draw", _draws),
    Loss("media on another site", "is a link instead of a player", _media_elsewhere),
)
