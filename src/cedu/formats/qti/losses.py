"""What QTI cannot carry of an item or a test, in both editions alike."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import get_args

from cedu.diagnostics import Span
from cedu.formats.loss import Loss, field, in_items
from cedu.formats.qti.facts import LABEL, MIME
from cedu.formats.qti.patterns import schema_pattern
from cedu.model.annotations import IsMarkdown
from cedu.model.assessment import Assessment, Draw
from cedu.model.entity import Entity
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
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
from cedu.source.outline import texts

_EVERY = get_args(Interaction)
# What XHTML 1 has no element or attribute for, in Markdown (perhaps) and in our HTML (for sure).
_MAY_BE_BEYOND = re.compile(r"""^[ >]*\d+[.)]\s|\[[ xX]\]\s|\[\^|\]\([^)\n]*\s["'(]""", re.MULTILINE)
_BEYOND = re.compile(r'<ol start=|<input |class="footnote|<(?:img|a) [^>]*title="')
_UNSCORED = (ExtendedTextInteraction, UploadInteraction, ScaleInteraction, PassageInteraction)
_TEXTS = (
    "stem",
    "choices",
    "sequence",
    "pairs",
    "distractors",
    "elements",
    "categories",
    "steps",
    "rubric",
    "model_answer",
    "feedback",
    "hint",
)


def _overlapping(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Assessment) and entity.blueprint:
        for one, other in combinations(entity.blueprint.draws, 2):
            if one.bank == other.bank and _meet(one, other):
                yield other.origin.span()


def _meet(one: Draw, other: Draw) -> bool:
    """May both draws pick the same item?"""
    return all(None in pair or pair[0] == pair[1] for pair in ((one.objective, other.objective), (one.difficulty, other.difficulty)))


def _entries(interaction: Interaction) -> list[TextEntryInteraction]:
    """What is typed as a text."""
    if isinstance(interaction, TextEntryInteraction):
        return [interaction]
    return (
        [gap.entry for gap in interaction.gaps if isinstance(gap.entry, TextEntryInteraction)]
        if isinstance(interaction, GapInteraction)
        else []
    )


def _field(item: Item, interaction: Interaction, name: str) -> Span:
    return item.origin.key("gaps" if isinstance(interaction, GapInteraction) else name)


def _typed(item: Item, interaction: Interaction) -> Iterator[Span]:
    if _entries(interaction):
        yield item.origin.span("type")


def _padded(item: Item, interaction: Interaction) -> Iterator[Span]:
    if any(answer != answer.strip() for entry in _entries(interaction) for answer in entry.answers):
        yield _field(item, interaction, "answers")


def _patterns(found: Callable[[str, str | None], bool]) -> Callable[[Item, Interaction], Iterator[Span]]:
    """Where a pattern and what becomes of it are `found` so."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        entries = _entries(interaction)
        if any(found(pattern, schema_pattern(pattern, entry.case_sensitive)) for entry in entries for pattern in entry.patterns):
            yield _field(item, interaction, "patterns")

    return spans


def _units(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, NumberEntryInteraction | FormulaInteraction) and interaction.units:
        yield item.origin.key("units")


def _between_pixels(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, HotspotInteraction) and any(place != int(place) for area in interaction.areas for place in area.coordinates):
        yield item.origin.key("areas")


def _labels(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, HotspotInteraction):
        from cedu.rendering.markdown import plain

        if any(area.label != plain(area.label) or len(area.label) > LABEL for area in interaction.areas):
            yield item.origin.key("areas")


def _hints(item: Item, _interaction: Interaction) -> Iterator[Span]:
    if item.hint:
        yield item.origin.key("hint")


def _unheard(item: Item, interaction: Interaction) -> Iterator[Span]:
    if item.feedback and marked_by(interaction) != "key":
        yield item.origin.key("feedback")


def _model_answers(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ExtendedTextInteraction) and interaction.model_answer:
        yield item.origin.key("model_answer")


def _lengths(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ExtendedTextInteraction):
        yield item.origin.key("max_characters")


def _file_types(item: Item, interaction: Interaction) -> Iterator[Span]:
    types = interaction.file_types if isinstance(interaction, UploadInteraction) else ()
    if len(types) > 1 or any(each not in MIME for each in types):
        yield item.origin.key("file_types")


def _pointless(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, ChoiceInteraction) and interaction.penalty != 1 and len(interaction.keys) == len(interaction.choices):
        yield item.origin.key("penalty")


def _beyond_xhtml(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.rendering.markdown import inline

    for text in texts(item, (IsMarkdown,)):
        if _MAY_BE_BEYOND.search(text.value) and _BEYOND.search(inline(text.value)):
            yield text.span


def _page_links(item: Item, _interaction: Interaction) -> Iterator[Span]:
    from cedu.source.markdown import is_outside, scan

    for text in texts(item, (IsMarkdown,)):
        if "](" in text.value and any(_is_page(link.url) and not is_outside(link.url) for link in scan(text.value).links):
            yield text.span


def _is_page(url: str) -> bool:
    return url.startswith("#") or url.partition("#")[0].endswith(".md")


_GAP_TEXTS = (TextEntryInteraction, GapInteraction)

LOSES = (
    Loss("the number of attempts", "becomes how often each item may be answered", field("attempts"), "set the attempts in the LMS, too"),
    Loss("a draw from what another one draws from, too", "may pick an item that was picked already", _overlapping),
    Loss("blanks around what is typed", "count, where a player does not take them off", in_items(_typed), of=_GAP_TEXTS),
    Loss("blanks around an answer", "are taken off", in_items(_padded), of=_GAP_TEXTS, changes=("answers", "gaps"), silent=True),
    Loss(
        "a penalty for wrong choices where there are none",
        "has no place",
        in_items(_pointless),
        of=(ChoiceInteraction,),
        changes=("penalty",),
        silent=True,
    ),
    Loss(
        "a pattern",
        "becomes one in XML Schema's syntax that matches the same",
        in_items(_patterns(lambda ours, theirs: theirs is not None and theirs != ours)),
        of=_GAP_TEXTS,
        changes=("patterns", "gaps"),
        silent=True,
    ),
    Loss(
        "a pattern that XML Schema's syntax can't say",
        "is left out",
        in_items(_patterns(lambda _ours, theirs: theirs is None)),
        "list the answers that it stands for",
        of=_GAP_TEXTS,
        changes=("patterns", "gaps"),
    ),
    Loss("a unit to type", "becomes one to choose from a list", in_items(_units), of=(NumberEntryInteraction, FormulaInteraction)),
    Loss("a place between two pixels", "becomes one of them", in_items(_between_pixels), of=(HotspotInteraction,), changes=("areas",)),
    Loss(
        "the label of a place with formatting or more than 256 characters",
        "becomes plain text of that length",
        in_items(_labels),
        of=(HotspotInteraction,),
        changes=("areas",),
    ),
    Loss("a hint", "is shown to tutors alone", in_items(_hints), of=_EVERY),
    Loss(
        "feedback on an answer that no key scores",
        "is left out, because nothing says when to show it",
        in_items(_unheard),
        of=_UNSCORED,
        changes=("feedback",),
    ),
    Loss("a model answer", "is shown to whoever marks, not to learners", in_items(_model_answers), of=(ExtendedTextInteraction,)),
    Loss("the most characters of an answer", "become what a player may go by", in_items(_lengths), of=(ExtendedTextInteraction,)),
    Loss("a choice of file types", "is noted, but a player takes any", in_items(_file_types), of=(UploadInteraction,)),
    Loss(
        "the first number of a list, a box to tick, a footnote, or the title of an image or a link",
        "becomes plain text, or is left out",
        in_items(_beyond_xhtml),
        of=_EVERY,
        changes=_TEXTS,
    ),
    Loss(
        "a link to a page of the workspace or to a place in the text",
        "can't be carried: its text is kept",
        in_items(_page_links),
        of=_EVERY,
        changes=_TEXTS,
    ),
)
