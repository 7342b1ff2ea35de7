"""An item: one question of an assessment or a bank. Its types are in `cedu.items`."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from cedu.model.annotations import Difficulty, Markdown, ObjectiveRef
from cedu.model.entity import Part, frozen, lasting_id


@frozen
class Feedback(Part):
    """What a learner reads after answering."""

    correct: Markdown = ""
    incorrect: Markdown = ""


@frozen
class Item(Part):
    """What an item of any type has."""

    id: str
    type: str
    stem: Markdown
    objective: ObjectiveRef | None = None
    difficulty: Difficulty = "medium"
    points: float = 1
    feedback: Feedback | None = None
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def lasting_id(self) -> str:
        """The first id that this item ever had."""
        return lasting_id(self.id, self.formerly)
