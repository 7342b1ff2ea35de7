"""What somebody who only guesses can hope for."""

from collections.abc import Iterable, Sequence
from math import erf, exp, factorial, sqrt
from statistics import fmean
from typing import NamedTuple

from cedu.model.interaction import (
    ChoiceInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    OrderInteraction,
    marked_by,
)

_MOST_PARTS, _MOST_SUMS = 400, 4000  # up to which each sum of points is counted


class Guess(NamedTuple):
    """In how many equal `parts` an item is scored by its key (in none where a person scores it, or nobody), and the chance to guess one."""

    parts: int
    chance: float


def guess(interaction: Interaction) -> Guess:
    """The chance of an answer at random; of what is typed there is none."""
    match interaction:
        case ChoiceInteraction(response="multiple"):
            return Guess(1, max(_some(len(interaction.choices)), _all(interaction)))
        case ChoiceInteraction():
            return Guess(1, len(interaction.keys) / len(interaction.choices))
        case HotspotInteraction(response="multiple"):
            return Guess(1, _some(len(interaction.areas)))
        case HotspotInteraction():
            return Guess(1, len(interaction.keys) / len(interaction.areas))
        case OrderInteraction():
            return Guess(1, 1 / factorial(len(interaction.options)))
        case MatchInteraction():
            return Guess(len(interaction.sources), 1 / len(interaction.targets))
        case GapInteraction():
            return Guess(len(interaction.gaps), fmean(guess(gap.entry).chance for gap in interaction.gaps))
        case _:
            return Guess(1 if marked_by(interaction) == "key" else 0, 0)


def _some(options: int) -> float:
    """The chance to tick exactly the right ones of so many, and at least one."""
    return 1 / (2.0**options - 1)


def _all(interaction: ChoiceInteraction) -> float:
    """The share of the points that everybody earns who ticks everything."""
    if not interaction.partial_credit or not interaction.keys:
        return 0
    wrong = len(interaction.choices) - len(interaction.keys)
    return max(0, 1 - interaction.penalty * wrong / len(interaction.keys))


def at_least(parts: Sequence[tuple[float, float]], needed: float, ignored: float = 0) -> float:
    """The probability that `parts` (points and chance of each, all independent) come to `needed` points.

    Exact (the Poisson binomial distribution, with points as weights), but for very many parts or different sums, where it is the normal
    distribution's; and 0 where Hoeffding's inequality says that it is below `ignored`.
    """
    needed -= 1e-9
    mean = sum(points * chance for points, chance in parts)
    spread = sum(points * points for points, _ in parts)
    if needed <= 0:
        return 1
    if needed > mean and spread and exp(-2 * (needed - mean) ** 2 / spread) < ignored:
        return 0
    if len(parts) > _MOST_PARTS:
        return _normal(parts, mean, needed)
    sums = {0.0: 1.0}
    for points, chance in parts:
        if not points or not chance:
            continue
        following: dict[float, float] = {}
        for total, probability in sums.items():
            following[total] = following.get(total, 0) + probability * (1 - chance)
            more = round(total + points, 6)
            following[more] = following.get(more, 0) + probability * chance
        sums = following
        if len(sums) > _MOST_SUMS:
            return _normal(parts, mean, needed)
    return min(1.0, sum(probability for total, probability in sums.items() if total >= needed))


def _normal(parts: Iterable[tuple[float, float]], mean: float, needed: float) -> float:
    deviation = sqrt(sum(points * points * chance * (1 - chance) for points, chance in parts))
    return 0.5 * (1 - erf((needed - mean) / deviation / sqrt(2))) if deviation else float(mean >= needed)
