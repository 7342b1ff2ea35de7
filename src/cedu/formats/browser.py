"""What every format loses whose lessons are pages in a browser."""

from collections.abc import Collection, Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import Loss
from cedu.model.assessment import Assessment
from cedu.model.course import Course, Lesson
from cedu.model.entity import Entity
from cedu.model.workspace import Build
from cedu.rendering.videos import player
from cedu.source.markdown import is_outside


def _draws(entity: Entity) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint and entity.stakes != "certification":
        yield entity.origin.key("blueprint")


def _linked(lesson: Lesson, hosts: Collection[str] = ()) -> bool:
    return bool(lesson.media) and is_outside(lesson.media or "") and not player(lesson.media or "", hosts)


def _media_elsewhere(entity: Entity) -> Iterator[Span]:
    if isinstance(entity, Course):
        yield from (lesson.origin.span("media") for lesson in entity.lessons if _linked(lesson))


class _MediaElsewhere(Loss):
    """Media on another site, unless it is one whose players `cedu.yaml` lists."""

    def found(self, entity: Entity, options: Build) -> Iterator[Span]:
        """The media of lessons that only a link leads to."""
        if isinstance(entity, Course):
            yield from (lesson.origin.span("media") for lesson in entity.lessons if _linked(lesson, options.video_hosts))


LOSES = (
    Loss("a blueprint", "asks everyone the first items that fit each draw", _draws),
    _MediaElsewhere(
        "media on another site",
        "is a link instead of a player",
        _media_elsewhere,
        "list the host of its player in `build: {video_hosts: […]}` of cedu.yaml, or say that a link will do: `# cedu: ignore CE601`",
    ),
)
