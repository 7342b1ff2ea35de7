"""The nearest right spelling."""

import pytest

from cedu.diagnostics import Hints, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "known", "close"),
    [
        ("titel", ("title", "summary"), "title"),
        ("TITLE", ("titles", "title"), "title"),  # the same letters come before a likeness
        ("wholly-other", ("title", "summary"), None),
        ("b", (), None),
    ],
)
def test_the_nearest_is_named_or_none(word: str, known: tuple[str, ...], close: str | None) -> None:
    assert nearest(word, known) == close
    assert did_you_mean(word, known) == (f"did you mean `{close}`?" if close else "")


def test_the_order_of_what_is_known_does_not_matter() -> None:
    assert nearest("ab", ["ac", "ad", "ae"]) == nearest("ab", ["ae", "ad", "ac"])


def test_after_so_many_mistakes_there_are_no_more_hints() -> None:
    hints = Hints(most=2)
    assert [hints.more() for _ in range(4)] == [True, True, False, False]
