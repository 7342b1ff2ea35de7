"""A framework: what people in a role must master, and how far."""

from dataclasses import dataclass
from typing import ClassVar

from cedu.model.entity import Entity, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Proficiency(Part):
    """One step of the scale: how far a competency is mastered."""

    id: str
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency(Part):
    """Something that people in a role must master."""

    id: str
    title: str
    summary: str = ""
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Entity):
    """The competencies of a field, and the scale they are measured on."""

    kind: ClassVar[str] = "framework"

    summary: str
    scale: tuple[Proficiency, ...]
    competencies: tuple[Competency, ...]
    review_by: str | None = None
