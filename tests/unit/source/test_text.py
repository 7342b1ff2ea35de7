"""Reading YAML: the strict subset, its positions, and what strangers may send."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.diagnostics import Finding, Span
from cedu.source.text import DEEPEST, MOST_BYTES, MOST_NODES, Document, decode, ignored_codes, read

CURRICULA = Path(__file__).resolve().parents[3] / "curricula"


def document(text: str) -> Document:
    found, findings = read("x.yaml", text.encode())
    assert found is not None, findings
    assert findings == []
    return found


def refused(content: str | bytes) -> list[Finding]:
    found, findings = read("x.yaml", content.encode() if isinstance(content, str) else content)
    assert found is None
    assert findings
    return findings


def place(finding: Finding) -> tuple[str, int, int]:
    return finding.code, finding.span.line, finding.span.column


# What is written, and what is meant.


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("~", "~"),
        ("0", 0),
        ("-7", -7),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("1:30", "1:30"),
        ("1.", "1."),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2026-01-31", "2026-01-31"),
        ("2024-02-30", "2024-02-30"),
        ("1.0.0", "1.0.0"),
        ('"1"', "1"),
        ("'true'", "true"),
        ('""', ""),
        ("=", "="),
        ("12345678901234567890123", "12345678901234567890123"),
        ("[]", []),
        ("{}", {}),
        ("[1, two, {three: 3}]", [1, "two", {"three": 3}]),
    ],
)
def test_a_value_is_what_json_would_read_or_text(written: str, meant: object) -> None:
    value = document(f"key: {written}\n").value["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_block_texts_keep_or_fold_their_lines() -> None:
    assert document("a: |\n  one\n  two\nb: >-\n  one\n  two\n").value == {"a": "one\ntwo\n", "b": "one two"}


def test_windows_files_with_a_byte_order_mark_read_the_same() -> None:
    text = "id: a\nlist:\n  - one\n  - two\n"
    windows, findings = read("x.yaml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert findings == []
    assert windows is not None
    plain = document(text)
    assert windows.value == plain.value
    assert windows.origin.span("list", 1) == plain.origin.span("list", 1) == Span("x.yaml", 4, 5, 3)
    assert windows.origin.span("id") == plain.origin.span("id") == Span("x.yaml", 1, 5, 1)


# Where it is written.


def test_every_key_and_value_knows_its_place() -> None:
    origin = document("id: a\nmodules:\n  - id: one\n    lessons:\n      - {id: x, minutes: 10}\n").origin
    assert origin.span("modules", 0, "lessons", 0, "minutes") == Span("x.yaml", 5, 26, 2)
    assert origin.key("modules", 0, "lessons", 0, "minutes") == Span("x.yaml", 5, 17, 7)
    assert origin.key("modules") == Span("x.yaml", 2, 1, 7)
    assert origin.span("modules", 0, "id") == Span("x.yaml", 3, 9, 3)


def test_columns_count_characters_whatever_they_are() -> None:
    origin = document("ä: {ünï: 1, 𝒜𝒷: 2, 日本: [“a”, b], z: 3}\n").origin
    assert origin.span("ä", "𝒜𝒷") == Span("x.yaml", 1, 17, 1)
    assert origin.key("ä", "日本") == Span("x.yaml", 1, 20, 2)
    assert origin.span("ä", "日本", 1) == Span("x.yaml", 1, 30, 1)
    assert origin.span("ä", "z") == Span("x.yaml", 1, 37, 1)


def test_a_finding_after_characters_of_several_bytes_has_the_right_column() -> None:
    assert place(refused("“𝒜𝒷”: *x\n")[0]) == ("CE002", 1, 7)


# What is refused, and where.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c\n", [("CE001", 1, 5)]),
        ('a: "b\nc: d\n', [("CE001", 1, 4)]),
        ("a: [1, 2\nb: 3\n", [("CE001", 1, 4)]),
        ("a:\n  - {b: 1\n  - {b: 2}\n", [("CE001", 2, 5)]),
        ("a: 1\nb:2\nc: 3\n", [("CE001", 2, 1)]),
        ("a:\n\t- b\n", [("CE001", 2, 1)]),
        ("a: @b\n", [("CE001", 1, 4)]),
        ("a: 'it's'\n", [("CE001", 1, 8)]),
        ("a: 1\n  b: 2\n", [("CE001", 2, 4)]),
        ("a: \x07\n", [("CE001", 1, 4)]),
        ("%YAML 3.0\n---\na: 1\n", [("CE001", 1, 1)]),
        ("a: &b c\n", [("CE002", 1, 4)]),
        ("a: *b\n", [("CE002", 1, 4)]),
        ("a: &b [1]\nc: *b\n", [("CE002", 1, 4), ("CE002", 2, 4)]),
        ("*a : 1\n", [("CE002", 1, 1)]),
        ("&a b: 1\n", [("CE002", 1, 1)]),
        ("a: !!str 1\n", [("CE003", 1, 4)]),
        ("a: !include b.yaml\n", [("CE003", 1, 4)]),
        ("!!python/object/apply:os.system ['true']\n", [("CE003", 1, 1)]),
        ("a:\n  <<: {b: 1}\n", [("CE004", 2, 3)]),
        ("a: 1\nb: 2\na: 3\n", [("CE005", 3, 1)]),
        ("a: {b: 1, b: 2}\n", [("CE005", 1, 11)]),
        ("a: 1\n---\nb: 2\n", [("CE006", 2, 1)]),
        ("? [a, b]\n: 1\n", [("CE013", 1, 3)]),
        ("{a: 1}: 2\n", [("CE013", 1, 1)]),
        ("? \n: 1\n", [("CE013", 1, 2)]),
        ("", [("CE014", 1, 1)]),
        ("# nothing but this\n", [("CE014", 1, 1)]),
        ("---\n...\n", [("CE014", 1, 1)]),
    ],
)
def test_what_is_not_in_the_subset_is_refused_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [place(finding) for finding in refused(text)] == expected


def test_every_refusal_says_what_to_do() -> None:
    for text in ("a: b: c\n", "a: &b c\n", "a: !!str 1\n", "<<: {}\n", "a: 1\na: 2\n", "a: 1\n--- 1\n", "[]: 1\n", ""):
        assert all(finding.hint for finding in refused(text))


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("a: für".encode("cp1252"), 5),
        ("ä: für".encode() + b"\xff", 7),
        (b"a: \xed\xa0\x80", 4),
        ("a: 1".encode("utf-16"), 1),
        (b"a: \xc0\xaf", 4),
    ],
)
def test_what_is_not_utf8_is_refused_at_its_place(content: bytes, column: int) -> None:
    (finding,) = refused(content)
    assert place(finding) == ("CE007", 1, column)


def test_utf16_is_called_by_its_name() -> None:
    assert "UTF-16" in decode("x.md", "a".encode("utf-16"))[1][0].message


def test_depth_is_bounded() -> None:
    deepest = DEEPEST - 1
    assert document("a: " + "[" * deepest + "]" * deepest)
    assert place(refused("a: " + "[" * DEEPEST + "]" * DEEPEST)[0]) == ("CE008", 1, 3 + DEEPEST)


def test_the_number_of_values_is_bounded() -> None:
    assert refused("[" + "0," * MOST_NODES + "0]")[0].code == "CE009"
    assert document("[" + "0," * (MOST_NODES - 10) + "0]")


def test_the_size_is_bounded() -> None:
    assert place(refused("# " + "x" * MOST_BYTES)[0]) == ("CE010", 1, 1)


@pytest.mark.parametrize(
    ("text", "column"),
    [("title: C# basics #1\n", 18), ("- a #b\n", 5), ("k: [x #y\n  ]\n", 7), ("k: ä𝒜 #1\n", 7)],
)
def test_text_lost_to_a_comment_is_a_warning_at_the_sign(text: str, column: int) -> None:
    found, findings = read("x.yaml", text.encode())
    assert found is not None
    assert [place(finding) for finding in findings] == [("CE011", 1, column)]


@pytest.mark.parametrize(
    "text", ["title: a # remark\n", "title: 'a #1'\n", "title: a#1\n", "a: |\n  b #1\n", "# a #b\na: 1\n", 'a: "b" #c\n']
)
def test_a_real_comment_or_a_quoted_sign_is_not(text: str) -> None:
    document(text)


def test_comments_that_ignore_a_code_are_found_by_line() -> None:
    text = "a: 1\nb: 2 # cedu: ignore CE201\nc: 3 # cedu: ignore CE101, CE102\n<!-- cedu: ignore CE505 -->\n"
    assert ignored_codes(text) == {2: ("CE201",), 3: ("CE101", "CE102"), 4: ("CE505",)}


# What strangers may send.

BOMB = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {k: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "alias bomb": BOMB,
    "merge bomb": MERGE_BOMB,
    "alias to itself": "a: &a [*a]\n",
    "50 KB of [": "[" * 50_000,
    "50 KB of {": "{" * 50_000,
    "50 KB of [{": "[{" * 25_000,
    "50 KB of - ": "- " * 25_000,
    "50 KB of ? ": "? " * 25_000,
    "50 KB of : ": ": " * 25_000,
    "50 KB of {a:": "{a: " * 12_500,
    "50 KB of &a ": "&a " * 16_000,
    "50 KB of !a ": "!a " * 16_000,
    "50 KB of >": ">" * 50_000,
    "50 KB of |": "|\n" * 25_000,
    "50 KB of '": "'" * 50_001,
    '50 KB of "': '"' * 50_001,
    "50 KB of #": "#" * 50_000,
    "50 KB of  #a": "a" + " #a" * 16_000,
    "50 KB of %": "%a\n" * 16_000,
    "50 KB of ---": "---\n" * 12_500,
    "50 KB of NUL": "\0" * 50_000,
    "deep blocks": "".join(" " * depth + "a:\n" for depth in range(2000)),
    "deep lists": "".join(" " * depth + "-\n" for depth in range(2000)),
    "one long line": "a: " + "b " * 999_000,
    "one long key": "b" * 1_900_000 + ": 1",
    "many keys": "".join(f"k{number}: 1\n" for number in range(150_000)),
    "escapes": 'a: "' + "\\u0061" * 300_000 + '"',
    "surrogates": 'a: "\\ud800\\udc00"\n',
    "long number": "a: " + "9" * 1_000_000,
    "long exponent": "a: 1e" + "9" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_ends_in_a_value_or_a_finding_soon(name: str) -> None:
    content = HOSTILE[name].encode()
    start = time.process_time()
    found, findings = read("x.yaml", content)
    seconds = time.process_time() - start
    assert (found is None) == any(finding.code != "CE011" for finding in findings)
    # Megabytes take some tenths of a second; what grows with the square of its length would take minutes.
    assert seconds < 10


def test_bombs_are_refused_for_what_they_are() -> None:
    assert {finding.code for finding in refused(BOMB)} == {"CE002"}
    assert {finding.code for finding in refused(MERGE_BOMB)} == {"CE002", "CE004"}
    assert refused("[" * 50_000)[0].code == "CE008"


def check(content: bytes) -> None:
    """What holds for any bytes: a value or an error, places inside the file, and no exception."""
    found, findings = read("x.yaml", content)
    errors = [finding for finding in findings if finding.code != "CE011"]
    assert (found is None) == bool(errors)
    lines = (
        content.decode(errors="replace").count("\n") + content.count(b"\r") + content.count(b"\xc2\x85") + content.count(b"\xe2\x80") + 1
    )
    for finding in findings:
        assert 1 <= finding.span.line <= lines
        assert finding.span.column >= 1
        assert finding.span.length >= 1
        assert finding.message


@settings(max_examples=800, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    check(content)


@settings(max_examples=1200, deadline=None)
@given(st.text(alphabet="ab1 \n\t-:#?!&*[]{}|>'\"%@,.<~\\0\r=\ufeff\x85\u2028é𝒜", max_size=60))
def test_any_signs_of_yaml_are_read_or_refused(text: str) -> None:
    check(text.encode())


SIGNS = [
    "\n",
    " ",
    "  ",
    "\t",
    "- ",
    ": ",
    "# ",
    " #x",
    "? ",
    "&a ",
    "*a",
    "!t ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "<<: ",
    "---\n",
    "\x00",
    "é",
]


def mutated(text: str, random: random.Random) -> str:
    """`text` with some pieces deleted, doubled, moved, or signs of YAML put in."""
    for _ in range(random.randint(1, 4)):
        at, to = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        to = min(to, at + 40)
        match random.randrange(4):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:to] + text[at:to] + text[to:]
            case 2:
                text = text[:at] + random.choice(SIGNS) + text[at:]
            case _:
                where = random.randint(0, len(text))
                text = text[:where] + text[at:to] + text[where:]
    return text


def test_mutated_documents_are_read_or_refused() -> None:
    sources = [path.read_text(encoding="utf-8")[:3000] for path in sorted(CURRICULA.rglob("*.yaml"))]
    dice = random.Random(20261121)
    for _ in range(1500):
        check(mutated(dice.choice(sources), dice).encode())
