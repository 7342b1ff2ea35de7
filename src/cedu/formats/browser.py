"""What every format loses whose lessons are pages in a browser."""

from collections.abc import Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import Loss, Where, answered_by, in_items, where_set
from cedu.model.assessment import Assessment
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.interaction import (
    ExtendedTextInteraction,
    Interaction,
    PassageInteraction,
    ScaleInteraction,
    UploadInteraction,
    marked_by,
)
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


def _asked_here(where: Where) -> Where:
    """What is lost of an assessment that pages ask: of an exam they ask nothing, and of a bank by itself neither."""

    def spans(entity: Entity, options: Build) -> Iterator[Span]:
        if isinstance(entity, Assessment) and entity.stakes != "certification":
            yield from where(entity, options)

    return spans


def _without_key(interaction: Interaction) -> bool:
    return marked_by(interaction) != "key"


LOSES = (
    Loss("a blueprint", "asks everyone the first items that fit each draw", _draws),
    Loss(
        "an essay",
        "is kept and shown beside its rubric, but marked by nobody, and its points don't count",
        _asked_here(answered_by(ExtendedTextInteraction)),
        of=(ExtendedTextInteraction,),
    ),
    Loss(
        "an upload",
        "says what to hand in, takes no files, and its points don't count",
        _asked_here(answered_by(UploadInteraction)),
        of=(UploadInteraction,),
    ),
    Loss(
        "feedback on what no key marks",
        "is not shown",
        _asked_here(in_items(where_set("feedback", of=_without_key))),
        of=(ExtendedTextInteraction, UploadInteraction, ScaleInteraction, PassageInteraction),
    ),
    Loss(
        "media on another site",
        "is a link instead of a player",
        _linked_media,
        "list the host of its player in `build: {video_hosts: […]}` of cedu.yaml, or say that a link will do: `# cedu: ignore CE601`",
    ),
)
