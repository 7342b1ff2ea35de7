"""What every entity has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar, dataclass_transform

from cedu.model.annotations import Status
from cedu.model.origin import Origin

Class = TypeVar("Class")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def frozen(cls: type[Class]) -> type[Class]:
    """A dataclass with slots and keywords only whose fields nobody assigns to.

    The type checker holds that; at run time it would make reading a workspace a tenth slower.
    """
    return dataclass(slots=True, kw_only=True)(cls)


@frozen
class Part:
    """Anything that was read from a mapping in YAML: it knows where."""

    origin: Origin = field(compare=False, repr=False)


@frozen
class Lasting(Part):
    """Whatever has an id for life; `formerly` are the ids that it had before, the first one first."""

    id: str
    formerly: tuple[str, ...] = ()

    @property
    def lasting_id(self) -> str:
        """The first id that it ever had: the one that LMSs know it by (design, promise 5)."""
        return self.formerly[0] if self.formerly else self.id


@frozen
class Entity(Lasting):
    """One thing declared in one YAML file."""

    kind: ClassVar[str]

    title: str
    status: Status = "active"
    owner: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def review_day(self) -> date | None:
        """The day of `review_by`, for a kind that has it; None where it is not given, or where there is no such day (CE805)."""
        try:
            return date.fromisoformat(getattr(self, "review_by", None) or "")
        except ValueError:
            return None
