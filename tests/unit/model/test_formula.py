"""Formulas compute what an author means, and run nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.model.formula import FormulaError, formula


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + 2*b", 13),
        ("-a^2", -9),
        ("2^3^2", 512),
        ("7 % 4", 3),
        ("-7 % 4", -3),
        ("(a - b) / 4", -0.5),
        ("min(a, b, 1) + max(a, b)", 6),
        ("sqrt(a^2 + 16)", 5),
        ("round(2.5) + round(-2.5)", 0),
        ("round(1.005, 2)", 1.01),
        ("round(1234, -2)", 1200),
        ("round(1e300)", 1e300),
        ("2 * pi", 2 * math.pi),
    ],
)
def test_what_it_comes_to(text: str, value: float) -> None:
    assert formula(text).value({"a": 3.0, "b": 5.0}) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "a +", "a b", "a.b", "a[0]", "__import__('os')", "f(1)", "lambda: 1", "'x'", "True", "a if b else 1", "a; b", "[a]", "a and b",
        "a < b", "sqrt(x=1)", "(" * 300 + ")" * 300, "a" * 501, "1 if 1 else 2", "a := 1", "1_000j",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        formula(text)


@pytest.mark.parametrize("text", ["1 / 0", "sqrt(-1)", "(-1)^0.5", "10^10^10", "log(0)", "c", "min()", "sqrt(1, 2)", "1e999"])
def test_what_comes_to_no_number_is_said(text: str) -> None:
    with pytest.raises(FormulaError, match=r"[a-z]{3}"):
        formula(text).value({"a": 1.0})


@given(st.text(alphabet="ab1.+-*/%^(), sqrtoundmixe", max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert math.isfinite(formula(text).value({"a": 2.0, "b": -0.5}))
    except FormulaError as error:
        assert str(error)


def test_the_names_that_it_needs() -> None:
    assert formula("sqrt(a) * pi + rate").names == {"a", "rate"}
