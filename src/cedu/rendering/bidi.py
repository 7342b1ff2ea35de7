"""The order in which a text that runs both ways stands on a line (Unicode Standard Annex 9), by python-bidi.

python-bidi gives the text as it looks, not where each letter of it went. So each letter takes a mark with it that says its number:
a mark that follows a letter goes where its letter goes (rule W1), and stands before it wherever letters run from right to left.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# Variation selectors, which no other rule than W1 looks at: one of the first half, then two of the second, make a number.
_FIRST, _HALF = 0xE0100, 120
_STRONG = {"L": False, "R": True, "AL": True}
# Marks and what nobody sees go with what they follow; what opens and closes an embedding stands nowhere.
FOLLOWS = frozenset(("NSM", "BN"))
EMBEDS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
# Nothing but a direction: marks from left to right and from right to left, and Arabic's.
_SAYS = "\u200e\u200f\u061c"
_NUMBERS, _SEPARATORS = ("EN", "AN"), ("ES", "CS")


class Order(NamedTuple):
    """Where each letter stands, counted from the left, and whether it belongs to what runs from right to left."""

    places: list[int]
    is_rtl: list[bool]


def is_mixed(text: str) -> bool:
    """Is there anything in `text` that runs from right to left, or says how it runs?"""
    return any(unicodedata.bidirectional(each) in ("R", "AL", "AN") or unicodedata.bidirectional(each) in EMBEDS for each in text)


def is_rtl(text: str, language_is_rtl: bool) -> bool:
    """Does `text` start at the right? It runs as its language does, if any of its letters do."""
    directions = {_STRONG[kind] for each in text if (kind := unicodedata.bidirectional(each)) in _STRONG}
    return language_is_rtl if language_is_rtl in directions or not directions else not language_is_rtl


def order(text: str, starts: Sequence[int], rtl: bool) -> Order:
    """Where the pieces of `text` that start at `starts` stand in a line that starts at the right if `rtl`."""
    from bidi import get_display

    kinds = [unicodedata.bidirectional(text[start]) for start in starts]
    marked: list[str] = []
    ends = [*starts[1:], len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        marked.append(text[start] + ("" if _is_unmarked(kinds, number) else _mark(number)))
        marked += [each for each in text[start + 1 : end] if each in _SAYS or unicodedata.bidirectional(each) in EMBEDS]
    seen = _read(str(get_display("".join(marked), base_dir="R" if rtl else "L")))
    return _placed(seen, text, starts, kinds, rtl)


def _is_unmarked(kinds: Sequence[str], number: int) -> bool:
    """A mark would part a number from its separator (rule W4); and no mark goes with what only says how others run."""
    if kinds[number] in _SEPARATORS:
        return all(_next(kinds, number, step) in _NUMBERS for step in (1, -1))
    return kinds[number] in FOLLOWS or kinds[number] in EMBEDS


def _next(kinds: Sequence[str], number: int, step: int) -> str:
    """The kind of the letter next to one, whatever opens or closes between them."""
    number += step
    while 0 <= number < len(kinds) and kinds[number] in EMBEDS:
        number += step
    return kinds[number] if 0 <= number < len(kinds) else ""


def _mark(number: int) -> str:
    high, low = divmod(number, _HALF)
    return "".join(map(chr, (_FIRST + high // _HALF, _FIRST + _HALF + high % _HALF, _FIRST + _HALF + low)))


def _number(mark: str) -> int:
    first, second, third = (ord(each) - _FIRST for each in mark)
    return (first * _HALF + second - _HALF) * _HALF + third - _HALF


def _read(shown: str) -> list[tuple[str, int | None, bool]]:
    """What stands on the line, from the left: each letter, its number if it carries one, and whether it runs from right to left."""
    found: list[tuple[str, int | None, bool]] = []
    at = 0
    while at < len(shown):
        if _is_marked(shown, at, _HALF):  # the mark stands before its letter, and the wrong way round
            found.append((shown[at + 3], _number(shown[at : at + 3][::-1]), True))
            at += 4
        elif _is_marked(shown, at + 1, 0):
            found.append((shown[at], _number(shown[at + 1 : at + 4]), False))
            at += 4
        else:
            found.append((shown[at], None, False))
            at += 1
    return found


def _is_marked(shown: str, at: int, half: int) -> bool:
    return at < len(shown) and 0 <= ord(shown[at]) - _FIRST - half < _HALF


def _placed(seen: Sequence[tuple[str, int | None, bool]], text: str, starts: Sequence[int], kinds: Sequence[str], rtl: bool) -> Order:
    places, directions = [-1] * len(starts), [rtl] * len(starts)
    unmarked = [number for number in range(len(starts)) if _is_unmarked(kinds, number)]
    near = 0
    for place, (letter, number, odd) in enumerate(seen):
        if number is None:
            # One separator is drawn as the other is, so the nearest will do.
            same = [each for each in unmarked if text[starts[each]] == letter]
            if not same:
                continue
            number = min(same, key=lambda each: abs(each - near))
            unmarked.remove(number)
        places[number], directions[number] = place, odd
        near = number
    for number, place in enumerate(places):
        if place < 0 and number:  # drawn nowhere: it stays with what it follows
            places[number], directions[number] = places[number - 1], directions[number - 1]
    return Order(places, directions)
