"""Aiken: a question in one line, a choice in each of the next, and the letter of the right one (`question/format/aiken/format.php`)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cedu.model.interaction import ChoiceInteraction, Interaction

MOST = 26
_CHOICE = re.compile(r"([A-Z])[).][ \t]*(.*)", re.DOTALL)
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
# No learner sees it; a line that starts with it is neither a choice nor an answer, and not too short to be read.
_UNSEEN = "\u200b"


class Block(NamedTuple):
    """A question as it is written: its line, the lines of its text, choices by letter, and what follows `ANSWER:`, if it is there."""

    line: int
    text: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    answer: str | None


def is_held(interaction: Interaction) -> bool:
    """Has Aiken a question for it?"""
    return isinstance(interaction, ChoiceInteraction) and interaction.response == "single" and len(interaction.choices) <= MOST


def question(stem: str, interaction: ChoiceInteraction) -> str:
    """One question, as plain text."""
    from cedu.rendering.markdown import plain

    text = plain(stem)
    lines = [_UNSEEN + text if len(text) < 2 or _CHOICE.match(text) or _ANSWER.match(text) else text]
    right = ""
    for letter, choice in zip(map(chr, range(ord("A"), ord("A") + MOST)), interaction.choices, strict=False):
        lines.append(f"{letter}) {plain(choice.text) or '—'}")
        right = letter if choice.id in interaction.keys else right
    return "\n".join((*lines, f"ANSWER: {right}", ""))


def blocks(content: str) -> Iterator[Block]:
    """The questions of a file; blank lines mean nothing."""
    text: list[str] = []
    choices: list[tuple[str, str]] = []
    first = 0
    for number, written in enumerate(re.split(r"\r\n|\r|\n", content), 1):
        line = written.strip()
        if not line:
            continue
        if found := _ANSWER.match(line):
            yield Block(first or number, tuple(text), tuple(choices), found[1])
            text, choices, first = [], [], 0
        elif found := _CHOICE.match(line):
            choices.append((found[1], found[2].strip()))
            first = first or number
        else:
            if choices:
                yield Block(first, tuple(text), tuple(choices), None)
                text, choices, first = [], [], 0
            text.append(line.removeprefix(_UNSEEN))
            first = first or number
    if text or choices:
        yield Block(first, tuple(text), tuple(choices), None)
