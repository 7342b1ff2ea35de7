"""`[[name]]` in a stem: where a gap is, or the value of a variable."""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

_MARK = re.compile(r"\[\[([a-z0-9]+(?:[-_][a-z0-9]+)*)\]\]")
_KEPT = re.compile(r"mark[0-9a-f]{12}x")
_WORD = re.compile(rf"{_KEPT.pattern}(?![^<]*>)")


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


def with_marks(render: Callable[[str], str], markdown: str, shown: Mapping[str, str]) -> str:
    """Markdown as `render` makes it HTML, where `shown` says what stands for its marks.

    A word stands for each meanwhile, which even code keeps whole. In an attribute there is no room for HTML: there a mark stays.
    """
    words = {f"mark{sha256(name.encode()).hexdigest()[:12]}x": name for name in shown}
    html = render(fill(markdown, {name: word for word, name in words.items()}.get))
    html = _WORD.sub(lambda found: shown[words[found[0]]] if found[0] in words else found[0], html)
    return _KEPT.sub(lambda found: f"[[{words[found[0]]}]]" if found[0] in words else found[0], html)
