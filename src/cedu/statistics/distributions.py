"""Distributions that intervals are made of, to about ten digits (chi-squared to six), in plain Python."""

import math
from collections.abc import Callable
from functools import lru_cache

_TINY = 1e-300
_NODES = 64


def beta_probability(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function, I_x(a, b), by its continued fraction (NIST DLMF, 8.17.22)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_probability(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    fraction, c, d = 1.0, 1.0, 0.0
    for step in range(1000):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / (1 + term * d or _TINY)
        c = 1 + term / c or _TINY
        fraction *= c * d
        if abs(1 - c * d) < 1e-15:
            break
    return front * (fraction - 1)


@lru_cache(maxsize=10_000)  # many items have been answered as often
def beta_quantile(probability: float, a: float, b: float) -> float:
    """The x of which I_x(a, b) is `probability`."""
    return _root(lambda x: beta_probability(x, a, b) - probability)


def f_quantile(probability: float, one: float, two: float) -> float:
    """The quantile of an F distribution with `one` and `two` degrees of freedom."""
    x = beta_quantile(probability, one / 2, two / 2)
    return two * x / (one * (1 - x)) if x < 1 else math.inf


def t_quantile(probability: float, freedom: float) -> float:
    """The quantile of Student's t; `probability` is at least a half."""
    x = beta_quantile(2 * (1 - probability), freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - x) / x)


def chi_squared_quantile(probability: float, freedom: float) -> float:
    """The quantile of chi-squared, which F comes to where its second degrees of freedom have no end."""
    return freedom * f_quantile(probability, freedom, 1e9)


def normal_probability(z: float) -> float:
    """The share of a normal distribution below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def owens_t(h: float, a: float) -> float:
    """Owen's T for 0 <= a <= 1: the integral of exp(-h²(1+x²)/2)/(1+x²) from 0 to a, over 2π (Owen, 1956), by Simpson's rule."""

    def height(x: float) -> float:
        return math.exp(-h * h * (1 + x * x) / 2) / (1 + x * x)

    step = a / (2 * _NODES)
    inner = sum((4 if node % 2 else 2) * height(node * step) for node in range(1, 2 * _NODES))
    return (height(0) + inner + height(a)) * step / 3 / (2 * math.pi)


def _root(function: Callable[[float], float]) -> float:
    """Where a function that grows from 0 to 1 is nothing."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2
