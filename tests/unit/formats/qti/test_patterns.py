"""Patterns of RE2 as XML Schema writes them."""

import re

import pytest

from cedu.formats.qti.patterns import schema_pattern


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (r"colou?r", r"colou?r"),
        (r"\d{2,3}", r"[0-9]{2,3}"),
        (r"(?:a|b)+", r"(a|b)+"),
        (r"a\.b", r"a\.b"),
        (r"[^a-c\d]", r"[^a-c0-9]"),
        (r"\S*", r"[^ \t\n\r]*"),
        (r"ä-ö", "ä\\-ö"),
    ],
)
def test_what_both_know_is_written(ours: str, theirs: str) -> None:
    assert schema_pattern(ours, case_sensitive=True) == theirs


@pytest.mark.parametrize("ours", [r"^a$", r"a\b", r"a*?", r"(?P<n>a)", r"a++", r"(a", r"a)", r"[", r"\pL", r"(?s)a", r"*a", r"[\D]", "a{"])
def test_what_only_one_knows_is_not(ours: str) -> None:
    assert schema_pattern(ours, case_sensitive=True) is None


def test_both_cases_are_written_where_case_does_not_matter() -> None:
    assert schema_pattern("aß1", case_sensitive=False) == "[aA]ß1"
    assert schema_pattern("(?i)[a-f]x", case_sensitive=True) == "[a-fA-F][xX]"
    for pattern, text in (("gr[ae]y(ish)?", "GREYish"), ("[x-z]-[!-/]", "Y-/")):
        assert re.fullmatch(str(schema_pattern(pattern, case_sensitive=False)), text)
        assert re.fullmatch(str(schema_pattern(pattern, case_sensitive=False)), text.swapcase())
