"""What stands in a cell or a field: texts, days, scores, yes and no; each read once, however often it comes."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Literal

LONGEST = 200
DayOrder = Literal["year-month-day", "day-month-year", "month-day-year"]

_NUMBER = re.compile(r"([-+]?\d{1,9}(?:[.,]\d{1,12})?) ?(%?)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ,].*)?")  # with dots, the day comes first everywhere
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ,].*)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CENTURY = 2000
# Signs that stand in a text and aren't seen, or change how the rest is: all but the joiners that some scripts are written with.
_HIDDEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_JOINERS = "\u200c\u200d"
# What spreadsheets in several languages write for a boolean, and what people and LMSs write instead.
_YES_WORDS = (
    "true yes y 1 x passed pass completed complete accepted wahr ja vrai oui verdadero sí si vero bestanden abgeschlossen 合格 完了 نعم"
)
_NO_WORDS = "false no n 0 failed fail incomplete rejected falsch nein faux non falso 不合格 未完了 لا"
YES = frozenset(_YES_WORDS.split())
NO = frozenset(_NO_WORDS.split())


def is_plain(text: str) -> bool:
    """Is there nothing to clean in it but white space around it?"""
    return text.isascii() and text.isprintable() and len(text) <= LONGEST and "  " not in text


def clean(text: str) -> tuple[str, str]:
    """A text in NFC, without white space around or doubled; and what is wrong with it, empty where nothing is."""
    if is_plain(text):
        return text.strip(), ""
    text = unicodedata.normalize("NFC", " ".join(text[: 2 * LONGEST].split()))
    if len(text) > LONGEST:
        return text[:LONGEST], f"has over {LONGEST} characters"
    for character in text:
        if unicodedata.category(character) in _HIDDEN and character not in _JOINERS:
            return text, f"holds the control character U+{ord(character):04X}"
    return text, ""


@lru_cache(4096)
def day(text: str, order: DayOrder = "year-month-day") -> date | None:
    """The day that a text names, with or without a time; None where that can't be told for sure."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, of_month = map(int, match.groups())
    elif order == "year-month-day" and (match := _DOTTED.fullmatch(text)):
        of_month, month, year = map(int, match.groups())
    elif order != "year-month-day" and (match := _YEAR_LAST.fullmatch(text)):
        first, second, year = map(int, match.groups())
        of_month, month = (first, second) if order == "day-month-year" else (second, first)
        year += _CENTURY if len(match[3]) == 2 else 0
    else:
        return None
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


@lru_cache(4096)
def number(text: str) -> tuple[float, bool] | None:
    """A number with a decimal point or comma, and whether it is in percent; None for anything else."""
    match = _NUMBER.fullmatch(text)
    return (float(match[1].replace(",", ".")), bool(match[2])) if match else None


@lru_cache(4096)
def score(text: str, out_of: float | None) -> tuple[float | None, str]:
    """A score in percent, and what is wrong with it: it is out of so many points, or in percent already where none are given."""
    found = number(text)
    if found is None:
        return None, f"the score `{text}` is no number"
    value, is_percent = found
    return percent(value, None if is_percent else out_of, text)


def percent(value: float, out_of: float | None, text: str) -> tuple[float | None, str]:
    """`value` of `out_of` points in percent, and what is wrong with it, by what stands there."""
    share = value / out_of * 100 if out_of else value
    if not isfinite(share) or not 0 <= share <= 100:
        return None, f"the score `{text}` is not between 0 and {out_of or 100:g}"
    return round(share, 4), ""


def verdict(text: str, passed: Iterable[str], failed: Iterable[str]) -> bool | None:
    """Yes or no, by the usual words and a system's own (in small letters); None for anything else."""
    word = text.casefold()
    return True if word in YES or word in passed else False if word in NO or word in failed else None


def is_language(text: str) -> bool:
    """Is it a BCP 47 tag?"""
    return bool(_LANGUAGE.fullmatch(text))
