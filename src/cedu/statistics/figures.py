"""Figures and their intervals, each as its source has it."""

import math
from collections.abc import Sequence
from statistics import NormalDist

from cedu.statistics import CONFIDENCE, Figure, nothing
from cedu.statistics.distributions import chi_squared_quantile, f_quantile, normal_probability, owens_t, t_quantile

_UPPER = (1 + CONFIDENCE) / 2
Z = NormalDist().inv_cdf(_UPPER)


def proportion(count: int, n: int) -> Figure:
    """A share of `n`, with Wilson's score interval (Wilson, 1927; Newcombe, 1998, method 3)."""
    if not n:
        return nothing(0)
    share = count / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return Figure(share, 0.0 if not count else middle - reach, 1.0 if count == n else middle + reach, n)


def mean(values: Sequence[float], least: float = -math.inf, most: float = math.inf) -> Figure:
    """A mean, with Student's interval, which is cut off at the `least` and the `most` that it can be."""
    n = len(values)
    if n < 2:
        return Figure(values[0], None, None, 1) if n else nothing(0)
    middle = math.fsum(values) / n
    reach = t_quantile(_UPPER, n - 1) * deviation(values) / math.sqrt(n)
    return Figure(middle, max(middle - reach, least), min(middle + reach, most), n)


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample (n - 1 below); of one value, 0."""
    if len(values) < 2:
        return 0.0
    middle = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def spread(values: Sequence[float]) -> Figure:
    """A standard deviation, with the interval of chi-squared, which takes the values for normally distributed."""
    n = len(values)
    if n < 2:
        return nothing(n)
    found = deviation(values)
    low, high = (found * math.sqrt((n - 1) / chi_squared_quantile(one, n - 1)) for one in (_UPPER, 1 - _UPPER))
    return Figure(found, low, high, n)


def median(values: Sequence[float]) -> Figure:
    """A median, with the interval between two of the values that holds whatever their distribution (Conover, 1999, 3.2)."""
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return nothing(0)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    # The largest count that a binomial of a half stays below with a probability of at most 2.5 %.
    outside, rank, chance = 0.0, 0, 0.5**n if n < 1000 else 0.0
    if n >= 1000:
        rank = max(int(n / 2 - Z * math.sqrt(n) / 2), 0)
    else:
        while outside + chance <= 1 - _UPPER:
            outside += chance
            chance *= (n - rank) / (rank + 1)
            rank += 1
    if not rank:
        return Figure(middle, None, None, n)
    return Figure(middle, ordered[rank - 1], ordered[n - rank], n)


def correlation(one: Sequence[float], other: Sequence[float]) -> Figure:
    """Pearson's correlation, a point-biserial one where `one` is 0 and 1, with Fisher's interval (Fisher, 1921)."""
    n = len(one)
    if n < 3:
        return nothing(n)
    first, second = math.fsum(one) / n, math.fsum(other) / n
    both = across = down = 0.0
    for x, y in zip(one, other, strict=True):
        x -= first
        y -= second
        both += x * y
        across += x * x
        down += y * y
    if across <= 1e-12 * n or down <= 1e-12 * n:
        return nothing(n)
    return fisher(both / math.sqrt(across * down), n)


def fisher(found: float, n: int) -> Figure:
    """A correlation that was found, with its interval."""
    found = max(-1.0, min(1.0, found))
    if n < 4 or abs(found) > 1 - 1e-12:
        return Figure(found, None, None, n)
    middle, reach = math.atanh(found), Z / math.sqrt(n - 3)
    return Figure(found, math.tanh(middle - reach), math.tanh(middle + reach), n)


def chosen(count: int, sum_of_rest: float, n: int, mean_rest: float, deviation_rest: float) -> Figure:
    """The point-biserial correlation of having chosen something with the rest: `deviation_rest` has n below."""
    if n < 3 or not 0 < count < n or deviation_rest < 1e-9:
        return nothing(n)
    share = count / n
    return fisher((sum_of_rest / count - mean_rest) / deviation_rest * math.sqrt(share / (1 - share)), n)


def alpha(columns: Sequence[Sequence[float]]) -> Figure:
    """Cronbach's alpha of items, each with a score for the same people; of items scored 0 and 1 it is KR-20.

    Cronbach (1951); the interval is Feldt's (1965; Feldt, Woodruff and Salih, 1987).
    """
    items, n = len(columns), len(columns[0]) if columns else 0
    if items < 2 or n < 3:
        return nothing(n)
    totals = deviation([math.fsum(row) for row in zip(*columns, strict=True)]) ** 2
    if totals < 1e-12:
        return nothing(n)
    found = items / (items - 1) * (1 - math.fsum(deviation(column) ** 2 for column in columns) / totals)
    return feldt(found, n, items)


def feldt(found: float, n: int, items: int) -> Figure:
    """An alpha that was found, with its interval."""
    one, two = n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - found) * f_quantile(probability, one, two) for probability in (_UPPER, 1 - _UPPER))
    return Figure(found, low, min(high, 1.0), n)


def agreement(z: float, reliability: Figure) -> tuple[Figure, Figure]:
    """How many get the same verdict from two forms of a test, and by how much that beats chance (kappa).

    `z` is how far the passing score lies from the mean, in standard deviations. Peng and Subkoviak (1980): the scores of two forms are
    normal with the test's reliability for their correlation, so that 1 - 4 T(z, √((1-r)/(1+r))) agree. The intervals are those of the
    reliability: more of it is more agreement.
    """
    fails = normal_probability(z)
    by_chance = fails * fails + (1 - fails) ** 2

    def agrees(found: float | None) -> float | None:
        if found is None:
            return None
        found = max(0.0, min(1.0, found))
        return 1 - 4 * owens_t(z, math.sqrt((1 - found) / (1 + found)))

    def beyond_chance(found: float | None) -> float | None:
        return None if found is None or by_chance > 1 - 1e-9 else (found - by_chance) / (1 - by_chance)

    value, low, high = (agrees(found) for found in reliability[:3])
    kappa = Figure(beyond_chance(value), beyond_chance(low), beyond_chance(high), reliability.n)
    return Figure(value, low, high, reliability.n), kappa
