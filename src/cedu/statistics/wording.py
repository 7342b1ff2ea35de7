"""Figures and findings as people read them, in the words of a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cedu.rendering.words import Texts
from cedu.statistics import Figure
from cedu.statistics.looking import Look

if TYPE_CHECKING:
    from markupsafe import Markup

NOTHING = "–"
# How a value is written: None is nothing.
Writer = Callable[[float | None, Texts], str]
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


def number(value: float | None, words: Texts) -> str:
    """A number with two decimals, as the page's language writes it, with a real minus sign."""
    if value is None:
        return NOTHING
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−").replace(".", words.say("decimal"))


def percent(value: float | None, words: Texts) -> str:
    """A share in whole percent."""
    return NOTHING if value is None else words.say("percent", number=f"{value * 100:.0f}")


def seconds(value: float | None, words: Texts) -> str:
    """A time: seconds, or minutes and seconds."""
    if value is None:
        return NOTHING
    whole = round(value)
    return words.say("seconds", number=whole) if whole < 100 else f"{whole // 60}:{whole % 60:02}"


def interval(found: Figure, words: Texts, write: Writer = number) -> str:
    """The ends of an interval, or nothing where it has none."""
    return "" if found.low is None or found.high is None else f"{write(found.low, words)} – {write(found.high, words)}"


def _writer(look: Look) -> Writer:
    return number if look.code in _NUMBERS else percent


def line(look: Look, words: Texts) -> str:
    """The threshold that was crossed."""
    return _writer(look)(look.line, words)


def sentence(look: Look, words: Texts, *, html: bool = False) -> str:
    """What is the matter and what to do about it, in a sentence or two."""
    write = _writer(look)
    values = {"value": write(look.figure.value, words), "line": write(look.line, words), **look.values}
    if not html:
        return words.say(f"look_{look.code}", **values)
    return words.html(f"look_{look.code}", **{name: isolated(value, numeric=name in ("value", "line")) for name, value in values.items()})


def isolated(value: object, *, numeric: bool = False) -> "Markup":
    """A value in a sentence whose script may run the other way: a number keeps its sign in front (Unicode's UAX 9)."""
    from markupsafe import Markup

    return (Markup('<bdi dir="ltr">{}</bdi>') if numeric else Markup("<bdi>{}</bdi>")).format(value)
