"""Questions: every item with its texts as words, as rules on how items are written look at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cedu.model.assessment import Assessment, Bank
from cedu.model.choice import Choice
from cedu.model.entity import Entity
from cedu.model.item import Item
from cedu.model.workspace import Workspace

_MOST = 2000  # characters that are looked at: what asks stands at the end of a stem, and a stranger's may have no end
_MARKUP = re.compile(r"[\\`*_\[<&$~\n]")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[^\n]*$|\Z)", re.DOTALL | re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|\*|__|_)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


@dataclass
class Question:
    """An item, and what its stem says without markup; `english` where the language of its file, or the organization's, is English."""

    entity: Assessment | Bank
    item: Item
    english: bool

    @cached_property
    def stem(self) -> str:
        """The words of the stem, without markup."""
        return words(self.item.stem[-_MOST:])

    @cached_property
    def prose(self) -> str:
        """The stem without code and without what is emphasised."""
        return _EMPHASIS.sub(" ", without_code(self.item.stem[-_MOST:]))


@dataclass
class ChoiceQuestion(Question):
    """A single- or multiple-choice item; `texts` are the words of its choices, in their order."""

    choices: tuple[Choice, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each choice, without markup."""
        return tuple([words(choice.text[:_MOST]) for choice in self.choices])

    @cached_property
    def said(self) -> str:
        """All choices in small letters, to look for a word before looking closer."""
        return "\n".join([choice.text for choice in self.choices]).lower()

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Which choices are right, by their place."""
        return tuple([place for place, choice in enumerate(self.choices) if choice.correct])

    @property
    def key(self) -> int | None:
        """Which choice is the right one, by its place; None where there are several, or may be, or none is."""
        return self.keys[0] if self.item.type == "single-choice" and len(self.keys) == 1 else None


def questions(entity: Entity, workspace: Workspace) -> Iterator[Question]:
    """The items of an assessment or a bank."""
    if not isinstance(entity, Assessment | Bank):
        return
    english = (entity.language or workspace.organization.language).partition("-")[0] == "en"
    for item in entity.items:
        if item.type in ("single-choice", "multiple-choice"):
            yield ChoiceQuestion(entity, item, english, item.choices)  # type: ignore[attr-defined]
        else:
            yield Question(entity, item, english)


def words(markdown: str) -> str:
    """The words of a text in Markdown, in one line, without markup."""
    if not _MARKUP.search(markdown):
        return markdown.strip()
    from cedu.source.markdown import plain

    return plain(markdown)


def without_code(markdown: str) -> str:
    """The start of a text in Markdown without code, which nobody reads as a sentence."""
    markdown = markdown[:_MOST]
    if "`" not in markdown and "~~~" not in markdown:
        return markdown
    return _CODE.sub(" ", _FENCED.sub(" ", markdown))


def same(text: str) -> str:
    """What is equal for two texts that say the same in the same words."""
    return " ".join(text.casefold().split()).rstrip(".!?:;, ")
