"""How ids are written, and what may serve as one: a name in kebab-case, or a letter."""

import re
import unicodedata

LONGEST = 64
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_WORDS = re.compile(r"[a-z0-9]+")


def kebab(name: str) -> str:
    """`name` as an id, or nothing where no letter or digit of ASCII is left of it."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(_WORDS.findall(name.lower()))[:LONGEST].strip("-")


def letter(place: int) -> str:
    """What stands at this place, from 0: `a`, `b`, … `z`, `aa`, …"""
    return (letter(place // 26 - 1) if place > 25 else "") + chr(ord("a") + place % 26)


def capital(place: int) -> str:
    """How choices are labelled for people at this place, from 0: `A`, `B`, …"""
    return letter(place).upper()


def letters(count: int) -> list[str]:
    """The first so many letters."""
    return [letter(place) for place in range(count)]
