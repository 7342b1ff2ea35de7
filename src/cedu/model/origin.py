"""Where in the sources a thing was written."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from cedu.diagnostics import Span


class Position(Protocol):
    """A place in a text, 0-based, as libyaml marks it."""

    line: int
    column: int
    index: int


# One node of a YAML document: the key that leads to it (or None), its start, its end (three Positions or None), and the marks of what it
# holds: a dict by key, a list in order, or None. A plain tuple, because a document has hundreds.
Mark: TypeAlias = tuple[Any, Any, Any, Any]


def span_between(path: str, start: Position, end: Position) -> Span:
    """The span from `start` to `end`; one that runs over several lines is underlined at its first character."""
    length = max(end.column - start.column, 1) if end.line == start.line else 1
    return Span(path, start.line + 1, start.column + 1, length)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file, and the place in it, that an object was read from."""

    path: str
    mark: Mark

    def span(self, *steps: str | int) -> Span:
        """The value that `steps` lead to (`"lessons", 2, "minutes"`), or the nearest thing above it that is there."""
        mark = self._follow(steps)
        return span_between(self.path, mark[1], mark[2])

    def key(self, *steps: str | int) -> Span:
        """The key of the value that `steps` lead to, or the nearest key or value above it."""
        mark = self._follow(steps)
        if mark[0] is None:
            return span_between(self.path, mark[1], mark[2])
        start = mark[0]
        name = steps[-1] if steps and isinstance(steps[-1], str) else " "
        return Span(self.path, start.line + 1, start.column + 1, len(name))

    def at(self, *steps: str | int) -> "Origin":
        """The origin of what `steps` lead to."""
        return Origin(self.path, self._follow(steps))

    def _follow(self, steps: tuple[str | int, ...]) -> Mark:
        mark = self.mark
        for step in steps:
            try:
                mark = mark[3][step]
            except (KeyError, IndexError, TypeError):
                break
        return mark
