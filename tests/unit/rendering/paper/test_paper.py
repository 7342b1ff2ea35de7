"""Lines, pages and formulas on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.rendering.paper.boxes import Glyphs, Line
from cedu.rendering.paper.faces import UnprintableError
from cedu.rendering.paper.lines import lines
from cedu.rendering.paper.maths import formula, is_set
from cedu.rendering.paper.pages import laid_out
from cedu.rendering.paper.rows import Row, height_of, room, together
from cedu.rendering.paper.type import BODY, pieces, problem


def words(found: list[Line]) -> list[str]:
    """What stands on each line, without its spaces."""
    return ["".join(box.text for _, box in line.placed if isinstance(box, Glyphs)).replace(" ", "") for line in found]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126) | st.just(" "), max_size=300), st.integers(20, 400))
def test_lines_hold_every_character_in_order_and_none_is_too_wide(text: str, room_for: int) -> None:
    found = lines(pieces(text), room_for)
    assert "".join(words(found)) == "".join(text.split())
    assert all(line.width <= room_for + 0.01 for line in found)


def test_japanese_may_be_parted_anywhere_but_before_a_full_stop() -> None:
    text = "これは長い文です。" * 6
    found = words(lines(pieces(text), 100))
    assert len(found) > 4
    assert "".join(found) == text
    assert not any(line.startswith("。") for line in found)


def test_what_can_not_be_drawn_is_refused_and_what_nobody_sees_is_left_out() -> None:
    for text, why in (("\U0001f9ff", "emoji"), ("\u0301a", "no letter before it"), ("\ue000", "no character")):
        with pytest.raises(UnprintableError, match=why):
            pieces(text)
        assert why in problem(f"tea {text}", "en")
    assert problem("Ångström, καφές, コーヒー, кофе, قهوة, สวัสดี ครับ กำ", "en") == ""
    assert words(lines(pieces("co\u00adoperate ☑\ufe0f"), 400)) == ["cooperate☑"]


rows = st.lists(
    st.lists(st.builds(Row, st.integers(5, 60).map(float), st.just(lambda *_: None), st.booleans()), min_size=1, max_size=8), max_size=12
)


@given(rows)
def test_no_group_that_fits_on_a_page_is_parted_and_nothing_is_lost(groups: list[list[Row]]) -> None:
    pages = laid_out(groups, 200)
    assert [row for page in pages for row in page] == [row for group in groups for row in group]
    for group in groups:
        if height_of(group) <= 200:
            assert sum(any(row is each for each in group) for page in pages for row in page) >= len(group)
            assert sum(any(any(row is each for each in group) for row in page) for page in pages) <= 1 + is_repeated(group, groups)
    assert all(height_of(page) <= 200 for page in pages)


def is_repeated(group: list[Row], groups: list[list[Row]]) -> int:
    """How many rows of other groups are the very same objects."""
    return sum(row is each for row in group for other in groups if other is not group for each in other)


def test_room_disappears_at_the_top_of_a_page() -> None:
    shown = Row(150.0, lambda *_: None)
    assert laid_out([[shown, room(30)], [room(10), shown]], 200) == [[shown, room(30)], [shown]]


def test_what_stays_together_moves_to_the_next_page_together() -> None:
    row = Row(40.0, lambda *_: None)
    pages = laid_out([[row] * 3, together([row] * 3), [row] * 9], 200)
    assert [len(page) for page in pages] == [3, 5, 5, 2]


def test_what_stays_together_and_is_higher_than_a_page_is_parted_where_the_page_ends() -> None:
    row = Row(60.0, lambda *_: None)
    assert [len(page) for page in laid_out([[row], together([row] * 7)], 200)] == [3, 3, 2]


SET = (
    r"10\%", r"\vec a",
    r"x^2", r"\frac{a+b}{2}", r"\sqrt[3]{x}", r"\sum_{i=1}^n i", r"\int_0^1 f(x)\,dx", r"\left(\frac{1}{2}\right)^n", r"\hat{b}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\lim_{x\to 0} \frac{\sin x}{x}", r"\binom{n}{k}", r"a \le b \text{ if } c",
)  # fmt: skip


@pytest.mark.parametrize("latex", SET)
@pytest.mark.parametrize("display", [False, True])
def test_formulas_are_set(latex: str, display: bool) -> None:
    assert is_set(latex, display)
    found = [line for line in lines(formula(latex, display), 400) if line.placed]
    assert len(found) == 1
    assert found[0].width > 5
    assert found[0].ascent + found[0].depth >= BODY.size * 0.9


@pytest.mark.parametrize("latex", [r"\unknown{x}", r"\boxed{x}", "{" * 60 + "}" * 60])
def test_what_can_not_be_set_stays_latex(latex: str) -> None:
    assert not is_set(latex, display=False)
    if "ق" not in latex:
        assert "".join(words(lines(formula(latex, False), 4000))) == latex


def test_a_fraction_is_one_above_the_other() -> None:
    high, flat = (lines(formula(latex, True), 400)[0] for latex in (r"\frac{1}{2}", "12"))
    assert high.ascent + high.depth > 1.8 * (flat.ascent + flat.depth)
    assert high.width < flat.width + 6
