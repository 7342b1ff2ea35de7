"""Aiken, as Moodle's documentation has it."""

from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source, open_source
from cedu.importers import Imported, importers
from cedu.items import lift

AIKEN = importers()["aiken"]
SAMPLES = Path(__file__).parent / "samples" / "aiken"


def read(text: str) -> Imported:
    return AIKEN.read(Source("a.txt", {"a.txt": text.encode()}))


def choices(*texts: str, key: int) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"id": chr(ord("a") + place), "text": text} for place, text in enumerate(texts)]
    made[key]["correct"] = True
    return made


def test_what_is_documented() -> None:
    found = AIKEN.read(open_source(SAMPLES / "documented.txt"))
    (bank,) = found.items
    assert (bank.ident, bank.title, bank.settings) == ("documented", "documented", None)
    assert [(item.place.line, item.ident, item.stem) for item in bank.items] == [
        (1, "", "Is it hard to brew tea?"),
        (7, "", "Which of these\nis written in two lines?"),
        (13, "", "What follows the letter?\na) is no choice"),
    ]
    assert [lift(item.interaction) for item in bank.items] == [
        {"type": "single-choice", "choices": made}
        for made in (
            choices("It depends on the leaves.", "Not if the water is warm & clean.", r"Yes; 2 < 3 \*always\*", key=1),
            choices("this", "that", key=0),
            choices("one", "two", key=1),
        )
    ]
    assert [(note.place.line, note.kind, note.text) for note in found.notes] == [
        (7, "changed", "its text stood in several lines, of which Moodle would read the last"),
        (13, "changed", "of `ANSWER: B and no more` the first letter counts"),
        (13, "changed", "its text stood in several lines, of which Moodle would read the last"),
        (18, "refused", "it has no line with `ANSWER:`"),
        (21, "refused", "there is no choice `A`"),
        (23, "refused", "it asks nothing: there is no text before its choices"),
        (25, "refused", "there is no choice `E`"),
        (29, "refused", "it asks nothing: there is no text before its choices"),
    ]


def test_windows_ends_of_lines() -> None:
    found = AIKEN.read(open_source(SAMPLES / "windows.txt"))
    assert found.notes == ()
    assert [item.stem for item in found.items[0].items] == ["Which line ends like this?"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What?\nA) a\nANSWER: A\n", "it has fewer than two choices"),
        ("What?\nA) a\nA) b\nANSWER: A\n", "several choices have the letter `A`"),
        ("What?\nA) a\nB) b\nANSWER: b\n", "there is no choice `b`"),
        ("What?\nA) a\nB) b\nANSWER:\n", "there is no choice ``"),
        ("\n\n", "there is no question in it"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    found = read(text)
    assert (found.items, [(note.kind, note.text) for note in found.notes]) == ((), [("refused", reason)])


def test_a_choice_without_a_text_is_a_dash() -> None:
    found = read("What?\nA)\nB) b\nANSWER: B\n")
    assert lift(found.items[0].items[0].interaction)["choices"] == choices("—", "b", key=1)
    assert [note.text for note in found.notes] == ["a choice without a text became a dash"]


def test_recognised_by_its_letters_and_its_answers() -> None:
    def sure(name: str, content: bytes) -> float:
        return AIKEN.recognises(Source(name, {name: content}))

    assert sure("a.txt", b"What?\r\nA) a\r\nB) b\r\nANSWER: A\r\n") > 0.8
    assert sure("a.txt", b"What?\nA) a\nB) b\n") == 0
    assert sure("a.md", b"What?\nA) a\nB) b\nANSWER: A\n") == 0
