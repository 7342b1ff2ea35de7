"""A framework: what people in a role must master, and how far."""

from typing import ClassVar

from cedu.model.entity import Entity, Lasting, Part, frozen


@frozen
class Proficiency(Part):
    """One step of the scale: how far a competency is mastered."""

    id: str
    title: str
    summary: str = ""


@frozen
class Competency(Lasting):
    """Something that people in a role must master."""

    title: str
    summary: str = ""


@frozen
class Framework(Entity):
    """The competencies of a field, and the scale they are measured on."""

    kind: ClassVar[str] = "framework"

    summary: str
    scale: tuple[Proficiency, ...]
    competencies: tuple[Competency, ...]
    review_by: str | None = None
