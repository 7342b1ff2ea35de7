"""What QTI cannot carry of an item or a test, in both editions alike."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from cedu.diagnostics import Span
from cedu.formats.loss import EVERY, PADDED, POINTLESS_PENALTY, TEXTS, Loss, Where, field, in_items, linked, typed, where_set
from cedu.formats.qti.facts import LABEL, MIME
from cedu.formats.qti.patterns import schema_pattern
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Draw
from cedu.model.entity import Entity
from cedu.model.interaction import (
    ExtendedTextInteraction,
    FormulaInteraction,
    HotspotInteraction,
    Interaction,
    NumberEntryInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
    marked_by,
)
from cedu.model.item import Item
from cedu.model.workspace import Build
from cedu.source.parts import texts

if TYPE_CHECKING:
    from cedu.source.markdown import Link

# What XHTML 1 has no element or attribute for, in Markdown (perhaps) and in our HTML (for sure).
_MAY_BE_BEYOND = re.compile(r"""^[ >]*\d+[.)]\s|\[[ xX]\]\s|\[\^|\]\([^)\n]*\s["'(]""", re.MULTILINE)
_BEYOND = re.compile(r'<ol start=|<input |class="footnote|<(?:img|a) [^>]*title="')
_UNSCORED = (ExtendedTextInteraction, UploadInteraction, ScaleInteraction, PassageInteraction)


def _overlapping(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint:
        for one, other in combinations(entity.blueprint.draws, 2):
            if one.bank == other.bank and _meet(one, other):
                yield other.origin.span()


def _meet(one: Draw, other: Draw) -> bool:
    """May both draws pick the same item?"""
    return all(None in pair or pair[0] == pair[1] for pair in ((one.objective, other.objective), (one.difficulty, other.difficulty)))


def _patterns(found: Callable[[str, str | None], bool]) -> Where:
    """Where a pattern and what becomes of it are `found` so."""

    def is_found(entry: TextEntryInteraction) -> bool:
        return any(found(pattern, schema_pattern(pattern, entry.case_sensitive)) for pattern in entry.patterns)

    return in_items(typed(is_found, "patterns"))


def _between_pixels(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, HotspotInteraction) and any(place != int(place) for area in interaction.areas for place in area.coordinates):
        yield item.origin.key("areas")


def _labels(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, HotspotInteraction):
        from cedu.rendering.markdown import plain

        if any(area.label != plain(area.label) or len(area.label) > LABEL for area in interaction.areas):
            yield item.origin.key("areas")


def _file_types(item: Item, interaction: Interaction) -> Iterator[Span]:
    types = interaction.file_types if isinstance(interaction, UploadInteraction) else ()
    if len(types) > 1 or any(each not in MIME for each in types):
        yield item.origin.key("file_types")


def _beyond_xhtml(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.rendering.markdown import inline

    for text in texts(item, (IsMarkdown,)):
        if _MAY_BE_BEYOND.search(text.value) and _BEYOND.search(inline(text.value)):
            yield text.span


def _is_page(link: "Link") -> bool:
    from cedu.source.markdown import is_outside

    return not is_outside(link.url) and (link.url.startswith("#") or link.url.partition("#")[0].endswith(".md"))


_TYPED = ("short-text", "gap-text")

LOSES = (
    Loss("the number of attempts", "becomes how often each item may be answered", field("attempts"), "set the attempts in the LMS, too"),
    Loss("a draw from where another one draws", "may pick an item that was picked already", _overlapping),
    Loss(
        "white space around what is typed",
        "counts, where a player does not remove it",
        in_items(typed(lambda _: True, "type")),
        of=_TYPED,
    ),
    Loss("white space around an answer", "is left out", PADDED, of=_TYPED, changes=("answers", "gaps.answers"), silent=True),
    Loss(
        "a penalty where no choice is wrong",
        "is left out",
        POINTLESS_PENALTY,
        of=("multiple-choice",),
        changes=("penalty",),
        silent=True,
    ),
    Loss(
        "a pattern",
        "becomes one in XML Schema's syntax that matches the same",
        _patterns(lambda ours, theirs: theirs is not None and theirs != ours),
        of=_TYPED,
        changes=("patterns", "gaps.patterns"),
        silent=True,
    ),
    Loss(
        "a pattern that XML Schema's syntax can't say",
        "is left out",
        _patterns(lambda _ours, theirs: theirs is None),
        "list the answers that it stands for",
        of=_TYPED,
        changes=("patterns", "gaps.patterns"),
    ),
    Loss(
        "a unit to type", "becomes one to choose from a list", in_items(where_set("units")), of=(NumberEntryInteraction, FormulaInteraction)
    ),
    Loss("a place between two pixels", "becomes one of them", in_items(_between_pixels), of=(HotspotInteraction,), changes=("areas",)),
    Loss(
        "the label of a place with formatting or more than 256 characters",
        "becomes plain text of that length",
        in_items(_labels),
        of=(HotspotInteraction,),
        changes=("areas",),
    ),
    Loss("a hint", "is shown to tutors alone", in_items(where_set("hint")), of=EVERY),
    Loss(
        "feedback on an answer that no key scores",
        "is left out, because nothing says when to show it",
        in_items(where_set("feedback", of=lambda interaction: marked_by(interaction) != "key")),
        of=_UNSCORED,
        changes=("feedback",),
    ),
    Loss(
        "a model answer", "is shown to whoever marks, not to learners", in_items(where_set("model_answer")), of=(ExtendedTextInteraction,)
    ),
    Loss(
        "the most characters of an answer",
        "are advice that a player may ignore",
        in_items(where_set("max_characters")),
        of=(ExtendedTextInteraction,),
    ),
    Loss("a choice of file types", "is kept, but a player may take any", in_items(_file_types), of=(UploadInteraction,)),
    Loss(
        "the first number of a list, a box to tick, a footnote, or the title of an image or a link",
        "becomes plain text, or is left out",
        in_items(_beyond_xhtml),
        of=EVERY,
        changes=TEXTS,
    ),
    Loss(
        "a link to a page of the workspace or to a place in the text",
        "can't be carried: its text is kept",
        in_items(linked(_is_page)),
        of=EVERY,
        changes=TEXTS,
    ),
)
