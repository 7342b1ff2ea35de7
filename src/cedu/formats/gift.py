"""GIFT: questions as text, as Moodle reads it (`question/format/gift/format.php`)."""

import re
from collections.abc import Iterator
from typing import assert_never

from cedu.formats.moodle import as_match, decimal, fractions, idnumber, is_local, rows, short_answer
from cedu.items import lower
from cedu.model.interaction import (
    ChoiceInteraction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    TextEntryInteraction,
)
from cedu.model.item import Feedback, Item
from cedu.model.pool import Pooled

_SPECIAL = re.compile(r"[\\~=#{}:]")
_IMAGE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')


def question(pooled: Pooled) -> str:
    """One question, without the blank lines around it."""
    item = pooled.item
    tags = " ".join(f"[tag:{tag}]" for tag in (item.difficulty, *item.tags))
    return f"// [id:{idnumber(pooled)}] {tags}\n::{escape(pooled.name)}::[html]{escape(html(item.stem))}{{{_answers(item)}}}\n"


def escape(text: str) -> str:
    """A text with what GIFT gives a meaning to escaped, on one line."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", "\\n")


def html(text: str) -> str:
    """Markdown as HTML; an image is its alternative text, because GIFT carries no files."""
    from cedu.rendering.markdown import inline

    return _IMAGE.sub(r"\1", inline(text, lambda url: "" if is_local(url) else url)).strip()


def _answers(item: Item) -> str:
    interaction = lower(item)
    feedback = item.feedback or Feedback(origin=item.origin)
    match interaction:
        case ChoiceInteraction(response="true-false"):
            return ("TRUE" if "true" in interaction.keys else "FALSE") + _two(feedback)
        case ChoiceInteraction():
            return _block(_choices(interaction, feedback), "" if interaction.response == "single" else _general(feedback))
        case TextEntryInteraction():
            return _block(_short_answers(interaction, feedback))
        case NumberEntryInteraction(answer, tolerance):
            right = f"={decimal(answer)}:{decimal(tolerance)}{_comment(feedback.correct)}"
            return "#" + _block([right, *([f"~{_comment(feedback.incorrect)}"] if feedback.incorrect else [])])
        case MatchInteraction():
            return _block(_rows(interaction), _general(feedback))
        case OrderInteraction():
            return _block(_rows(as_match(interaction)), _general(feedback))
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
    for answer in interaction.answers:
        # `->` would make the question a matching one, a leading `[` a format, and a leading `%` a share.
        text = short_answer(answer).replace("->", "-*>")
        start = "[plain]" if text.startswith("[") else "%100%" if text.startswith("%") else ""
        yield f"={start}{escape(text)}{_comment(feedback.correct)}"
    if feedback.incorrect:
        yield f"=%0%*{_comment(feedback.incorrect)}"


def _rows(interaction: MatchInteraction) -> Iterator[str]:
    from cedu.rendering.markdown import plain

    return (f"={_text(premise) if premise else ''} -> {escape(plain(response))}" for premise, response in rows(interaction))


def _block(lines: Iterator[str] | list[str], general: str = "") -> str:
    return "".join(f"\n\t{line}" for line in [*lines, *([general] if general else [])]) + "\n"


def _text(markdown: str) -> str:
    """HTML that starts neither a format nor a share by accident, and is never empty."""
    text = html(markdown) or "&nbsp;"
    return ("[html]" if text[0] in "[%" else "") + escape(text)


def _comment(markdown: str) -> str:
    return f"#{_text(markdown)}" if markdown else ""


def _general(feedback: Feedback) -> str:
    said = "\n\n".join(filter(None, (feedback.correct, feedback.incorrect)))
    return f"####{_text(said)}" if said else ""


def _two(feedback: Feedback) -> str:
    """What a true-false question says: first after a wrong answer, then after a right one."""
    wrong, right = _comment(feedback.incorrect), _comment(feedback.correct)
    return (wrong or "#") + right if right else wrong
