"""Ids of an item's parts: how one is written, and letters for what has none."""

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def letter(place: int) -> str:
    """What stands at this place, from 0: `a`, `b`, … `z`, `aa`, …"""
    return (letter(place // 26 - 1) if place > 25 else "") + chr(ord("a") + place % 26)


def letters(count: int) -> list[str]:
    """The first so many letters."""
    return [letter(place) for place in range(count)]
