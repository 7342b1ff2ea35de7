"""What was read of a stranger's file: items and pages in our terms, and what became of all else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cedu.model.annotations import Difficulty
from cedu.model.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source: the member (empty for the only one), the line from 1 (0 where it is not known), and what stands there."""

    member: str = ""
    line: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What became of something in the source: `changed` how, or `refused` why. A sentence without a full stop."""

    place: Place
    kind: Literal["changed", "refused"]
    text: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One item. Texts are Markdown, whose images and files are paths in `Imported.assets`.

    `ident` is what the source calls it, for good, and empty where it calls it nothing (a place in an order is no name); `id` a name for it
    where the source has one that may serve as an id (any characters: the job makes it kebab-case and unique), else empty. Ids inside
    `interaction` are kebab-case already. `objective` is `owner.local` where the source says so, and kept where there is such an objective.
    """

    ident: str
    place: Place
    stem: str
    interaction: Interaction
    id: str = ""
    points: float = 1
    difficulty: Difficulty = "medium"
    objective: str = ""
    correct: str = ""
    incorrect: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedItems:
    """A bank; or an assessment, if `settings` holds what its YAML says beside its items (`passing_score`, `attempts`, …).

    A draw of a `blueprint` among the settings names a bank by its `ident` in the same source.
    """

    ident: str
    title: str
    items: tuple[ImportedItem, ...]
    id: str = ""
    language: str = ""
    settings: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page, which becomes an article lesson: Markdown, in the module of this title."""

    ident: str
    title: str
    body: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """All that was read. `assets`: by their path relative to the YAML file that will be written, such as `assets/plan.png`."""

    title: str = ""
    items: tuple[ImportedItems, ...] = ()
    pages: tuple[ImportedPage, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
