"""What every entity has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cedu.model.annotations import Status
from cedu.model.origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Anything that was read from a mapping in YAML: it knows where."""

    origin: Origin = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Part):
    """One thing declared in one YAML file."""

    kind: ClassVar[str]

    id: str
    title: str
    status: Status = "active"
    owner: str = ""
    formerly: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def lasting_id(self) -> str:
        """The first id that this entity ever had: the one that LMSs know it by (design, promise 5)."""
        return lasting_id(self.id, self.formerly)


def lasting_id(id: str, formerly: tuple[str, ...]) -> str:
    """The id that a thing keeps outwards: its first, which `formerly` names first."""
    return formerly[0] if formerly else id
