"""How many items the draws of a blueprint pick."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cedu.model.assessment import Blueprint, Draw
from cedu.model.origin import start_of

ORIGIN = start_of("a.assessment.yaml")


def amounts(total: int | None, *percent: float, count: tuple[int, ...] = ()) -> tuple[int, ...]:
    draws = [Draw(origin=ORIGIN, percent=each) for each in percent] + [Draw(origin=ORIGIN, count=each) for each in count]
    return Blueprint(origin=ORIGIN, draws=tuple(draws), total=total).amounts


def test_counts_are_what_they_say() -> None:
    assert amounts(None, count=(3, 1)) == (3, 1)


def test_the_largest_remainders_get_what_is_left_and_of_equal_ones_the_first() -> None:
    assert amounts(40, 25, 25, 50) == (10, 10, 20)
    assert amounts(10, 33.4, 33.3, 33.3) == (4, 3, 3)
    assert amounts(10, 12.5, 12.5, 75) == (1, 1, 8)
    assert amounts(3, 50, 50) == (2, 1)
    assert amounts(3, 2.5, 97.5) == (0, 3)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.integers(1, 1000))
def test_percentages_that_come_to_100_come_to_the_total_and_none_is_off_by_one(weights: list[int], total: int) -> None:
    shares = [Decimal(weight) * 100 / sum(weights) for weight in weights]
    percent = [float(round(share, 3)) for share in shares[:-1]]
    percent.append(float(100 - sum(Decimal(repr(each)) for each in percent)))
    if percent[-1] <= 0:
        return
    found = amounts(total, *percent)
    assert sum(found) == total
    assert all(abs(amount - total * each / 100) < 1 for amount, each in zip(found, percent, strict=True))


def test_without_a_total_a_percentage_is_of_nothing() -> None:
    assert amounts(None, 50, 50) == (0, 0)
