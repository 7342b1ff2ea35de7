"""GIFT: questions as text, as Moodle reads it (`question/format/gift/format.php`)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from cedu.formats.markdown_text import literal
from cedu.formats.moodle import as_match, idnumber, is_local, rows
from cedu.formats.moodle.credit import fractions
from cedu.formats.moodle.ids import line
from cedu.formats.moodle.markup import marked, shown
from cedu.formats.moodle.wildcards import escaped, wildcard
from cedu.items import lower
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
from cedu.model.item import Feedback, Item
from cedu.model.marks import filled
from cedu.model.numbers import decimal
from cedu.model.pool import Pooled

IDS = "ids:"  # starts a comment with the ids of an item's parts
END = "<span></span>"  # after a gap with nothing behind it: without, Moodle takes the question for one without a gap
_SPECIAL = re.compile(r"[\\~=#{}:]")
_IMAGE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_GAP = "\0"


def question(pooled: Pooled) -> str:
    """One question, without the blank lines around it; an empty text for an item that GIFT has no question for."""
    item = pooled.item
    interaction = lower(item)
    if not is_held(interaction):
        return ""
    tags = " ".join(f"[tag:{tag}]" for tag in (item.difficulty, *item.tags))
    ids = f"// {IDS} {found}\n" if (found := line(interaction)) else ""
    return f"// [id:{idnumber(pooled)}] {tags}\n{ids}::{escape(pooled.name)}::[html]{_asked(item, interaction)}\n"


def is_held(interaction: Interaction) -> bool:
    """Does GIFT have a question for it? It knows one gap, no image to point at, and no files to hand in."""
    if isinstance(interaction, GapInteraction):
        return len(interaction.gaps) == 1
    return not isinstance(interaction, HotspotInteraction | UploadInteraction)


def escape(text: str) -> str:
    """A text with what GIFT gives a meaning to escaped, on one line."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", "\\n")


def html(text: str) -> str:
    """Markdown as HTML; an image is its alternative text, because GIFT carries no files."""
    return _IMAGE.sub(r"\1", shown(text, lambda url: "" if is_local(url) else url)).strip()


def _asked(item: Item, interaction: Interaction) -> str:
    """The stem, and the answers in braces: behind it, or in the place of its gap."""
    stem = item.stem
    if isinstance(interaction, FormulaInteraction):
        first = interaction.variants[0]
        names = (variable.name for variable in interaction.variables)
        stem = filled(stem, dict(zip(names, first.values, strict=True)))
        interaction = interaction.entry(first)
    if isinstance(interaction, GapInteraction):
        (gap,) = interaction.gaps
        before, _, after = marked(stem, {gap.id: _GAP}, html).partition(_GAP)
        entry = gap.entry
        if isinstance(entry, ChoiceInteraction):  # in a list of plain texts
            entry = replace(entry, choices=tuple(replace(choice, text=literal(choice.text)) for choice in entry.choices))
        return f"{escape(before)}{{{_answers(item, entry)}}}{escape(after or END)}"
    if isinstance(interaction, PassageInteraction):
        return escape(html(stem))
    return f"{escape(html(stem))}{{{_answers(item, interaction)}}}"


def _answers(item: Item, interaction: Interaction) -> str:
    feedback = item.feedback or Feedback(origin=item.origin)
    match interaction:
        case ChoiceInteraction(response="true-false"):
            return ("TRUE" if "true" in interaction.keys else "FALSE") + _two(feedback)
        case ChoiceInteraction():
            return _block(_choices(interaction, feedback), "" if interaction.response == "single" else _general(feedback))
        case ScaleInteraction(options):
            # One `=` says that one may be chosen.
            return _block(f"{'~%100%' if place else '='}{_text(option.text)}" for place, option in enumerate(options))
        case TextEntryInteraction():
            return _block(_short_answers(interaction, feedback))
        case NumberEntryInteraction(answer, tolerance):
            between = f"{decimal(interaction.lowest)}..{decimal(interaction.highest)}"
            right = f"={between if interaction.is_range else f'{decimal(answer)}:{decimal(tolerance)}'}{_comment(feedback.correct)}"
            return "#" + _block([right, *([f"~{_comment(feedback.incorrect)}"] if feedback.incorrect else [])])
        case MatchInteraction():
            return _block(_rows(interaction), _general(feedback))
        case OrderInteraction():
            return _block(_rows(as_match(interaction)), _general(feedback))
        case ExtendedTextInteraction():
            return _general(feedback)
        case FormulaInteraction() | GapInteraction() | HotspotInteraction() | UploadInteraction() | PassageInteraction():
            return ""
        case _:
            assert_never(interaction)


def _choices(interaction: ChoiceInteraction, feedback: Feedback) -> Iterator[str]:
    worth = fractions(interaction)
    for choice in interaction.choices:
        general = feedback.correct if choice.id in interaction.keys else feedback.incorrect
        said = "\n\n".join(filter(None, (choice.feedback, general if interaction.response == "single" else "")))
        one = "=" if choice.id in interaction.keys else "~"
        mark = one if interaction.response == "single" else f"~%{worth[choice.id]}%"
        yield f"{mark}{_text(choice.text)}{_comment(said)}"


def _short_answers(interaction: TextEntryInteraction, feedback: Feedback) -> Iterator[str]:
    wild = (found for pattern in interaction.patterns if (found := wildcard(pattern)))
    for answer in (*map(escaped, interaction.answers), *wild):
        # `->` would make the question a matching one, a leading `[` a format, and a leading `%` a share.
        text = answer.replace("->", "-*>")
        start = "[plain]" if text.startswith("[") else "%100%" if text.startswith("%") else ""
        yield f"={start}{escape(text)}{_comment(feedback.correct)}"
    if feedback.incorrect:
        yield f"=%0%*{_comment(feedback.incorrect)}"


def _rows(interaction: MatchInteraction) -> Iterator[str]:
    from cedu.rendering.markdown import plain

    return (f"={_text(premise) if premise else ''} -> {escape(plain(response))}" for premise, response in rows(interaction))


def _block(lines: Iterable[str], general: str = "") -> str:
    return "".join(f"\n\t{line}" for line in [*lines, *([general] if general else [])]) + "\n"


def _text(markdown: str) -> str:
    """HTML that starts neither a format nor a share by accident, and is never empty."""
    text = html(markdown) or "&nbsp;"
    return ("[html]" if text[0] in "[%" else "") + escape(text)


def _comment(markdown: str) -> str:
    return f"#{_text(markdown)}" if markdown else ""


def _general(feedback: Feedback) -> str:
    said = "\n\n".join(dict.fromkeys(filter(None, (feedback.correct, feedback.incorrect))))
    return f"####{_text(said)}" if said else ""


def _two(feedback: Feedback) -> str:
    """What a true-false question says: first after a wrong answer, then after a right one."""
    wrong, right = _comment(feedback.incorrect), _comment(feedback.correct)
    return (wrong or "#") + right if right else wrong
