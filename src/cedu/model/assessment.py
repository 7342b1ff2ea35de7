"""An assessment: a test, quiz or knowledge check; and a bank: items without delivery settings."""

from typing import ClassVar, Literal

from cedu.model.annotations import BankRef, Difficulty, ObjectiveRef
from cedu.model.entity import Entity, Part, frozen
from cedu.model.item import Item

Purpose = Literal["diagnostic", "formative", "summative", "posttest"]
Stakes = Literal["practice", "graded", "certification"]


@frozen
class Draw(Part):
    """So many items, picked at random from a bank (or from the assessment's own), of one objective or difficulty."""

    count: int
    bank: BankRef | None = None
    objective: ObjectiveRef | None = None
    difficulty: Difficulty | None = None

    def fits(self, item: Item) -> bool:
        """May it pick `item`, which lies where it draws from?"""
        return self.objective in (None, item.objective) and self.difficulty in (None, item.difficulty)


@frozen
class Blueprint(Part):
    """How many items an exam draws from which objective or pool."""

    draws: tuple[Draw, ...]


@frozen
class Assessment(Entity):
    """A test, quiz or knowledge check."""

    kind: ClassVar[str] = "assessment"

    purpose: Purpose
    stakes: Stakes
    summary: str = ""
    language: str | None = None
    objectives: tuple[ObjectiveRef, ...] = ()
    passing_score: float | None = None
    attempts: int | None = None
    time_limit_minutes: int | None = None
    shuffle: bool = False
    items: tuple[Item, ...] = ()
    blueprint: Blueprint | None = None
    review_by: str | None = None


@frozen
class Bank(Entity):
    """Items without delivery settings, for blueprints to draw from."""

    kind: ClassVar[str] = "bank"

    items: tuple[Item, ...]
    summary: str = ""
    language: str | None = None
    review_by: str | None = None
