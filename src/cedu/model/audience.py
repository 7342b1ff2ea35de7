"""An audience: a group of learners with one role, its risk and its scale."""

from typing import ClassVar, Literal

from cedu.model.annotations import CompetencyRef, ProficiencyRef
from cedu.model.entity import Entity, Part, frozen


@frozen
class Need(Part):
    """A competency that the role needs, and how far."""

    competency: CompetencyRef
    proficiency: ProficiencyRef


@frozen
class Audience(Entity):
    """A group of learners with one role."""

    kind: ClassVar[str] = "audience"

    summary: str
    role: str
    risk: Literal["high", "low"]
    scale: Literal["high", "low"]
    needs: tuple[Need, ...] = ()
