"""The caret stands below what it means, in the columns that a terminal shows."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.cli.findings.excerpt import Excerpts, columns, excerpt, printable
from cedu.diagnostics import Span


def marked(line: str, start: int, length: int, width: int = 80) -> str:
    """What stands above the carets."""
    shown = excerpt(line, start, length, width)
    left = shown.underline.index("^")
    assert set(shown.underline) <= {" ", "^"}
    found, column = "", 0
    for each in shown.line:
        wide = 0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        if left <= column < left + shown.underline.count("^"):
            found += each
        column += wide
    return found


@pytest.mark.parametrize(
    ("line", "start", "length", "expected"),
    [
        ("lesons: []", 0, 6, "lesons"),
        ("  - id: wrong", 8, 5, "wrong"),
        ("\t- id:\twrong", 7, 5, "wrong"),
        ("title: 日本語, lesons: x", 12, 6, "lesons"),
        ("title: 日本語", 7, 3, "日本語"),
        ("👍👍 x wrong", 5, 5, "wrong"),
        ("cafe\u0301: wrong", 7, 5, "wrong"),
        ("a\x1b[31mb wrong", 8, 5, "wrong"),
    ],
)
def test_caret_below(line: str, start: int, length: int, expected: str) -> None:
    assert marked(line, start, length) == expected


def test_caret_behind_the_end_of_the_line() -> None:
    assert excerpt("title:", 6, 1, 80) == ("title:", "      ^")


@pytest.mark.parametrize("start", [0, 300, 990])
def test_long_line_is_cut_around_the_caret(start: int) -> None:
    line = "".join(f"{number:04}" for number in range(250))
    shown = excerpt(line, start, 4, 60)
    assert columns(shown.line) <= 60
    assert marked(line, start, 4, 60) == line[start : start + 4]
    assert (shown.line[0] == "…") == (start > 0)
    assert (shown.line[-1] == "…") == (start < 980)


def test_long_span_is_cut_too() -> None:
    shown = excerpt("x" * 500, 100, 300, 60)
    assert columns(shown.line) <= 60
    assert 20 <= shown.underline.count("^") <= 45


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 300), st.integers(40, 120))
def test_nothing_reaches_the_terminal_that_it_obeys(line: str, start: int, length: int, width: int) -> None:
    shown = excerpt(line, min(start, len(line)), length, width)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown.line)
    assert columns(shown.line) <= width
    assert columns(shown.underline) <= width + 1


def test_printable_keeps_one_line() -> None:
    assert printable("a\x1b]0;evil\x07\nb\tc\u202ed") == "a␛]0;evil␇␊b c\ufffdd"


def test_lines_are_counted_as_their_reader_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("\ufeffone\r\ntwo\u2028three\rfour".encode())
    (tmp_path / "a.md").write_bytes("one\u2028still one\r\ntwo".encode())
    excerpts = Excerpts(tmp_path)
    assert [excerpts.of(Span("a.yaml", line), 80).line for line in (1, 2, 3, 4)] == ["one", "two", "three", "four"]  # type: ignore[union-attr]
    assert excerpts.of(Span("a.md", 2), 80) == ("two", "^")


def test_no_excerpt_of_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\n")
    (tmp_path / "a.yaml").write_text("\n")
    excerpts = Excerpts(tmp_path)
    assert [excerpts.of(span, 80) for span in (Span("gone.yaml"), Span("a.png"), Span("a.yaml"), Span("a.yaml", 7))] == [None] * 4
