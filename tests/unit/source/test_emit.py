from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.source.emit import emit, entry, scalar, writable
from cedu.source.text import read

SIGNS = "ab1 \n\t-:#?!&*[]{}|>'\"%@,.<~\\0\r=\ufeff\x85\u2028é𝒜`"
TRAPS = ["true", "null", "1", "1.5", "- a", "a: b", "a:", "a #b", "", "~", "no", "<<", "1:30", "010", "a\nb", "a\n  b\n", "\n", " a", "a "]
texts = (st.text(max_size=30) | st.text(st.sampled_from(SIGNS), max_size=30)).map(writable) | st.sampled_from(TRAPS)
numbers = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda x: x == 0 or 1e-90 < abs(x) < 1e90
)
values = st.recursive(
    texts | numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
mappings = st.dictionaries(texts, values, min_size=1, max_size=5)


def value_of(text: str) -> Any:
    document, findings = read("x.yaml", text.encode())
    assert document is not None, (text, findings)
    assert findings == [], text
    return document.value


@settings(max_examples=1000)
@given(mappings)
def test_what_is_emitted_reads_back_as_it_was(value: dict[str, Any]) -> None:
    assert value_of(emit(value)) == value


@given(st.lists(mappings, min_size=1, max_size=3), st.sampled_from((0, 2, 4)))
def test_entries_make_a_list_at_any_indent(entries: list[dict[str, Any]], indent: int) -> None:
    assert value_of("items:\n" + "".join(entry(each, indent) for each in entries))["items"] == entries


@given(texts)
def test_a_text_alone_is_one_line(text: str) -> None:
    assert "\n" not in scalar(text)


def test_the_style_of_the_house() -> None:
    item = {
        "id": "exit-code",
        "type": "single-choice",
        "stem": "What does `cedu validate` return?\n\nMind the *code*.",
        "points": 1.5,
        "choices": [
            {"id": "one", "text": "1", "correct": True},
            {"id": "zero", "text": "0, as ever", "feedback": "0 means\n\nnothing: really"},
        ],
        "tags": ["command-line", "ci"],
        "imported": {"format": "gift", "id": "q1", "digest": "0e1"},
    }
    assert emit({"id": "first", "title": "First: steps", "items": [item]}) == (
        """\
id: first
title: "First: steps"
items:
  - id: exit-code
    type: single-choice
    stem: |-
      What does `cedu validate` return?

      Mind the *code*.
    points: 1.5
    choices:
      - {id: one, text: "1", correct: true}
      - id: zero
        text: "0, as ever"
        feedback: |-
          0 means

          nothing: really
    tags: [command-line, ci]
    imported: {format: gift, id: q1, digest: "0e1"}
"""
    )


def test_long_lines_are_broken_where_a_list_or_mapping_can_be() -> None:
    assert emit({"feedback": {"correct": "a " * 50 + "b", "incorrect": "c"}}).count("\n") == 3
    assert emit({"answers": ["word " * 24 + "a", "b"]}).count("\n") == 3
    assert emit({"empty": [], "none": {}, "nothing": None}) == "empty: []\nnone: {}\nnothing: null\n"


def test_controls_and_half_characters_are_left_out() -> None:
    assert writable("a\x00b\x85c\ud800d\te\n") == "abcd\te\n"
