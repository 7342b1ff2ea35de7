"""What a format cannot express of what authors can write."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cedu.diagnostics import Span
from cedu.model.entity import Entity
from cedu.model.workspace import Build


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format changes or drops: what, what becomes of it, and where an entity has it.

    `feature` and `becomes` make a sentence with the target's name: "gift: the time limit can't be carried". What several features have in
    common fits one and many of them. `remedy`: what to do about it, where there is something.
    """

    feature: str
    becomes: str
    where: Callable[[Entity], Iterator[Span]]
    remedy: str = ""

    def found(self, entity: Entity, _options: Build) -> Iterator[Span]:
        """Where `entity` has it in a build with these options, which most losses do not ask for."""
        return self.where(entity)
