"""`[[name]]` in a stem: where a gap is, or the value of a variable."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

_MARK = re.compile(r"\[\[([a-z0-9]+(?:[-_][a-z0-9]+)*)\]\]")


class Marked(NamedTuple):
    """A name between brackets, and where it starts in the text."""

    name: str
    start: int


def marks(text: str) -> Iterator[Marked]:
    """Every `[[name]]` of `text`, in order."""
    return (Marked(found[1], found.start()) for found in _MARK.finditer(text))


def fill(text: str, put: Callable[[str], str | None]) -> str:
    """`text` with what `put` gives for each name in place of its mark; None leaves the mark as it is written."""
    return _MARK.sub(lambda found: found[0] if (value := put(found[1])) is None else value, text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with these values in place of their marks."""
    return fill(text, values.get)
