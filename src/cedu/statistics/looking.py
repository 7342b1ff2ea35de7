"""What to look at: figures that cross a threshold from the literature, each with the place in the bank that they speak of.

A finding is sure where the whole interval of its figure lies beyond the threshold, and otherwise one that chance may have made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cedu.diagnostics import Span
from cedu.statistics import Choice, Figure, ItemFigures, WholeTest


class Threshold(NamedTuple):
    """A line that a figure should not cross, and who drew it."""

    value: float
    source: str


_EBEL = "Ebel & Frisbie (1991), Essentials of Educational Measurement, 5th ed."
_HALADYNA = "Haladyna & Downing (1993), Educational and Psychological Measurement 53, 999–1010"
_ALLEN = "Allen & Yen (1979), Introduction to Measurement Theory"
_NUNNALLY = "Nunnally & Bernstein (1994), Psychometric Theory, 3rd ed."
_SUBKOVIAK = "Subkoviak (1988), Journal of Educational Measurement 25, 47–55"
_OURS = "cedu"

THRESHOLDS: Mapping[str, Threshold] = {
    "wrong_key": Threshold(0.0, _EBEL),
    "negative_discrimination": Threshold(0.0, _EBEL),
    "below_chance": Threshold(0.0, _OURS),
    "distractor_attracts": Threshold(0.0, _HALADYNA),
    "low_discrimination": Threshold(0.2, _EBEL),
    "hard": Threshold(0.3, _ALLEN),
    "omitted": Threshold(0.15, _OURS),
    "unused_distractor": Threshold(0.05, _HALADYNA),
    "easy": Threshold(0.95, _OURS),
    "low_reliability": Threshold(0.7, _NUNNALLY),
    "low_reliability_certification": Threshold(0.9, _NUNNALLY),
    "unsteady_verdict": Threshold(0.85, _SUBKOVIAK),
}
_ORDER = tuple(THRESHOLDS)


class Look(NamedTuple):
    """Something to look at: what is the matter (a name in `THRESHOLDS`), with which item (none: the whole test), and where it is written.

    `line` is the threshold that the figure crossed; `values` are the other numbers and texts that the sentence about it needs.
    """

    code: str
    item: str
    place: Span | None
    figure: Figure
    line: float
    sure: bool
    values: Mapping[str, object]

    @property
    def source(self) -> str:
        """Who drew the line."""
        return THRESHOLDS[self.code].source


def looks(test: WholeTest) -> tuple[Look, ...]:
    """What to look at in a test, the gravest first, and of what is as grave the surest."""
    found = [*_whole(test)]
    for item in test.items:
        of_item = list(_item(item))
        graver = {look.code for look in of_item}
        found += [look for look in of_item if not _implied(look.code, graver)]
    return tuple(sorted(found, key=lambda look: (not look.sure, _ORDER.index(look.code), look.figure.value or 0.0)))


def _implied(code: str, found: set[str]) -> bool:
    """Is it said by something graver?"""
    graver = {
        "negative_discrimination": {"wrong_key"},
        "low_discrimination": {"wrong_key", "negative_discrimination"},
        "distractor_attracts": {"wrong_key"},
        "hard": {"below_chance", "wrong_key"},
        "unused_distractor": {"easy"},
    }
    return bool(graver.get(code, set()) & found)


def _below(figure: Figure, line: float) -> bool:
    return figure.value is not None and figure.value < line


def _surely_below(figure: Figure, line: float) -> bool:
    return figure.high is not None and figure.high < line


def _surely_above(figure: Figure, line: float) -> bool:
    return figure.low is not None and figure.low > line


def _item(item: ItemFigures) -> Iterator[Look]:
    def look(code: str, figure: Figure, sure: bool, place: Span | None = None, **values: object) -> Look:
        return Look(code, item.name, place or item.place, figure, THRESHOLDS[code].value, sure, values)

    distractors = [choice for choice in item.choices if not choice.key]
    if item.discrimination.value is not None:
        yield from _discrimination(item, distractors, look)
    p = item.difficulty
    if item.chance and _below(p, item.chance):
        yield look("below_chance", p, _surely_below(p, item.chance))._replace(line=item.chance)
    if _below(p, THRESHOLDS["hard"].value):
        yield look("hard", p, _surely_below(p, THRESHOLDS["hard"].value))
    if p.value is not None and p.value > THRESHOLDS["easy"].value:
        yield look("easy", p, _surely_above(p, THRESHOLDS["easy"].value))
    if item.omitted.value is not None and item.omitted.value > THRESHOLDS["omitted"].value:
        yield look("omitted", item.omitted, _surely_above(item.omitted, THRESHOLDS["omitted"].value))
    if item.n and any(choice.key for choice in item.choices):
        rare = [choice for choice in distractors if choice.place and _below(choice.share, THRESHOLDS["unused_distractor"].value)]
        if rare:
            least = min(rare, key=lambda choice: choice.share.value or 0.0)
            named = "; ".join(f"{choice.text} ({(choice.share.value or 0) * 100:.0f} %)" for choice in rare)
            sure = _surely_below(least.share, THRESHOLDS["unused_distractor"].value)
            yield look("unused_distractor", least.share, sure, least.place, choices=named)


def _discrimination(item: ItemFigures, distractors: Sequence[Choice], look: Callable[..., Look]) -> Iterator[Look]:
    r = item.discrimination
    keys = [choice for choice in item.choices if choice.key]
    drawing = [choice for choice in distractors if choice.discrimination.value is not None and choice.discrimination.value > 0]
    best = max(drawing, key=lambda choice: choice.discrimination.value or 0.0, default=None)
    if _below(r, 0.0):
        if best and keys and (best.share.value or 0) > max(key.share.value or 0 for key in keys):
            yield look("wrong_key", r, _surely_below(r, 0.0), best.place, choice=best.text)
        yield look("negative_discrimination", r, _surely_below(r, 0.0))
    if _below(r, THRESHOLDS["low_discrimination"].value):
        yield look("low_discrimination", r, _surely_below(r, THRESHOLDS["low_discrimination"].value))
    rest_of_keys = min((key.rest.value for key in keys if key.rest.value is not None), default=1.0)
    for choice in drawing if len(item.choices) > 2 else ():  # of two, one draws whom the other does not
        sure = _surely_above(choice.discrimination, 0.0)
        # Of a few, somebody good is soon among those who choose it.
        used = (choice.share.value or 0) >= THRESHOLDS["unused_distractor"].value
        if sure or (used and (choice.rest.value or 0) > rest_of_keys):
            yield look("distractor_attracts", choice.discrimination, sure, choice.place, choice=choice.text)


def _whole(test: WholeTest) -> Iterator[Look]:
    stakes = test.assessment.stakes if test.assessment else "graded"
    origin = test.assessment.origin if test.assessment else None

    def look(code: str, figure: Figure, step: str, **values: object) -> Look:
        line = THRESHOLDS[code].value
        return Look(code, "", origin.key(step) if origin else None, figure, line, _surely_below(figure, line), values)

    code = {"certification": "low_reliability_certification", "graded": "low_reliability"}.get(stakes, "")
    if code and _below(test.reliability.value, THRESHOLDS[code].value):
        yield look(code, test.reliability.value, "items", count=test.reliability.items)
    if stakes != "practice" and test.cut and _below(test.cut.agreement, THRESHOLDS["unsteady_verdict"].value):
        yield look("unsteady_verdict", test.cut.agreement, "passing_score", percent=f"{test.cut.percent:g}")
