"""Where in the sources a thing was written."""

from typing import Any, NamedTuple, Protocol, TypeAlias

from cedu.diagnostics import Span


class Position(Protocol):
    """A place in a text, 0-based, as libyaml marks it."""

    line: int
    column: int
    index: int


class Extent(Protocol):
    """Anything with a start and an end in a text, such as an event of libyaml's."""

    start_mark: Position
    end_mark: Position


# One node of a YAML document: the key that leads to it (an Extent, or None), the node itself (an Extent), and the marks of what it holds:
# a dict by key, a list in order, or None. A plain tuple, because a document has hundreds.
Mark: TypeAlias = tuple[Any, Any, Any]


def span_of(path: str, extent: Extent) -> Span:
    """The span of `extent`; one that runs over several lines is underlined at its first character."""
    start, end = extent.start_mark, extent.end_mark
    length = max(end.column - start.column, 1) if end.line == start.line else 1
    return Span(path, start.line + 1, start.column + 1, length)


class Origin(NamedTuple):
    """The file, and the place in it, that an object was read from."""

    path: str
    mark: Mark

    def span(self, *steps: str | int) -> Span:
        """The value that `steps` lead to (`"lessons", 2, "minutes"`), or the nearest thing above it that is there."""
        return span_of(self.path, self._follow(steps)[1])

    def key(self, *steps: str | int) -> Span:
        """The key of the value that `steps` lead to, or the nearest key or value above it."""
        key, value, _ = self._follow(steps)
        return span_of(self.path, key or value)

    def at(self, *steps: str | int) -> "Origin":
        """The origin of what `steps` lead to."""
        return Origin(self.path, self._follow(steps))

    def _follow(self, steps: tuple[str | int, ...]) -> Mark:
        mark = self.mark
        for step in steps:
            try:
                mark = mark[2][step]
            except (KeyError, IndexError, TypeError):
                break
        return mark


class _Start:
    line = column = index = 0


class _Nowhere:
    start_mark = end_mark = _Start()
    style = ""


def start_of(path: str) -> Origin:
    """The origin of something that no line of the file says."""
    return Origin(path, (None, _Nowhere(), None))
