"""Items as YAML, in as many files as they need."""

from collections.abc import Sequence

from cedu.jobs.importing.items import Fields
from cedu.source.emit import entry

# What one file holds at most: less than `cedu.source.text` reads.
MOST_CHARACTERS, MOST_VALUES = 8_000_000, 800_000
_INDENT = 2


def parts(items: Sequence[Fields]) -> list[tuple[str, int]]:
    """The entries of each file as text, and how many they are."""
    found: list[tuple[list[str], int]] = []
    characters = values = 0
    for item in items:
        text = entry(item, _INDENT)
        its = 2 * text.count(": ") + text.count(",") + text.count("\n")  # values, and more
        size = len(text.encode())
        if not found or characters + size > MOST_CHARACTERS or values + its > MOST_VALUES:
            found.append(([], 0))
            characters = values = 0
        texts, count = found[-1]
        texts.append(text)
        found[-1] = texts, count + 1
        characters, values = characters + size, values + its
    return [("".join(texts), count) for texts, count in found]
