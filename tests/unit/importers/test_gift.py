"""GIFT, with each piece of syntax that Moodle's documentation and its reader have."""

from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source, open_source
from cedu.importers import Imported, ImportedItem, importers
from cedu.items import lift

GIFT = importers()["gift"]
SAMPLES = Path(__file__).parent / "samples" / "gift"


@pytest.fixture(scope="module")
def sample() -> Imported:
    return GIFT.read(open_source(SAMPLES / "documented.gift"))


def read(text: str) -> Imported:
    return GIFT.read(Source("a.gift", {"a.gift": text.encode()}))


def only(text: str) -> ImportedItem:
    found = read(text)
    assert found.notes == (), found.notes
    ((item,),) = (group.items for group in found.items)
    return item


def fields(text: str) -> dict[str, Any]:
    return lift(only(text).interaction)


def notes(text: str) -> list[tuple[int, str, str]]:
    return [(note.place.line, note.kind, note.text) for note in read(text).notes]


def at(sample: Imported, line: int) -> ImportedItem:
    (found,) = (item for group in sample.items for item in group.items if item.place.line == line)
    return found


EXPECTED: dict[int, dict[str, Any]] = {
    5: {
        "type": "single-choice",
        "choices": [
            {"id": "a", "text": "China", "correct": True, "feedback": "Yes: since the Tang at least."},
            {"id": "b", "text": "Japan", "feedback": "Monks brought it there."},
            {"id": "c", "text": "India"},
        ],
    },
    12: {
        "type": "gap-choice",
        "gaps": [
            {
                "id": "a",
                "choices": [
                    {"id": "a", "text": "fermented"},
                    {"id": "b", "text": "unfermented", "correct": True},
                    {"id": "c", "text": "smoked"},
                ],
            }
        ],
    },
    15: {
        "type": "multiple-choice",
        "choices": [
            {"id": "a", "text": "Tieguanyin", "correct": True},
            {"id": "b", "text": "Da Hong Pao", "correct": True},
            {"id": "c", "text": "Sencha"},
            {"id": "d", "text": "Assam"},
        ],
    },
    22: {"type": "true-false", "answer": False},
    24: {"type": "true-false", "answer": True},
    26: {"type": "short-text", "answers": ["Lu Yu", "Yu Lu"], "patterns": [".*Kakuzo.*"]},
    28: {"type": "number", "answer": 1.5, "tolerance": 0.5},
    30: {"type": "number", "lowest": 70, "highest": 80},
    32: {"type": "number", "answer": 12, "tolerance": 2},
    38: {
        "type": "matching",
        "pairs": [
            {"id": "a", "premise": "mate", "response": "Argentina"},
            {"id": "b", "premise": "chai", "response": "India"},
            {"id": "c", "premise": "matcha", "response": "Japan"},
        ],
        "distractors": [{"id": "spare-a", "response": "Norway"}],
    },
    45: {"type": "essay"},
    47: {"type": "essay"},
    49: {"type": "passage"},
    53: {
        "type": "single-choice",
        "choices": [{"id": "a", "text": "{1} = #2", "correct": True}, {"id": "b", "text": "~half"}, {"id": "c", "text": "a -> b"}],
    },
    59: {
        "type": "single-choice",
        "choices": [{"id": "a", "text": "**four**", "correct": True}, {"id": "b", "text": "2 < 3"}, {"id": "c", "text": "**8**"}],
    },
    66: {"type": "single-choice", "choices": [{"id": "a", "text": "boils", "correct": True}, {"id": "b", "text": "freezes"}]},
    73: {"type": "gap-text", "gaps": [{"id": "a", "answers": ["oolong", "wulong"]}]},
    76: {
        "type": "ordering",
        "sequence": [{"id": id, "text": text} for id, text in zip("abcd", ("pick", "wither", "roll", "dry"), strict=True)],
    },
}


@pytest.mark.parametrize("line", EXPECTED)
def test_each_piece_of_syntax(sample: Imported, line: int) -> None:
    assert lift(at(sample, line).interaction) == EXPECTED[line]


def test_names_ids_and_tags(sample: Imported) -> None:
    named, unnamed, with_id = at(sample, 5), at(sample, 12), at(sample, 15)
    assert (named.ident, named.id, named.place.what) == ("Where tea comes from", "Where tea comes from", "Where tea comes from")
    assert (unnamed.ident, unnamed.id, unnamed.place.what) == ("", "", "Green tea is")
    assert (with_id.ident, with_id.id, with_id.difficulty, with_id.tags) == ("two-right", "two-right", "easy", ("leaves", "Tea"))
    assert at(sample, 53).ident == "Signs: all of them"


def test_a_category_is_an_objective_or_a_tag(sample: Imported) -> None:
    assert (at(sample, 5).objective, at(sample, 5).tags) == ("", ("Tea",))
    assert (at(sample, 53).objective, at(sample, 53).tags) == ("tea.brewing", ())


@pytest.mark.parametrize(
    "named", ["$course$/top/Default for Tea 101", "top/Default for Tea", "$course$/top/Standard für Tee", "Default for T"]
)
def test_the_default_category_is_no_tag(named: str) -> None:
    ((item,),) = (group.items for group in read(f"$CATEGORY: {named}\n\n::q:: Is it?{{T}}").items)
    assert (item.objective, item.tags) == ("", ())


def test_texts_with_signs_and_formats(sample: Imported) -> None:
    assert at(sample, 12).stem == "Green tea is [[a]] tea."
    assert at(sample, 49).stem == r"Water first\\, then leaves: this asks nothing."
    assert at(sample, 53).stem == "What does { ~ = # : } mean in \\*this\\*\nline?"
    assert at(sample, 59).stem == "What is *x²* for `x = 2`?"


def test_feedback(sample: Imported) -> None:
    said = {line: (at(sample, line).correct, at(sample, line).incorrect) for line in (5, 24, 26, 30, 32, 47)}
    assert said == {
        5: ("It was a medicine at first.", "It was a medicine at first."),
        24: ("Two leaves and a bud.\n\nSome machines are good.", "Machines break them.\n\nSome machines are good."),
        26: ("The family's name comes first.\n\nHe wrote another.", ""),
        30: ("Right, not boiling.", ""),
        32: ("Strong enough.", "Weigh it."),
        47: ("Somebody reads it.", "Somebody reads it."),
    }


def test_what_is_changed_and_refused_is_said_with_its_line(sample: Imported) -> None:
    assert [(note.place.line, note.place.what, note.kind, note.text) for note in sample.notes] == [
        (15, "Two of them", "changed", "a wrong choice costs everything: only the exact set of right choices counts"),
        (26, "Who wrote the first book about tea?", "changed", "the answer `Lu`, which earned 50 percent, was left out"),
        (26, "Who wrote the first book about tea?", "changed", "what was said of each right answer became one text"),
        (32, "Several numbers", "changed", "the answer `12:5`, which earned 50 percent, was left out"),
        (76, "Order", "changed", "a part of the right order, which earned a part, earns nothing"),
        (84, "::No arrow::Match these {=a -> b =c ~d", "refused", "its braces don't fit each other"),
        (86, "::Half a brace::This } is not {", "refused", "its braces don't fit each other"),
        (88, "No key", "changed", "a choice without a text became a dash"),
        (88, "No key", "changed", "a choice that earned a part earns nothing"),
        (88, "No key", "changed", "a wrong choice that cost points costs nothing"),
        (90, "One pair", "refused", "it has fewer than two pairs to match"),
    ]


@pytest.mark.parametrize("word", ["T", "TRUE", "F", "FALSE"])
def test_truths(word: str) -> None:
    assert fields(f"So.{{ {word} }}") == {"type": "true-false", "answer": word.startswith("T")}


def test_what_follows_a_truth_is_said_after_a_wrong_answer_first() -> None:
    item = only("So.{FALSE#No, it is so.#Yes, it is not.}")
    assert (item.incorrect, item.correct) == ("No, it is so.", "Yes, it is not.")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("#5", {"answer": 5}),
        ("#-3.5:0.25", {"answer": -3.5, "tolerance": 0.25}),
        ("#=3:2", {"answer": 3, "tolerance": 2}),
        ("#-2..2", {"lowest": -2, "highest": 2}),
        ("#1e3", {"answer": 1000}),
        ("#=%100%7:1", {"answer": 7, "tolerance": 1}),
    ],
)
def test_numbers(answers: str, expected: dict[str, Any]) -> None:
    assert fields(f"How many?{{{answers}}}") == {"type": "number", **expected}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"a \\ b", r"a \\ b"),
        (r"1 \= 2", "1 = 2"),
        (r"C\:\\tea", r"C:\tea"),
        (r"one\ntwo", "one\\\ntwo"),
        ("[plain]*so*", r"\*so\*"),
        ("[markdown]*so*", "*so*"),
        ("[html]<b>so</b> &amp; so", "**so** & so"),
        ("[unknown]so", "[unknown]so"),
    ],
)
def test_escapes_and_formats(written: str, text: str) -> None:
    assert only(f"{written}{{=a ~b}}").stem == text


def test_comments_are_left_out_wherever_they_stand() -> None:
    found = read("// first\nWhat?{\n// [id:x] inside\n=a\n  // ~b\n~c\n}\n// last\n\n// alone\n")
    ((item,),) = (group.items for group in found.items)
    assert (item.ident, item.place.line) == ("x", 2)
    assert [choice["text"] for choice in lift(item.interaction)["choices"]] == ["a", "c"]


def test_a_question_ends_at_a_blank_line_and_at_a_category() -> None:
    found = read("One{T}\n \t\nTwo{F}\n$CATEGORY: x/Y\nThree{T}\n")
    assert [(item.stem, item.tags) for group in found.items for item in group.items] == [("One", ()), ("Two", ()), ("Three", ("Y",))]


@pytest.mark.parametrize("text", ["A{=a ~b}\r\n\r\nB{T}\r\n", "A{=a ~b}\r\rB{T}", "\ufeffA{=a ~b}\n\nB{T}"])
def test_any_end_of_line_and_a_mark_at_the_start(text: str) -> None:
    assert [item.stem for group in read(text).items for item in group.items] == ["A", "B"]


def test_other_encodings() -> None:
    found = GIFT.read(open_source(SAMPLES / "windows.txt"))
    ((item,),) = (group.items for group in found.items)
    assert (item.ident, item.stem) == ("Café", "Qu'est-ce que c'est?")
    wide = GIFT.read(Source("a.gift", {"a.gift": "Thé?{=oui ~non}".encode("utf-16")}))
    assert wide.items[0].items[0].stem == "Thé?"


def test_a_gap_that_no_item_can_have_is_a_line() -> None:
    item = only("It boils at {#100:1} degrees.")
    assert item.stem.replace("\\", "") == "It boils at _____ degrees."
    assert lift(item.interaction) == {"type": "number", "answer": 100, "tolerance": 1}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("What?{#ten}", 1, "`ten` is no number"),
        ("\n\n{=a ~b}", 3, "it asks nothing: its text is empty"),
        ("What?{~a ~b}", 1, "no choice is right"),
        ("What?{=a =b ~c}", 1, "2 choices are right, of which one may be chosen"),
        ("What?{=a -> b =c =d -> e}", 1, "`c` has no `->`"),
        ("What?{=*}", 1, "it has no answer that is wholly right and not just `*`"),
        ("What?{=a ~b", 1, "its braces don't fit each other"),
    ],
)
def test_what_is_refused(text: str, line: int, reason: str) -> None:
    ((place, kind, said), *_) = [note for note in notes(text) if note[1] == "refused"]
    assert (place, kind, said) == (line, "refused", reason)


def test_a_brace_that_was_left_open_ends_at_the_next_question() -> None:
    found = read("::a::What?{=a ~b\n\n::b::What?{=a ~b}\n")
    assert [item.ident for group in found.items for item in group.items] == ["b"]
    assert [note.place.line for note in found.notes] == [1]


def test_what_never_ends_is_read_in_no_time() -> None:
    assert len(read("{=a\n\n" * 20_000).notes) == 1
    assert len(read("// " + "[tag:" * 20_000 + "\na{}").items) == 1


def test_recognised_by_its_name_or_its_braces() -> None:
    def sure(name: str, content: bytes) -> float:
        return GIFT.recognises(Source(name, {name: content}))

    assert sure("a.gift", b"") > 0.9
    assert sure("a.txt", b"::a::What?{=a ~b}") > 0.8
    assert sure("a.txt", b"What?{T}") > 0.5
    assert sure("a.txt", b"if (a) { b(); }") == 0
    assert sure("a.xml", b"<a>{=b}</a>") == 0
