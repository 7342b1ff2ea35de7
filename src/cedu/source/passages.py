"""Passages: every text in Markdown, be it a file or a field in YAML, as rules on content look at it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cedu.diagnostics import Span
from cedu.model.annotations import IsMarkdown
from cedu.model.entity import Entity
from cedu.source.outline import texts

if TYPE_CHECKING:  # the scanner's patterns take a while to compile, and many a run scans nothing
    from cedu.source.markdown import Heading, Link, Page, Tag


class Passage(NamedTuple):
    """A text in Markdown, what was found in it, and where it stands; `base` is None for a file, else where its YAML value starts."""

    path: str
    text: str
    page: "Page"
    base: Span | None

    def span(self, found: "Heading | Link | Tag") -> Span:
        """Where something that was found stands; in YAML, where the text that holds it starts."""
        return self.base or Span(self.path, found.line, found.column, getattr(found, "length", len(getattr(found, "text", " "))))


def worth_scanning(text: str) -> bool:
    """Could a rule on content have anything to say about `text`? Links, images, raw HTML, `http:` and other scripts than ASCII can."""
    may_link = "[" in text and ("](" in text or "]:" in text)  # one character is found ten times faster than two
    return may_link or "<" in text or "http:" in text or not text.isascii()


def page_passage(path: str, text: str) -> Passage:
    """A Markdown file as a passage."""
    from cedu.source.markdown import scan

    return Passage(path, text, scan(text), None)


def passages(entity: Entity) -> Iterator[Passage]:
    """The texts of `entity` that are worth a look."""
    from cedu.source.markdown import scan

    for text in texts(entity, (IsMarkdown,)):
        if worth_scanning(text.value):
            yield Passage(entity.origin.path, text.value, scan(text.value), text.part.origin.span(*text.steps))
