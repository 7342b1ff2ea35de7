"""Numbers are written to the digits that people wrote, whatever their size."""

from decimal import Decimal

import pytest

from cedu.model.numbers import as_written, decimal, places


@pytest.mark.parametrize(
    ("value", "written"),
    [(5, "5"), (100, "100"), (0.1, "0.1"), (1e-7, "0.0000001"), (1e21, "1" + 21 * "0"), (-2.50, "-2.5"), (Decimal("1.500"), "1.5")],
)
def test_a_number_has_no_exponent_and_no_needless_zeros(value: float | Decimal, written: str) -> None:
    assert decimal(value) == written


def test_a_float_is_the_decimal_that_it_is_written_as() -> None:
    assert as_written(0.1) + as_written(0.2) == Decimal("0.3")
    assert [places(value) for value in (3, 0.25, 1e-3, 100.0)] == [0, 2, 3, 0]
