"""Texts that mean nothing in Markdown take a shorter way, which must lead to the same place."""

from hypothesis import given
from hypothesis import strategies as st

from cedu.rendering import markdown


@given(st.text(alphabet="ab1 ,.;?()'\"/%éあw*_", min_size=1, max_size=14))
def test_the_short_way_renders_what_the_parser_does(text: str) -> None:
    short = markdown.inline(text)
    whole = markdown.render(text).html.strip()
    assert short in (whole, whole.removeprefix("<p>").removesuffix("</p>"))


_PARTS = (
    "a",
    "Bé",
    "x1",
    "`c`",
    "`a b`",
    "`<&>`",
    "`a*b*`",
    "`$1$`",
    "*em*",
    "**strong**",
    "*two words*",
    "*",
    "`",
    "**",
    " ",
    "  ",
    ",",
    ".",
    "(",
    "%",
    "1.",
)


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=7).map("".join))
def test_so_does_markup_between_words(text: str) -> None:
    short = markdown.inline(text)
    whole = markdown.render(text).html.strip()
    assert short in (whole, whole.removeprefix("<p>").removesuffix("</p>"))
