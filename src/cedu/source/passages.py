"""Passages: every text in Markdown, be it a file or a field in YAML, as rules on content look at it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cedu.diagnostics import Span
from cedu.model.annotations import IsMarkdown
from cedu.model.entity import Entity
from cedu.source.parts import Text, texts

if TYPE_CHECKING:  # the scanner's patterns take a while to compile, and many a run scans nothing
    from cedu.source.markdown import Heading, Link, Page, Tag


class Passage(NamedTuple):
    """A text in Markdown, and what was found in it; of a text in YAML also which it is, and the file it is `written` in."""

    path: str
    text: str
    page: "Page"
    field: Text | None = None
    written: str = ""

    def span(self, found: "Heading | Link | Tag") -> Span:
        """Where something that was found stands."""
        return self.place(found.line, found.column, getattr(found, "length", len(getattr(found, "text", " "))))

    def place(self, line: int, column: int, length: int) -> Span:
        """The place in the file of a place in the text."""
        span = Span(self.path, line, column, length)
        return self.field.span_within(self.written, span) if self.field else span


def worth_scanning(text: str) -> bool:
    """Could a rule on content have anything to say about `text`? Links, images, raw HTML, `http:` and other scripts than ASCII can."""
    may_link = "[" in text and ("](" in text or "]:" in text)  # one character is found ten times faster than two
    return may_link or "<" in text or "http:" in text or not text.isascii()


def page_passage(path: str, text: str) -> Passage:
    """A Markdown file as a passage."""
    from cedu.source.markdown import scan

    return Passage(path, text, scan(text))


def passages(entity: Entity, written: str) -> Iterator[Passage]:
    """The texts of `entity` that are worth a look; `written` is the text of its file."""
    from cedu.source.markdown import scan

    for text in texts(entity, (IsMarkdown,)):
        if worth_scanning(text.value):
            yield Passage(entity.origin.path, text.value, scan(text.value), text, written)
