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
class Item(Lasting):
    """What an item of any type has."""

    type: str
    stem: Markdown
    objective: ObjectiveRef | None = None
    difficulty: Difficulty = "medium"
    points: float = 1
    feedback: Feedback | None = None
    tags: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)
