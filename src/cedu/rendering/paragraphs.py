"""What a text is made of: which scripts, in which fonts, running which way; or why it can't be drawn, whatever fonts there are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cedu.rendering import bidi
from cedu.rendering.clusters import IGNORABLE, clusters
from cedu.rendering.fonts import Font, Fonts
from cedu.rendering.scripts import ANYONES, advice, group_of, is_rtl, script_of, shared_script

# One glyph after another, in one script, from left to right: most names. No marks, which are looked at one by one.
_PLAIN = re.compile("[ !-~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a]*")
# Pictures, which no font for text joins or colours as they are meant.
_EMOJI = re.compile("[\U0001f000-\U0001faff\ufe0f\u20e3]")


class Piece(NamedTuple):
    """Characters from `start` to `end` that are shaped together, and how far to the right they stand."""

    start: int
    end: int
    font: Font
    script: str
    is_rtl: bool
    places: tuple[int, ...]


class Paragraph(NamedTuple):
    """A text, where its clusters start, its pieces as they are read, and whether its reader starts at the right."""

    text: str
    starts: list[int]
    pieces: list[Piece]
    language: str
    is_rtl: bool


def paragraph(text: str, fonts: Fonts, names: Sequence[str], language: str, direction: bool | None = None) -> Paragraph | str:
    """`text` (in NFC) in the first of the fonts with these names, or in their place, that has its characters; or why not."""
    if not direction and _PLAIN.fullmatch(text) and (font := _first(fonts.candidates(names, "Latn", language), "".join({*text}))):
        places = tuple(range(len(text)))
        return Paragraph(text, [*places], [Piece(0, len(text), font, "Latn", False, places)], language, False)
    if problem := _problem(text):
        return problem
    starts = clusters(text)
    scripts = _scripts([text[start] for start in starts])
    rtl = bidi.is_rtl(text, is_rtl(language)) if direction is None else direction
    if direction is not None:
        order = bidi.Order([*range(len(starts))][::-1], [True] * len(starts)) if direction else None
    else:
        order = bidi.order(text, starts, rtl) if rtl or bidi.is_mixed(text) else None
    chosen = _fonts_for(text, starts, scripts, fonts, names, language)
    if isinstance(chosen, str):
        return chosen
    return Paragraph(text, starts, _pieces(text, starts, scripts, chosen, order), language, rtl)


def _fonts_for(
    text: str, starts: Sequence[int], scripts: Sequence[str], fonts: Fonts, names: Sequence[str], language: str
) -> list[Font] | str:
    """A font for each cluster: one for all that stands together in one script, if there is one."""
    found: list[Font] = []
    ends = [*starts[1:], len(text)]
    at = 0
    while at < len(starts):
        until = at
        while until < len(starts) and scripts[until] == scripts[at]:
            until += 1
        candidates = fonts.candidates(names, group_of(scripts[at], language, text), language)
        own = "".join(text[start] for start in starts[at:until] if script_of(text[start]) == scripts[at])
        first = _first(candidates, text[starts[at] : ends[until - 1]]) if not own else _first(candidates, own)
        # What is anyone's, such as a number, may come from another font than the letters beside it.
        others = [*filter(None, (first,)), *(fonts.candidates(names, "Latn", language) if own else ()), *candidates]
        for number in range(at, until):
            cluster = text[starts[number] : ends[number]]
            font = first if first and _has(first, cluster) else _first(others, cluster)
            if font is None:
                return missing(cluster, candidates)
            found.append(font)
        at = until
    return found


def _problem(text: str) -> str:
    """Why a text can't be drawn, whatever fonts there are; empty if it may be."""
    before = ""
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cs", "Co", "Cn") or character in "\u2028\u2029\ufffd":
            return f"{shown(character)} is no character that is printed"
        if kind in ("Mn", "Mc", "Me") and (not before or before == " "):
            return f"{shown(character)} is a mark, and there is no letter before it that it belongs to"
        if _EMOJI.match(character):
            return f"{shown(character)} is an emoji"
        if not IGNORABLE.match(character):
            before = character
    return "" if before or not text else f"nothing of it can be seen: {shown(text[0])}"


def shown(character: str) -> str:
    """A character in a message."""
    name = unicodedata.name(character, "").lower()
    seen = f"`{character}` " if character.isprintable() and not IGNORABLE.match(character) else ""
    return f"{seen}(U+{ord(character):04X}{', ' if name else ''}{name})"


def missing(cluster: str, fonts: Sequence[Font]) -> str:
    """Why a cluster can't be drawn: none of these fonts has all of it."""
    character = next((each for each in cluster if not any(font.has(each) for font in fonts)), cluster[0])
    return f"no font here has {shown(character)}: {advice(character)}"


def _first(fonts: Iterable[Font], text: str) -> Font | None:
    """The first font that has all of a text."""
    return next((font for font in fonts if _has(font, text)), None)


def _has(font: Font, text: str) -> bool:
    """Does a font have all of a text, composed or not?"""
    return all(font.has(each) or IGNORABLE.match(each) or _is_composed_of(font, each) for each in text)


def _is_composed_of(font: Font, character: str) -> bool:
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and all(font.has(each) for each in parts)


def _scripts(letters: Sequence[str]) -> list[str]:
    """The script of each letter. What several share, such as a space, belongs to what precedes it, or else to what follows, if it may."""
    found = [script_of(letter) for letter in letters]
    last = next((script for script in found if script not in ANYONES), "Zyyy")
    for number, script in enumerate(found):
        if script in ANYONES:
            found[number] = shared_script(letters[number], last)
        else:
            last = script
    return found


def _pieces(text: str, starts: Sequence[int], scripts: Sequence[str], fonts: Sequence[Font], order: bidi.Order | None) -> list[Piece]:
    """What is shaped together: clusters in one font and script, side by side on the line."""
    found: list[Piece] = []
    ends = [*starts[1:], len(text)]
    first = 0
    for number in range(1, len(starts) + 1):
        if number < len(starts) and fonts[number] is fonts[first] and scripts[number] == scripts[first] and _is_beside(order, number):
            continue
        places = tuple(order.places[first:number]) if order else tuple(range(first, number))
        rtl = order.is_rtl[first] if order else False
        found.append(Piece(starts[first], ends[number - 1], fonts[first], scripts[first], rtl, places))
        first = number
    return found


def _is_beside(order: bidi.Order | None, number: int) -> bool:
    if order is None:
        return True
    step = order.places[number] - order.places[number - 1]
    return order.is_rtl[number] == order.is_rtl[number - 1] and step in (0, -1 if order.is_rtl[number] else 1)
