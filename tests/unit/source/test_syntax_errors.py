"""What is said of broken YAML, by what an author most likely did."""

import pytest

from cedu.source.text import read


@pytest.mark.parametrize(
    ("written", "place", "said"),
    [
        ("a:\n  - b: 1\n   c: 2\n", (3, 4), "indentation"),
        ("a: 1\n  b: 2\n", (2, 4), "indentation"),
        ("a: B: c\n", (1, 5), "a second colon"),
        ("a: 'it's'\n", (1, 8), "goes on after its end"),
        ("a: - b\n", (1, 4), "a `- ` stands where"),
        ("a:\tb: 1\n-\tc: 1\n", (1, 5), "a second colon"),
        ("- \tc: 1\n", (1, 3), "a tab"),
        ("a: `b`\n", (1, 4), "can't start with this character"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", (2, 1), "not merged"),
        ("a: |\n  one\n<<<<<<< HEAD\n  two\n=======\n  2\n>>>>>>> theirs\n", (3, 1), "not merged"),
    ],
)
def test_a_mistake_is_named_at_its_place(written: str, place: tuple[int, int], said: str) -> None:
    document, findings = read("x.yaml", written.encode())
    assert document is None
    (finding,) = findings
    assert (finding.span.line, finding.span.column) == place
    assert said in finding.message
    assert finding.hint


def test_a_line_that_only_libyaml_sees_has_a_place_all_the_same() -> None:
    _, (finding,) = read("x.yaml", "a: 1\u2028b:2\u2028c: 3\n".encode())
    assert finding.span.line in (1, 2)
