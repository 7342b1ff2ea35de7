"""What is right, in words for those who mark."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from cedu.model.ids import capital
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.model.numbers import decimal
from cedu.rendering.exam.questions import Question, Test
from cedu.rendering.words import Words


class Right(NamedTuple):
    """Something right: its letter, or of which part of the question it is, or nothing; and what, in Markdown or plain text."""

    label: str
    text: str
    is_markdown: bool = False


def right_answers(test: Test, question: Question) -> Iterator[Right]:
    """All that is right, with letters as this form has them; nothing where a person marks, or nobody."""
    letters = {option.id: capital(index) for index, option in enumerate(question.lettered)}
    texts = {option.id: option.text for option in question.lettered}
    words = test.words
    match question.interaction:
        case ChoiceInteraction() | HotspotInteraction():
            for id in sorted(question.interaction.keys, key=list(letters).index):
                yield Right(f"{letters[id]})", texts[id], True)
        case TextEntryInteraction() | NumberEntryInteraction() | FormulaInteraction():
            yield from (Right("", text) for text in _typed(question, words))
        case OrderInteraction():
            places = {option.id: place for place, option in enumerate(question.interaction.options, start=1)}
            yield Right("", " · ".join(f"{letters[id]} = {places[id]}" for id in letters))
        case MatchInteraction():
            pairs = dict(question.interaction.key)
            for number, source in enumerate(question.interaction.sources, start=1):
                if target := pairs.get(source.id):
                    yield Right(f"{number}.", f"{letters[target]}\\) {texts[target]}", True)
        case GapInteraction():
            for number, gap in enumerate(question.interaction.gaps, start=1):
                yield from (Right(f"({number})", text) for text in _in_gap(gap.entry, words))
        case ExtendedTextInteraction() | UploadInteraction() | ScaleInteraction() | PassageInteraction():
            return
        case _:
            assert_never(question.interaction)


def how_scored(test: Test, question: Question) -> Iterator[str]:
    """What else whoever marks has to know."""
    words, interaction = test.words, question.interaction
    if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit:
        yield words.say("exam_partial")
        if interaction.penalty:
            yield words.say("exam_penalty", penalty=f"{interaction.penalty:g}")
    entries = [gap.entry for gap in interaction.gaps] if isinstance(interaction, GapInteraction) else [interaction]
    if any(isinstance(entry, TextEntryInteraction) and entry.case_sensitive for entry in entries):
        yield words.say("exam_case")
    if isinstance(interaction, MatchInteraction | GapInteraction) and question.pooled.item.points:
        yield words.say("exam_shared")


def _in_gap(entry: TextEntryInteraction | ChoiceInteraction, words: Words) -> Iterator[str]:
    if isinstance(entry, TextEntryInteraction):
        yield from _text(entry, words)
    else:
        yield from (f"{capital(index)}) {choice.text}" for index, choice in enumerate(entry.choices) if choice.id in entry.keys)


def _typed(question: Question, words: Words) -> Iterator[str]:
    interaction: Interaction = question.interaction
    if isinstance(interaction, TextEntryInteraction):
        yield from _text(interaction, words)
        return
    if isinstance(interaction, FormulaInteraction):
        interaction = interaction.entry(question.variant or interaction.variants[0])
    if isinstance(interaction, NumberEntryInteraction):
        unit = f" {interaction.units[0].name}" if interaction.units else ""
        if interaction.tolerance:
            between = words.say("exam_between", lowest=decimal(interaction.lowest), highest=decimal(interaction.highest))
            yield f"{between}{unit}" if interaction.is_range else f"{decimal(interaction.answer)}{unit} ({between})"
        else:
            yield f"{decimal(interaction.answer)}{unit}"
        for other in interaction.units[1:]:
            yield words.say("exam_unit", unit=other.name, factor=f"{other.factor:g}", first=interaction.units[0].name)


def _text(entry: TextEntryInteraction, words: Words) -> Iterator[str]:
    if entry.answers:
        yield " / ".join(entry.answers)
    yield from (words.say("exam_pattern", pattern=pattern) for pattern in entry.patterns)
