"""Letters with their marks, which nothing parts, and where a line may end between them (after Unicode Standard Annexes 29 and 14)."""

import re
import unicodedata
from collections.abc import Sequence

from cedu.rendering.scripts import UNSPACED, script_of

# What nobody sees by itself (Default_Ignorable_Code_Point).
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
# Vowels and consonants of old Hangul that stand below or beside what precedes them.
_HANGUL = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
# Thai and Lao: vowels that are written before their consonant, and what follows one although it is no mark.
_BEFORE = frozenset("เแโใไເແໂໃໄ")
_AFTER = frozenset("ะาำๅๆฯะາຳຯໆ")
# What no line of Chinese, Japanese or Korean starts with, and what none ends with (JIS X 4051, in short).
_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〕〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%),.:;?!]}")
_NOT_LAST = frozenset("（［｛「『【〔〈《“‘([{")
_HYPHENS = frozenset("-\u2010\u2013\u2014")
_NO_BREAK = "\u00a0\u2007\u202f"


def clusters(text: str) -> list[int]:
    """Where the clusters of `text` start: letters, each with the marks and the joiners that follow it."""
    starts: list[int] = []
    for at, character in enumerate(text):
        if not at or not (_extends(character) or _is_joined(text, at)):
            starts.append(at)
    return starts


def _extends(character: str) -> bool:
    if character < "\u0300":
        return character == "\u00ad"
    return bool(unicodedata.category(character) in ("Mn", "Mc", "Me") or IGNORABLE.match(character) or _HANGUL.match(character))


def _is_joined(text: str, at: int) -> bool:
    """Does a joiner, or a sign that takes a letter's vowel away, tie this letter to what precedes it?"""
    before = text[at - 1]
    return before == "\u200d" or (unicodedata.combining(before) == 9 and script_of(text[at]) == script_of(before))


def breaks(text: str, starts: Sequence[int], *, anywhere: bool) -> list[int]:
    """Where a line may end in `text`: after spaces and hyphens; between the letters of scripts without spaces too, if `anywhere`."""
    found: list[int] = []
    for start in starts[1:]:
        before, after = text[start - 1], text[start]
        if before in _NO_BREAK or after in _NO_BREAK or "\u2060" in text[max(start - 2, 0) : start]:
            continue
        is_space = unicodedata.category(before) == "Zs" and unicodedata.category(after) != "Zs"
        is_hyphen = before in _HYPHENS and after.isalpha() and start > 1 and text[start - 2].isalpha()
        if is_space or before == "\u200b" or is_hyphen or (anywhere and may_part(text, start)):
            found.append(start)
    return found


def may_part(text: str, at: int) -> bool:
    """May a line end before the cluster at `at`, between letters of Chinese, Japanese or Korean, or of a script without spaces?"""
    before, after = _base(text, at), text[at]
    if unicodedata.category(after) == "Zs" or unicodedata.category(before) == "Zs" or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if is_wide(before) or is_wide(after):
        return True
    unspaced = script_of(before) in UNSPACED and script_of(after) in UNSPACED
    return unspaced and before not in _BEFORE and after not in _AFTER


def _base(text: str, at: int) -> str:
    """The letter that the marks before `at` stand on."""
    at -= 1
    while at and _extends(text[at]):
        at -= 1
    return text[at]


def is_wide(character: str) -> bool:
    """Is a character of Chinese, Japanese or Korean, as wide as high?"""
    return unicodedata.east_asian_width(character) in "WF"
