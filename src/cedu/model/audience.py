"""An audience: a group of learners with one role, its risk and its scale."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from cedu.model.annotations import CompetencyRef, ProficiencyRef
from cedu.model.entity import Entity, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Part):
    """A competency that the role needs, and how far."""

    competency: CompetencyRef
    proficiency: ProficiencyRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience(Entity):
    """A group of learners with one role."""

    kind: ClassVar[str] = "audience"

    summary: str
    role: str
    risk: Literal["high", "low"]
    scale: Literal["high", "low"]
    needs: tuple[Need, ...] = ()
