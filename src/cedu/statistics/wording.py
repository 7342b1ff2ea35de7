"""Figures and findings as people read them, in the words of a page."""

from typing import Any

from cedu.rendering.words import Words
from cedu.statistics import Figure
from cedu.statistics.looking import Look

NOTHING = "–"
# Findings about a correlation or a coefficient; all others are about a share.
_NUMBERS = frozenset(
    (
        "wrong_key",
        "negative_discrimination",
        "low_discrimination",
        "distractor_attracts",
        "low_reliability",
        "low_reliability_certification",
    )
)


def number(value: float | None, words: Words) -> str:
    """A number with two decimals, as the page's language writes it, with a real minus sign."""
    if value is None:
        return NOTHING
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−").replace(".", words.say("stats_decimal"))


def percent(value: float | None, words: Words) -> str:
    """A share in whole percent."""
    return NOTHING if value is None else words.say("stats_percent", number=f"{value * 100:.0f}")


def seconds(value: float | None, words: Words) -> str:
    """A time: seconds, or minutes and seconds."""
    if value is None:
        return NOTHING
    whole = round(value)
    return words.say("stats_seconds", number=whole) if whole < 100 else f"{whole // 60}:{whole % 60:02}"


def interval(found: Figure, words: Words, write: Any = number) -> str:
    """The ends of an interval, or nothing where it has none."""
    return "" if found.low is None or found.high is None else f"{write(found.low, words)} – {write(found.high, words)}"


def sentence(look: Look, words: Words, *, html: bool = False) -> str:
    """What is the matter and what to do about it, in a sentence or two."""
    write = number if look.code in _NUMBERS else percent
    values = {key: percent(value, words) if isinstance(value, float) else value for key, value in look.values.items()}
    say = words.html if html else words.say
    return say(f"look_{look.code}", value=write(look.figure.value, words), line=write(look.line, words), **values)
