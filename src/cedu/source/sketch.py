"""Sketches of items: small enough to keep of every item, and telling enough to find those that ask the same.

What has to be equal (the kind of answer, what is right, and every number in the stem) is one number. Of a longer stem there are more: how
many words it has, and the greatest hash in each of eight buckets (one-permutation MinHash; Li, Owen and Zhang 2012), so that two stems
agree in as many of the eight as they share of their words.
"""

import re
from functools import lru_cache
from zlib import crc32

from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    TextEntryInteraction,
)
from cedu.model.item import Item

Sketch = tuple[int, ...]

_FEW = 10  # words of which one more or less makes another question
_WORD = re.compile(r"[^\W_]+")
_SMALL = "a an the of to in on at is are was were be do does did it its this that these those which what you your by for with as"
_EMPTY = frozenset(_SMALL.split())


def sketch(item: Item, interaction: Interaction) -> Sketch:
    """The sketch of an item that is answered so; empty for one without words."""
    words = set(_WORD.findall(item.stem.casefold()))
    if not words:
        return ()
    words -= _EMPTY
    exact = f"{item.type}\0{_right(interaction)}\0{sorted([word for word in words if not word.isalpha()])}"
    if len(words) < _FEW:
        return (crc32(f"{exact}\0{sorted(words)}".encode()),)
    most = [0] * 8
    for word in words:
        value = _hash(word)
        bucket = value & 7
        if value > most[bucket]:
            most[bucket] = value
    return (crc32(exact.encode()), len(words), *most)


@lru_cache(maxsize=1 << 14)
def _hash(word: str) -> int:
    return crc32(word.encode()) * 0x9E3779B1 >> 7 & 0xFFFFFFFF


def _right(interaction: Interaction) -> str:
    """What is right, in words; the order in which it is listed does not matter where learners don't see it."""
    match interaction:
        case ChoiceInteraction():
            return "\0".join(sorted([_plain(choice.text) for choice in interaction.choices if choice.id in interaction.keys]))
        case TextEntryInteraction():
            return "\0".join(sorted(map(_plain, interaction.answers)))
        case NumberEntryInteraction():
            return f"{interaction.answer}"
        case FormulaInteraction():
            return interaction.formula
        case OrderInteraction():
            return "\0".join([_plain(option.text) for option in interaction.options])
        case MatchInteraction():
            return "\0".join(sorted([_plain(option.text) for option in interaction.sources]))
        case GapInteraction():
            return "\0".join([_right(gap.entry) for gap in interaction.gaps])
        case HotspotInteraction():
            return "\0".join([interaction.image, *sorted(interaction.keys)])
        case _:
            return ""


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text.casefold())) or text
