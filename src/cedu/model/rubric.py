"""A rubric: what a person looks at when marking an answer."""

from collections.abc import Iterable
from typing import Any

from cedu.model import interaction
from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen


@frozen
class Criterion(Part):
    """One thing to look at, and the points that it can earn."""

    id: str
    text: Markdown
    points: float = 1


def lowered(rubric: Iterable[Criterion]) -> tuple[interaction.Criterion, ...]:
    """The rubric as an interaction has it."""
    return tuple(interaction.Criterion(criterion.id, criterion.text, criterion.points) for criterion in rubric)


def lifted(rubric: Iterable[interaction.Criterion]) -> list[dict[str, Any]]:
    """The rubric as YAML has it."""
    return [{"id": each.id, "text": each.text, **({} if each.points == 1 else {"points": each.points})} for each in rubric]
