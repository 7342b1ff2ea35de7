"""Cells that no spreadsheet runs, and that are what they were when they come back."""

import pytest

from cedu.formats.spreadsheet import bare, safe


@pytest.mark.parametrize(
    "text", ["=1+1", "+x", "-x", "@SUM(1)", "\t=1", "\r=1", "\n=1", "'=1", "\uff1d1", "\uff0bx", "\uff0dx", "\uff20x", "-1|cmd"]
)
def test_a_formula_is_made_a_text(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert bare(safe(text)) == text


@pytest.mark.parametrize("text", ["", "Ada", "O'Neill", "'tis", "-1.5", "+2e3", "u-17", "1=1"])
def test_anything_else_stays(text: str) -> None:
    assert safe(text) == bare(text) == text
