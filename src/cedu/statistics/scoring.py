"""What an answer, as a file has it, says of a known item: which choices were picked, and what share of the points that earns.

Files name choices by their ids (xAPI, our own tables) or by their texts (Moodle, Canvas); several are parted by `;`, `,`, `[,]` or lines.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import NamedTuple

from cedu.formats.table import number
from cedu.model.interaction import (
    ChoiceInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    ScaleInteraction,
    TextEntryInteraction,
)
from cedu.statistics import Known

_PARTS = re.compile(r"\[,\]|(?<!\\)[;,|]|\n")
_PAIR = re.compile(r"\[\.\]|=>|->|→")
_MOST = 200_000  # characters of an answer


class Marked(NamedTuple):
    """What an answer earns (from 0 to 1, None where that can't be told), and the ids of what it picks."""

    share: float | None
    picked: tuple[str, ...] = ()


def exact(text: str) -> str:
    """A text without what formats change of it: entities, kinds of space, capitals."""
    return " ".join(unicodedata.normalize("NFKC", unescape(text)).replace("\\", "").casefold().split())


def bare(text: str) -> str:
    """The letters and digits of a text; all of it where it has none."""
    plain = exact(text)
    return "".join(character for character in plain if character.isalnum()) or plain


class Marker:
    """Reads the answers to one item."""

    def __init__(self, known: Known) -> None:
        self._interaction = known.interaction
        self._ids = _names(_labels(known))
        self._known: dict[str, Marked] = {}

    def mark(self, answer: str) -> Marked:
        """What `answer` says."""
        if answer not in self._known:
            self._known[answer] = self._mark(self._interaction, answer[:_MOST])
        return self._known[answer]

    def _mark(self, interaction: Interaction, answer: str) -> Marked:
        match interaction:
            case ChoiceInteraction() | HotspotInteraction() | ScaleInteraction():
                return self._chosen(interaction, answer)
            case OrderInteraction():
                listed = self._several(answer)
                right = tuple(option.id for option in interaction.options)
                return Marked(None if listed is None else float(listed == right))
            case MatchInteraction():
                return self._matched(interaction, answer)
            case GapInteraction():
                parts = [part.strip() for part in _PARTS.split(answer)]
                if len(parts) != len(interaction.gaps):
                    return Marked(None)
                shares = [_entered(gap.entry, part) for gap, part in zip(interaction.gaps, parts, strict=True)]
                return Marked(None if None in shares else sum(filter(None, shares)) / len(parts))
            case TextEntryInteraction() | NumberEntryInteraction():
                return Marked(_entered(interaction, answer), (_typed(interaction, answer),))
            case _:
                return Marked(None)

    def _chosen(self, interaction: ChoiceInteraction | HotspotInteraction | ScaleInteraction, answer: str) -> Marked:
        if isinstance(interaction, ScaleInteraction):
            one = self._one(answer)
            return Marked(None, (one,) if one else ())
        if interaction.response != "multiple":
            one = self._one(answer)
            return Marked(float(one in interaction.keys), (one,)) if one else Marked(None)
        picked = self._several(answer)
        if picked is None:
            return Marked(None)
        chosen = frozenset(picked)
        if isinstance(interaction, ChoiceInteraction) and interaction.partial_credit:
            right = len(chosen & interaction.keys)
            wrong = len(chosen - interaction.keys)
            return Marked(max(0.0, (right - interaction.penalty * wrong) / len(interaction.keys)) if interaction.keys else None, picked)
        return Marked(float(chosen == interaction.keys), picked)

    def _matched(self, interaction: MatchInteraction, answer: str) -> Marked:
        found = dict[str, str]()
        for part in _PARTS.split(answer):
            sides = _PAIR.split(part)
            if len(sides) == 2 and (one := self._one(sides[0], "source")) and (other := self._one(sides[1], "target")):
                found[one] = other
        if not found:
            return Marked(None)
        return Marked(sum(found.get(source) == target for source, target in interaction.key) / len(interaction.key))

    def _one(self, text: str, side: str = "") -> str | None:
        return self._ids.get(side + "=" + exact(text)) or self._ids.get(side + "~" + bare(text))

    def _several(self, answer: str) -> tuple[str, ...] | None:
        """The ids that `answer` lists; None where something in it is none. A text may hold what parts texts, so the longest counts."""
        parts, marks = _PARTS.split(answer), _PARTS.findall(answer)
        found: list[str] = []
        start = 0
        while start < len(parts):
            for end in range(min(len(parts), start + 20), start, -1):
                joined = "".join(part + mark for part, mark in zip(parts[start:end], [*marks[start : end - 1], ""], strict=True))
                if one := self._one(joined):
                    found.append(one)
                    start = end
                    break
            else:
                if parts[start].strip():
                    return None
                start += 1
        return tuple(dict.fromkeys(found))


def _labels(known: Known) -> Iterator[tuple[str, str, str]]:
    """The side of each thing that can be picked, its id, and what it may be called."""
    interaction = known.interaction
    sides = {}
    if isinstance(interaction, MatchInteraction):
        sides = {option.id: "source" for option in interaction.sources} | {option.id: "target" for option in interaction.targets}
    for id, text in known.options.items():
        yield sides.get(id, ""), id, id
        yield sides.get(id, ""), id, text
    if isinstance(interaction, ChoiceInteraction) and interaction.response == "true-false":
        for id, words in true_and_false().items():
            for word in words:
                yield "", id, word


def _names(labels: Iterator[tuple[str, str, str]]) -> Mapping[str, str]:
    """The id that each name stands for, which is no other's: as it is written, and by its letters alone."""
    found: dict[str, str] = {}
    twice = set()
    for side, id, text in labels:
        for name in (f"{side}={exact(text)}", f"{side}~{bare(text)}"):
            if found.setdefault(name, id) != id:
                twice.add(name)
    return {name: id for name, id in found.items() if name not in twice}


@cache
def true_and_false() -> Mapping[str, tuple[str, ...]]:
    """What a statement that is true, or false, is called in the languages that we speak."""
    from cedu.rendering.words import FOLDER, words_in
    from cedu.resources import shipped

    spoken = [words_in(path.stem) for path in sorted((shipped("templates") / FOLDER).glob("*.json"))]
    return {
        "true": (*(words.say("true") for words in spoken), "t", "1", "wahr", "vrai", "verdadero"),
        "false": (*(words.say("false") for words in spoken), "f", "0", "falsch", "faux", "falso"),
    }


def _entered(entry: Interaction, answer: str) -> float | None:
    """What a typed text, or one chosen for a gap, earns."""
    if isinstance(entry, NumberEntryInteraction):
        return _number(entry, answer)
    if isinstance(entry, ChoiceInteraction):
        right = {exact(name) for choice in entry.choices if choice.id in entry.keys for name in (choice.id, choice.text)}
        return float(exact(answer) in right)
    if not isinstance(entry, TextEntryInteraction):
        return None

    def plain(text: str) -> str:
        return unicodedata.normalize("NFC", text.strip() if entry.case_sensitive else text.strip().lower())

    if plain(answer) in map(plain, entry.answers):
        return 1.0
    return float(any(_matches(pattern, entry, answer.strip()) for pattern in entry.patterns))


def _matches(pattern: str, entry: TextEntryInteraction, answer: str) -> bool:
    """Is an answer what a pattern describes? One that RE2 refuses describes nothing (CE4)."""
    from cedu.source.answer_patterns import fits, problem

    return problem(pattern) is None and fits(pattern if entry.case_sensitive else f"(?i){pattern}", answer)


def _typed(entry: TextEntryInteraction | NumberEntryInteraction, answer: str) -> str:
    """What is the same answer to a learner."""
    plain = " ".join(unicodedata.normalize("NFC", answer).split())
    return plain if isinstance(entry, TextEntryInteraction) and entry.case_sensitive else plain.lower()


def _number(entry: NumberEntryInteraction, answer: str) -> float:
    text, factor = unicodedata.normalize("NFKC", answer).replace("−", "-").strip(), 1.0
    if entry.units:
        unit = next((unit for unit in sorted(entry.units, key=lambda unit: -len(unit.name)) if text.endswith(unit.name)), None)
        if unit is None:
            return 0.0
        text, factor = text.removesuffix(unit.name), unit.factor
    value = number(text)
    room = 1e-9 * max(1.0, abs(entry.answer))
    return float(value is not None and entry.lowest - room <= value * factor <= entry.highest + room)
