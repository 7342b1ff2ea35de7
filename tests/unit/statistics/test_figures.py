"""Figures and intervals, held against SciPy and against examples that others have worked out and published."""

import math
import random

import numpy
import pytest
from scipy import stats

from cedu.statistics import Figure, figures
from cedu.statistics.distributions import beta_quantile, chi_squared_quantile, f_quantile, normal_probability, owens_t, t_quantile

# Ten students and ten items: K. L. Wuensch, East Carolina University, "The Kuder-Richardson 20" (core.ecu.edu/wuenschk/StatHelp/KR20.txt).
QUIZ = """
1111110110
1011011101
1111011001
0010001000
0000010010
1110111111
1101110111
1111111101
0101111101
1101101110
"""


def columns():
    rows = [[float(cell) for cell in row] for row in QUIZ.split()]
    return [list(column) for column in zip(*rows, strict=True)]


def near(figure, *values, places=1e-6):
    assert (figure.value, figure.low, figure.high) == pytest.approx(values, abs=places)


@pytest.mark.parametrize("one", [1, 2.5, 9, 88, 4000])
@pytest.mark.parametrize("two", [1, 3, 40, 528])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.975])
def test_quantiles(one, two, probability):
    assert f_quantile(probability, one, two) == pytest.approx(stats.f.ppf(probability, one, two), rel=1e-7)
    assert beta_quantile(probability, one, two) == pytest.approx(stats.beta.ppf(probability, one, two), rel=1e-7)
    assert chi_squared_quantile(probability, one) == pytest.approx(stats.chi2.ppf(probability, one), rel=1e-4)
    if probability > 0.5:
        assert t_quantile(probability, one) == pytest.approx(stats.t.ppf(probability, one), rel=1e-7)


@pytest.mark.parametrize("z", [-2.0, -0.3, 0.0, 1.1])
@pytest.mark.parametrize("r", [0.0, 0.4, 0.9, 0.999])
def test_owens_t_gives_the_probability_of_two_normal_scores(z, r):
    both = stats.multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([z, z])
    t = owens_t(z, math.sqrt((1 - r) / (1 + r)))
    assert normal_probability(z) - 2 * t == pytest.approx(both, abs=1e-4 if r == 0.999 else 1e-6)
    assert normal_probability(z) == pytest.approx(stats.norm.cdf(z))


def test_proportions_as_newcombe_works_them_out():
    """R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    for count, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)):
        near(figures.proportion(count, n), count / n, low, high, places=5e-5)
    for count, n in ((0, 1), (3, 7), (50, 50), (1234, 5000)):
        interval = stats.binomtest(count, n).proportion_ci(method="wilson")
        near(figures.proportion(count, n), count / n, interval.low, interval.high)
    assert figures.proportion(0, 0) == Figure(None, None, None, 0)


def test_means_and_medians():
    dice = random.Random(4)
    values = [dice.lognormvariate(3, 0.5) for _ in range(80)]
    interval = stats.ttest_1samp(values, 0).confidence_interval()
    near(figures.mean(values), numpy.mean(values), interval.low, interval.high)
    assert figures.mean([0.0, 1.0, 1.0], 0.0, 1.0).high == 1.0
    interval = stats.quantile_test(values, q=numpy.median(values), p=0.5).confidence_interval()
    assert figures.median(values).value == pytest.approx(numpy.median(values))
    near(figures.median(values), numpy.median(values), interval.low, interval.high)
    assert figures.median([1.0, 2.0, 3.0])[:3] == (2.0, None, None)
    near(
        figures.spread(values),
        numpy.std(values, ddof=1),
        *(numpy.std(values, ddof=1) * math.sqrt(79 / stats.chi2.ppf(p, 79)) for p in (0.975, 0.025)),
        places=1e-3,
    )


def test_correlations():
    dice = random.Random(5)
    score = [float(dice.random() < 0.6) for _ in range(90)]
    rest = [dice.gauss(0.5 + 0.1 * one, 0.2) for one in score]
    interval = stats.pearsonr(score, rest).confidence_interval()
    near(figures.correlation(score, rest), stats.pointbiserialr(score, rest).statistic, interval.low, interval.high)
    assert figures.correlation([1.0] * 9, rest[:9]) == Figure(None, None, None, 9)
    assert figures.correlation([0.0, 1.0, 1.0], [0.0, 1.0, 1.0])[:3] == (pytest.approx(1), None, None)
    picked = [at for at, one in enumerate(score) if one]
    chosen = figures.chosen(len(picked), sum(rest[at] for at in picked), 90, numpy.mean(rest), numpy.std(rest))
    near(chosen, *figures.correlation(score, rest)[:3])


def test_alpha_is_kr20_as_worked_out_by_others():
    kr20 = 10 / 9 * (1 - 2.18 / 5.84)  # Wuensch's sums: pq is 2.18, the variance of the totals 5.84
    found = figures.alpha(columns())
    assert found.value == pytest.approx(kr20, abs=5e-3)
    covariance = numpy.cov(numpy.array(columns()))
    assert found.value == pytest.approx(10 / 9 * (1 - numpy.trace(covariance) / covariance.sum()))
    assert found.low == pytest.approx(1 - (1 - found.value) * stats.f.ppf(0.975, 9, 81))
    assert found.high == pytest.approx(1 - (1 - found.value) * stats.f.ppf(0.025, 9, 81))
    assert figures.alpha(columns()[:1]).value is None
    assert figures.alpha([[1.0] * 5, [0.0] * 5]).value is None


def test_feldts_interval_as_published():
    """D. G. Bonett, `statpsych`, `ci.cronbach(.05, .85, 7, 89)`: 0.797 to 0.893."""
    near(figures.feldt(0.85, 89, 7), 0.85, 0.7971254, 0.8931436, places=1e-4)


def test_agreement():
    at_the_mean, kappa = figures.agreement(0.0, Figure(0.5, 0.4, 0.6, 100))
    near(at_the_mean, *(0.5 + math.asin(r) / math.pi for r in (0.5, 0.4, 0.6)))  # half the plane's angle: Sheppard (1899)
    near(kappa, *(2 * math.asin(r) / math.pi for r in (0.5, 0.4, 0.6)))
    both = stats.multivariate_normal([0, 0], [[1, 0.8], [0.8, 1]]).cdf([-1.2, -1.2])
    assert figures.agreement(-1.2, Figure(0.8, None, None, 9))[0].value == pytest.approx(1 - 2 * stats.norm.cdf(-1.2) + 2 * both, abs=1e-6)


def test_agreement_as_subkoviak_has_it_in_his_tables():
    """M. J. Subkoviak (1988), JEM 25, 47-55, as R's `rcrtan` reads his tables at z = 0.7 and r = 0.9: 0.89, and a kappa of 0.70."""
    found = figures.agreement(0.7, Figure(0.9, None, None, 9))
    assert [figure.value for figure in found] == pytest.approx([0.89, 0.70], abs=0.0055)


def test_agreement_is_what_two_forms_come_to():
    """Fifty thousand people take two forms of forty items each: as many get the same verdict as one form alone foretells."""
    dice = numpy.random.default_rng(7)
    ability = dice.normal(0.5, 1, 50_000)
    easiness = dice.normal(0, 0.8, 40)
    chance = 1 / (1 + numpy.exp(-1.2 * (ability[:, None] + easiness)))
    one, other = (dice.random(chance.shape) < chance for _ in range(2))
    found = figures.alpha([list(map(float, column)) for column in one[:5000].T])
    z = (27.5 - one.sum(1).mean()) / one.sum(1).std(ddof=1)
    same = ((one.sum(1) >= 28) == (other.sum(1) >= 28)).mean()
    assert figures.agreement(z, found)[0].value == pytest.approx(same, abs=0.015)
