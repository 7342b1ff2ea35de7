"""An assessment: a test, quiz or knowledge check; and a bank: items without delivery settings."""

from typing import ClassVar, Literal

from cedu.model.annotations import BankRef, Difficulty, ObjectiveRef
from cedu.model.entity import Entity, Part, frozen
from cedu.model.item import Item
from cedu.model.numbers import as_written

Purpose = Literal["diagnostic", "formative", "summative", "posttest"]
Stakes = Literal["practice", "graded", "certification"]


@frozen
class Draw(Part):
    """So many items, picked at random from a bank (or from the assessment's own), of one objective or difficulty.

    How many is a `count`, or a `percent` of the blueprint's `total`.
    """

    count: int | None = None
    percent: float | None = None
    bank: BankRef | None = None
    objective: ObjectiveRef | None = None
    difficulty: Difficulty | None = None

    def fits(self, item: Item) -> bool:
        """May it pick `item`, which lies where it draws from? A passage is not drawn: it comes with the items that are about it."""
        return item.type != "passage" and self.objective in (None, item.objective) and self.difficulty in (None, item.difficulty)


@frozen
class Blueprint(Part):
    """How many items an exam draws from which objective or pool."""

    draws: tuple[Draw, ...]
    total: int | None = None

    @property
    def amounts(self) -> tuple[int, ...]:
        """How many items each draw picks; percentages are rounded so that together they come to their share (largest remainder)."""
        quotas = [as_written(draw.percent or 0) * (self.total or 0) / 100 for draw in self.draws]
        amounts = [draw.count or int(quota) for draw, quota in zip(self.draws, quotas, strict=True)]
        parts = [number for number, draw in enumerate(self.draws) if not draw.count]
        spare = round(sum(quotas[number] for number in parts)) - sum(amounts[number] for number in parts)
        for number in sorted(parts, key=lambda number: amounts[number] - quotas[number])[:spare]:
            amounts[number] += 1
        return tuple(amounts)


@frozen
class Forms(Part):
    """How many forms of a test are printed, and what their dice are thrown with; the assessment's first id where there is no `seed`."""

    count: int = 1
    seed: str = ""


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
    forms: Forms | None = None
    review_by: str | None = None


@frozen
class Bank(Entity):
    """Items without delivery settings, for blueprints to draw from."""

    kind: ClassVar[str] = "bank"

    items: tuple[Item, ...]
    summary: str = ""
    language: str | None = None
    review_by: str | None = None
