"""What every format loses whose lessons are pages in a browser."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import Loss
from cedu.model.assessment import Assessment
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.workspace import Build
from cedu.rendering.videos import player
from cedu.source.markdown import is_outside


def _draws(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint and entity.stakes != "certification":
        yield entity.origin.key("blueprint")


def _linked_media(entity: Entity, options: Build) -> Iterator[Span]:
    for lesson in entity.lessons if isinstance(entity, Course) else ():
        if lesson.media and is_outside(lesson.media) and not player(lesson.media, options.video_hosts):
            yield lesson.origin.span("media")


LOSES = (
    Loss("a blueprint", "asks everyone the first items that fit each draw", _draws),
    Loss(
        "media on another site",
        "is a link instead of a player",
        _linked_media,
        "list the host of its player in `build: {video_hosts: […]}` of cedu.yaml, or say that a link will do: `# cedu: ignore CE601`",
    ),
)
