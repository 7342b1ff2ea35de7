"""An item: one question of an assessment or a bank. Its types are in `cedu.items`."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from cedu.model.annotations import Difficulty, Markdown, ObjectiveRef
from cedu.model.entity import Lasting, Part, frozen


@frozen
class Feedback(Part):
    """What a learner reads after answering."""

    correct: Markdown = ""
    incorrect: Markdown = ""


@frozen
class Imported(Part):
    """What `cedu import` made an item from, and a digest of what it wrote, which tells whether somebody has edited it since."""

    format: str
    id: str
    digest: str


@frozen
class Item(Lasting):
    """What an item of any type has."""

    type: str
    stem: Markdown
    objective: ObjectiveRef | None = None
    difficulty: Difficulty = "medium"
    points: float = 1
    feedback: Feedback | None = None
    hint: Markdown = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    reviewed_by: tuple[str, ...] = ()
    imported: Imported | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)
