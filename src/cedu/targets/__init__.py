"""Targets: one file (or folder) per format, which turns the model into the files of a bundle and says what it loses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from cedu.bundle import Output
from cedu.formats.loss import Loss
from cedu.model.entity import Entity
from cedu.model.library import Library
from cedu.model.workspace import Build, Workspace
from cedu.plugins import collect

if TYPE_CHECKING:
    from jinja2 import Environment

    from cedu.player.completion import Standing, Terms
    from cedu.rendering.words import Words


class Context(Protocol):
    """What a target may read. All of it is noted, because a bundle is built anew when something that it read has changed."""

    @property
    def options(self) -> Build:
        """What a publisher decides about packages: `build` of `cedu.yaml`, with what an LMS or a delivery asks for in its place."""

    @property
    def library(self) -> Library:
        """The outlines of everything."""

    @property
    def workspace(self) -> Workspace:
        """What `cedu.yaml` says; what a bundle may look at of what it says of builds and deliveries is in `options` and `gets`."""

    @property
    def templates(self) -> "Environment":
        """The templates of the workspace and of cedu."""

    def words(self, language: str) -> "Words":
        """The words that we add to an author's own, for a page in this language: the workspace's before ours."""

    def entity(self, kind: str, id: str) -> Any:
        """The whole entity. Raises LookupError where there is none."""

    def entities(self, kind: str) -> tuple[Any, ...]:
        """All entities of a kind that `gets` says yes of, by id."""

    def gets(self, entity: Entity) -> bool:
        """Is it active, and part of what whoever this is built for gets? Where it is not, it has no page."""

    def file(self, path: str) -> Path:
        """A file of the workspace, by its path from the root. Raises LookupError where there is none, or where it lies outside."""

    def text(self, path: str) -> str:
        """The text of a file of the workspace."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format: for which kinds, packed how, built by whom, and what it loses.

    `build` gets an entity of one of `kinds` (or the Workspace, for what is made once). `pack`: a `zip` or a `file` per entity at
    `dist/<name>/<kind>/<lasting id><suffix>`; a `folder` is `dist/<name>/<kind>/<id>/`, and the Workspace's own is `dist/<name>/` itself.
    `scored_by`: whose code scores answers, or a person; a `client` shows its keys to whoever looks. `suspend_data`: how many characters a
    launchable part of a course can leave with the LMS between visits; None where there is no such bound. `edition`: which one of the
    standard is built, where a publisher has the choice. `tells`: what an LMS has heard of a learner who leaves a course with these terms
    standing so, element by element in the standard's own words (an empty one where it hears nothing); None where it hears nothing of any.
    """

    name: str
    title: str
    kinds: tuple[type[Entity] | type[Workspace], ...]
    build: Callable[[Any, Context], Iterator[Output]]
    pack: Literal["zip", "file", "folder"]
    suffix: str = ""
    scored_by: Literal["client", "server", "person", "nobody"] = "nobody"
    edition: Callable[[Build], str] | None = None
    tells: Callable[["Terms", "Standing"], dict[str, str]] | None = None
    suspend_data: int | None = None
    loses: tuple[Loss, ...] = ()


@cache
def targets() -> dict[str, Target]:
    """Every target, by name."""
    return {target.name: target for target in collect("cedu.targets", "TARGET", Target)}


def named(names: Iterable[str]) -> tuple[Target, ...]:
    """The targets of these names, in their order; a name that stands for none is left out (CE214)."""
    return tuple(targets()[name] for name in names if name in targets())
