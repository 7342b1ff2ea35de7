"""What both of Moodle's formats lose, because Moodle has no place for it or because they carry questions and not the test."""

from collections.abc import Callable, Iterator

from cedu.diagnostics import Span
from cedu.formats.loss import ALL_OR_NOTHING, EVERY, IN_THE_QUIZ, TEXTS, InItem, Loss, field, has, in_items, linked, settings, typed
from cedu.formats.markdown_text import literal
from cedu.formats.moodle import LEAST_ROWS, LONGEST_RESPONSE, is_local, written
from cedu.formats.moodle.credit import KNOWN, SHARES, is_kept
from cedu.formats.moodle.wildcards import wildcard
from cedu.items.categorization import Category
from cedu.model.interaction import (
    ChoiceInteraction,
    Interaction,
    MatchInteraction,
)
from cedu.model.item import Item

_LONGEST_TAG = 50
TEXT_ALONE = "can't be carried: its text is kept"


def several(interaction: Interaction) -> bool:
    """May more than one choice be chosen?"""
    return isinstance(interaction, ChoiceInteraction) and interaction.response == "multiple"


def _many_keys(interaction: Interaction) -> bool:
    return isinstance(interaction, ChoiceInteraction) and several(interaction) and len(interaction.keys) > len(SHARES)


def _rounded(interaction: Interaction) -> bool:
    if not isinstance(interaction, ChoiceInteraction) or not several(interaction) or not interaction.partial_credit:
        return False
    cost = 100 / max(len(interaction.keys), 1) * interaction.penalty
    return cost < 100 and min(abs(float(share) - cost) for share in KNOWN) > 0.01


def _comes_back_otherwise(interaction: Interaction) -> bool:
    return isinstance(interaction, ChoiceInteraction) and several(interaction) and not is_kept(interaction)


def _two_rows(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, MatchInteraction):
        spare = {target.id for target in interaction.targets} - {target for _, target in interaction.key}
        if len(interaction.sources) + len(spare) < LEAST_ROWS:
            yield item.origin.key("pairs" if interaction.response == "pairs" else "elements")


def _responses(of: Callable[[str, str], bool]) -> InItem:
    """The responses to match of which this is so: as they are written, and in plain words."""

    def spans(item: Item, interaction: Interaction) -> Iterator[Span]:
        from cedu.rendering.markdown import plain

        if isinstance(interaction, MatchInteraction):
            for text in written(item):
                is_response = text.steps == ("response",) or (text.steps == ("text",) and isinstance(text.part, Category))
                if is_response and of(text.value, plain(text.value)):
                    yield text.span

    return spans


_formatted_responses = _responses(lambda text, words: words != text and literal(words) != text)
_long_responses = _responses(lambda _, words: len(words) > LONGEST_RESPONSE)


def _long_tags(item: Item, _interaction: Interaction) -> Iterator[Span]:
    if any(len(tag) > _LONGEST_TAG for tag in item.tags):
        yield item.origin.key("tags")


def _is_categorization(interaction: Interaction) -> bool:
    return isinstance(interaction, MatchInteraction) and interaction.response == "categories"


_CREDIT = ("scoring", "penalty")

LOSES = (
    *settings(IN_THE_QUIZ),
    Loss(
        "the blueprint",
        "becomes a category for each objective, with every item that may be drawn",
        field("blueprint"),
        "draw from these categories in the LMS's quiz",
    ),
    Loss("all-or-nothing scoring", "becomes partial credit, where a wrong choice costs all", ALL_OR_NOTHING, of=("multiple-choice",)),
    Loss(
        "equal credit for more than ten right choices",
        "becomes shares of 10, 5 and 0 percent",
        in_items(has(_many_keys, "choices")),
        of=("multiple-choice",),
        changes=("choices.correct", *_CREDIT),
    ),
    Loss(
        "a penalty that Moodle doesn't know",
        "becomes the nearest share that it knows",
        in_items(has(_rounded, "penalty")),
        of=("multiple-choice",),
        changes=_CREDIT,
    ),
    Loss(
        "credit that another scoring gives as well",
        "comes back as that scoring",
        in_items(has(_comes_back_otherwise)),
        of=("multiple-choice",),
        changes=_CREDIT,
        silent=True,
    ),
    Loss(
        "a pattern",
        "is left out, unless `*` can say it",
        in_items(typed(lambda entry: None in map(wildcard, entry.patterns), "patterns")),
        "list the answers that it stands for",
        of=("short-text", "gap-text"),
        changes=("patterns", "gaps.patterns"),
    ),
    Loss(
        "the formatting of a response to match",
        TEXT_ALONE,
        in_items(_formatted_responses),
        of=(MatchInteraction,),
        changes=("pairs.response", "distractors", "categories.text"),
    ),
    Loss(
        f"a response to match of more than {LONGEST_RESPONSE} characters",
        "keeps Moodle from importing the file",
        in_items(_long_responses),
        "shorten it, or ask for the long texts as premises",
        (MatchInteraction,),
    ),
    Loss(
        "a link to a file of the workspace",
        TEXT_ALONE,
        in_items(linked(lambda link: not link.is_image and is_local(link.url))),
        of=EVERY,
        changes=TEXTS,
    ),
    Loss(
        "a matching of two pairs",
        "gets a third response, `—`, because Moodle asks for three",
        in_items(_two_rows),
        of=(MatchInteraction,),
    ),
    Loss("categories", "become responses to match", in_items(has(_is_categorization)), of=("categorization",)),
    Loss("a tag of more than 50 characters", "is cut by Moodle", in_items(_long_tags), of=EVERY),
)
