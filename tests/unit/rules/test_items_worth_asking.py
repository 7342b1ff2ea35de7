"""CE402 and CE410 to CE427: where the line is drawn between a good item and one that is not worth asking."""

import json
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from cedu.diagnostics import Finding
from cedu.model.outline import ItemOutline
from cedu.rules import near_duplicate

Found = Callable[..., list[Finding]]
Files = dict[str, str | bytes]


def single(stem: str, *choices: str, **more: object) -> dict[str, Any]:
    """A single-choice item; a choice that starts with `*` is right."""
    written = [
        {"id": f"c{place}", "text": text.removeprefix("*"), **({"correct": True} if text.startswith("*") else {})}
        for place, text in enumerate(choices)
    ]
    return {"type": "single-choice", "stem": stem, "choices": written, **more}


def bank(*items: dict[str, Any], id: str = "b", **more: object) -> Files:
    """A bank, as JSON, which is YAML."""
    numbered = [{"id": f"i{number}", **item} for number, item in enumerate(items)]
    return {f"{id}.bank.yaml": json.dumps({"id": id, "title": "B", **more, "items": numbered}, ensure_ascii=False)}


def exam(**more: object) -> Files:
    fields = {"id": "e", "title": "E", "purpose": "summative", "stakes": "certification", **more}
    return {"e.assessment.yaml": json.dumps(fields)}


GOOD = ("Linux", "*Windows", "Plan 9")

# What reads language.

LANGUAGE: list[tuple[str, dict[str, Any], bool]] = [
    ("CE414", single("Which?", "A log", "*All of the above"), True),
    ("CE414", single("Which?", "A log", "None of these."), True),
    ("CE414", single("Which?", "A log", "Both A and C"), True),
    ("CE414", single("Which?", "A log", "A, B and C"), True),
    ("CE414", single("Which?", "A log", "Neither of the above answers is correct"), True),
    ("CE414", single("Which?", "A log", "None of the files in the folder"), False),
    ("CE414", single("Which?", "A log", "A and an index"), False),
    ("CE414", single("Which?", "A log", "All"), False),
    ("CE415", single("When?", "It always asks you", "*When a file is old"), True),
    ("CE415", single("When?", "Never", "*Sometimes", "Always"), False),
    ("CE415", single("When?", "It always asks you", "*It never asks you"), False),
    ("CE415", single("What is always so?", "It is always on", "*It has a name"), False),
    ("CE415", single("Which line?", "the line `if: always()` at the end", "*the line with the name"), False),
    ("CE416", single("Which of these is not a command?", *GOOD), True),
    ("CE416", single("All of these are commands except", *GOOD), True),
    ("CE416", single("Which command can't be undone?", *GOOD), True),
    ("CE416", single("A draft is not", *GOOD), True),
    ("CE416", single("Which of these is **not** a command?", *GOOD), False),
    ("CE416", single("Which of these is NOT a command?", *GOOD), False),
    ("CE416", single("Which of these ***is not*** a command?", *GOOD), False),
    ("CE416", single("What do you do when it does not start?", *GOOD), False),
    ("CE416", single("Why does it not start?", *GOOD), False),
    ("CE416", single("It does not start. What do you do first?", *GOOD), False),
    ("CE416", single("Which operator stands for `not`?", *GOOD), False),
    ("CE416", single("Which part helps a learner who can't hear?", *GOOD), False),
    ("CE416", single("What is not only fast, but right?", *GOOD), False),
    ("CE417", single("The installer:", *GOOD), True),
    ("CE417", single("The installer has a menu with three entries.", *GOOD), True),
    ("CE417", single("What does the installer do?", *GOOD), False),
    ("CE417", single("Choose a system.", *GOOD), False),
    ("CE417", single("You see three systems. Name the oldest.", *GOOD), False),
    ("CE417", single("The installer runs on the system called", *GOOD), False),
    ("CE417", single("It runs on ___.", *GOOD), False),
    ("CE417", single("It needs a network.", "*True", "False"), False),
    ("CE418", single("What it unpacks is an", "folder", "*archive", "program"), True),
    ("CE418", single("What it unpacks is a", "*folder", "index", "archive"), True),
    ("CE418", single("What it unpacks is a(n)", "folder", "*archive", "program"), False),
    ("CE418", single("What it unpacks is an", "index", "*archive", "program"), False),
    ("CE418", single("It was built by a", "*user", "union", "one-man team"), False),
    ("CE418", single("The parts of it are", "*levers", "motor", "valve"), True),
    ("CE418", single("The parts of it are", "*levers", "motors", "valve"), False),
    ("CE418", single("It sends an", "HTTP request", "*SSH key", "file"), False),
]


@pytest.mark.parametrize(("code", "item", "is_found"), LANGUAGE)
def test_wording(found: Found, code: str, item: dict[str, Any], is_found: bool) -> None:
    assert bool(found(code, bank(item))) is is_found


@pytest.mark.parametrize(("code", "item"), [(code, item) for code, item, is_found in LANGUAGE if is_found])
def test_nothing_is_said_of_another_language(found: Found, code: str, item: dict[str, Any]) -> None:
    assert not found(code, bank(item, language="de"))
    assert found(code, bank(item, language="en-GB"))


def test_the_organizations_language_counts_where_a_file_has_none(found: Found) -> None:
    german = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X, language: de}\n"
    assert not found("CE414", {"cedu.yaml": german, **bank(single("Which?", "A log", "*All of the above"))})


# What does not.


@pytest.mark.parametrize(
    ("code", "item", "is_found"),
    [
        ("CE410", single("S?", "x", "*x"), True),
        ("CE410", single("S?", "It stops.", "*It  stops"), True),
        ("CE410", single("S?", "`-v`", "*`-V`"), False),
        ("CE410", single("S?", "![](a.png)", "*![](b.png)"), False),
        ("CE410", {"type": "ordering", "stem": "S?", "sequence": [{"id": "a", "text": "Save"}, {"id": "b", "text": "Save"}]}, True),
        (
            "CE410",
            {
                "type": "matching",
                "stem": "S?",
                "pairs": [{"id": "a", "premise": "P", "response": "R"}, {"id": "b", "premise": "Q", "response": "R"}],
                "distractors": [{"id": "c", "response": "R"}],
            },
            True,
        ),
        (
            "CE410",
            {
                "type": "matching",
                "stem": "S?",
                "pairs": [{"id": "a", "premise": "P", "response": "R"}, {"id": "b", "premise": "Q", "response": "R"}],
            },
            False,
        ),
        ("CE411", single("Where does it put the file?", "*Here", "Where does it put the file"), True),
        ("CE411", single("Pump", "*pump", "valve"), True),
        ("CE411", single("The pump is", "*The pump is large", "small"), False),
        ("CE412", single("S?", "short", "*" + "long " * 8), True),
        ("CE412", single("S?", "short and long enough to be no cue", "*" + "long " * 8), False),
        ("CE412", single("S?", "`x`", "*`abc def ghi`"), False),
        ("CE419", single("S?", "1-10", "*10-20", "21-30"), True),
        ("CE419", single("S?", "1–10", "*11–20", "more than 20"), False),
        ("CE419", single("S?", "up to 5 %", "*5 to 9 %", "10 % or more"), True),
        ("CE419", single("S?", "less than 5", "*5 to 9", "over 9"), False),
        ("CE419", single("S?", "10-20 m", "*10-20 km"), False),
        ("CE419", single("S?", "1.4.2", "*1.4.3"), False),
        ("CE419", single("S?", "1.0.0.0 - 126.255.255.255", "*10.0.0.0 - 10.255.255.255"), False),
        ("CE419", single("S?", "192-168", "*168-170"), False),
        ("CE420", single("S?", "*a", "b"), True),
        ("CE420", single("S?", "*a", "b", "c"), False),
        ("CE420", single("S?", "*a", "b", "c", "d", "e", "f", "g"), True),
        ("CE426", {"type": "essay", "stem": "Explain it. " * 20}, False),
        ("CE427", single("S?", "*the log", "the index", hint="Look into the log."), True),
        ("CE427", single("S?", "*the log", "the index", hint="The log and the index are files."), False),
        ("CE427", single("S about the log?", "*the log", "an index", hint="Look into the log."), False),
        ("CE427", {"type": "number", "stem": "S?", "answer": 42, "hint": "It is 42."}, True),
        ("CE427", {"type": "number", "stem": "S?", "answer": 42, "hint": "It is below 420."}, False),
        ("CE427", {"type": "short-text", "stem": "S?", "answers": ["cat"], "hint": "Think of categories."}, False),
    ],
)
def test_choices(found: Found, code: str, item: dict[str, Any], is_found: bool) -> None:
    assert bool(found(code, bank(item))) is is_found


@pytest.mark.parametrize(
    ("right", "count", "is_found"), [(0, 5, True), (0, 4, False), (None, 12, False), (2, 30, True), (1, 1000, True), (None, 1000, False)]
)
def test_a_favourite_place_is_told_from_chance(found: Found, right: int | None, count: int, is_found: bool) -> None:
    items = []
    for number in range(count):
        choices = ["a", "b", "c", "d"]
        place = number % 4 if right is None else right
        choices[place] = f"*{choices[place]}"
        items.append(single(f"Question {number}?", *choices, shuffle=False))
    assert bool(found("CE413", bank(*items))) is is_found
    assert not found("CE413", bank(*({**item, "shuffle": True} for item in items)))


# Items that ask the same.

LONG = (
    "A customer has moved the folder with all the backups of the last quarter to another disk and the restore fails at once: what is first?"
)


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        (single("Which system?", *GOOD), single("**Which** system", *reversed(GOOD)), True),
        (single("Which system?", *GOOD), single("Which system?", "*Linux", "Windows"), False),
        (single("Which system is the older one?", *GOOD), single("Which system is the newer one?", *GOOD), False),
        (single("What is 2 times 3?", "5", "*6"), single("What is 3 times 2?", "*6", "7"), True),
        (single("What is 2 times 3?", "5", "*6"), single("What is 1 times 6?", "*6", "7"), False),
        (single(LONG, *GOOD), single(LONG.replace("at once", "immediately"), *GOOD), True),
        (single(LONG, *GOOD), single(f"{LONG} Think of the index and of the settings before you change permissions.", *GOOD), False),
        ({"type": "true-false", "stem": "It runs.", "answer": True}, {"type": "true-false", "stem": "It runs.", "answer": False}, False),
        (
            {"type": "true-false", "stem": "It runs.", "answer": True},
            {"type": "true-false", "stem": "It does not run.", "answer": True},
            False,
        ),
        ({"type": "essay", "stem": "語を説明せよ"}, {"type": "essay", "stem": "語を説明せよ"}, True),
        ({"type": "essay", "stem": "?"}, {"type": "essay", "stem": "!"}, False),
    ],
)
def test_items_that_ask_the_same(found: Found, one: dict[str, Any], other: dict[str, Any], is_found: bool) -> None:
    assert bool(found("CE421", {**bank(one, id="a"), **bank(other, id="b")})) is is_found


@pytest.mark.parametrize("kind", ["few hashes", "all alike", "all short"])
def test_nobody_is_compared_with_everybody(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where many share their words, and where all ask the same: two comparisons an item at most."""
    dice = random.Random(421)
    count = 10_000
    sketches: list[tuple[int, ...]] = [(1,)] * count
    if kind != "all short":
        sketches = [(1, 20, *(dice.randrange(3) if kind == "few hashes" else place for place in range(8))) for _ in range(count)]
    items = tuple(ItemOutline(f"i{n}", "essay", "", "easy", 1, 0, 0, 0, 0, sketch, "b.yaml", n, 1, 1) for n, sketch in enumerate(sketches))
    bank = SimpleNamespace(items=items, status="active", path="b.yaml")
    compared = []

    def counted(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        compared.append(one)
        return alike(one, other)

    alike = near_duplicate._alike
    monkeypatch.setattr(near_duplicate, "_alike", counted)
    found = list(near_duplicate.check(SimpleNamespace(outlines={("bank", "b"): bank}), None))  # type: ignore[arg-type]
    assert len(compared) <= 2 * count
    assert kind == "few hashes" or len(found) == count - 1


# What an exam is made of.


def pool(count: int, difficulty: str = "medium", start: int = 0) -> list[dict[str, Any]]:
    return [single(f"Question {start + number}?", *GOOD, difficulty=difficulty) for number in range(count)]


def draws(count: int, **more: object) -> dict[str, Any]:
    return {"blueprint": {"draws": [{"bank": "b", "count": count, **more}]}}


@pytest.mark.parametrize(
    ("easy", "hard", "count", "is_found"),
    [(10, 10, 5, True), (10, 10, 20, False), (100, 100, 60, True), (100, 100, 90, False), (20, 0, 5, False)],
)
def test_an_exam_that_is_harder_for_some(found: Found, easy: int, hard: int, count: int, is_found: bool) -> None:
    files = bank(*pool(easy, "easy"), *pool(hard, "hard", easy))
    assert bool(found("CE422", {**files, **exam(**draws(count))})) is is_found
    assert not found("CE422", {**files, **exam(**draws(count, difficulty="easy"))})
    assert not found("CE422", {**files, **exam(**draws(count), stakes="practice")})


@pytest.mark.parametrize(
    ("size", "count", "attempts", "is_found"), [(10, 5, 2, False), (9, 5, 2, True), (9, 5, 1, False), (9, 5, None, False)]
)
def test_a_pool_for_every_attempt(found: Found, size: int, count: int, attempts: int | None, is_found: bool) -> None:
    files = {**bank(*pool(size)), **exam(**draws(count), **({"attempts": attempts} if attempts else {}))}
    assert bool(found("CE423", files)) is is_found


ESSAY = {"id": "x", "type": "essay", "stem": "Why?", "points": 3}
TYPED = {"id": "y", "type": "short-text", "stem": "What?", "answers": ["x"]}


@pytest.mark.parametrize(
    ("items", "more", "is_found"),
    [
        ([ESSAY, TYPED], {"passing_score": 26}, True),
        ([ESSAY, TYPED], {"passing_score": 25}, False),
        ([ESSAY, TYPED], {"passing_score": 80, "stakes": "certification"}, False),
        ([ESSAY, TYPED], {}, False),
        (
            [{"id": "p", "type": "scale", "stem": "S?", "steps": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}],
            {"passing_score": 1},
            True,
        ),
        ([{"id": "p", "type": "passage", "stem": "S"}, TYPED], {"passing_score": 100}, False),
    ],
)
def test_what_can_be_reached_without_a_person(found: Found, items: list[dict[str, Any]], more: dict[str, Any], is_found: bool) -> None:
    assert bool(found("CE424", exam(**{"stakes": "graded", "items": items, **more}))) is is_found


@pytest.mark.parametrize(
    ("count", "passing_score", "attempts", "expected"),
    [
        (10, 30, 1, "70%"),
        (10, 80, 1, None),
        (3, 60, 1, "26%"),
        (3, 60, 3, "59% in 3 attempts"),
        (40, 50, 1, None),
        (10, 0, 1, "everybody passes"),
    ],
)
def test_the_probability_to_pass_by_guessing(found: Found, count: int, passing_score: int, attempts: int, expected: str | None) -> None:
    """Of three choices each: 1 - (2/3)^10 - 10 (1/3) (2/3)^9 - 45 (1/9) (2/3)^8 = 0.70; 3 (1/9) (2/3) + 1/27 = 0.26."""
    files = exam(passing_score=passing_score, attempts=attempts, items=[{"id": f"i{n}", **item} for n, item in enumerate(pool(count))])
    messages = [finding.message for finding in found("CE425", files)]
    assert len(messages) == (expected is not None)
    assert expected is None or expected in messages[0]


def test_a_draw_counts_with_its_average_item(found: Found) -> None:
    files = {**bank(*pool(10), *({**TYPED, "id": f"t{n}", "stem": f"What {n}?"} for n in range(10))), **exam(**draws(10), passing_score=50)}
    assert not found("CE425", files)
    assert found("CE425", {**files, **exam(**draws(3), passing_score=30)})


@pytest.mark.parametrize("blueprint", [{"draws": [{"percent": 100}]}, {"total": 20, "draws": [{"percent": 1}, {"percent": 99}]}])
def test_a_draw_of_nothing_is_said_once(found: Found, blueprint: dict[str, Any]) -> None:
    files = exam(passing_score=50, attempts=2, blueprint=blueprint, items=[{"id": f"i{n}", **item} for n, item in enumerate(pool(40))])
    assert len(found("CE306", files)) == 1
    assert not [finding for code in ("CE422", "CE423", "CE424", "CE425", "CE426") for finding in found(code, files)]


def test_of_formative_items_without_feedback_all_are_named_once(found: Found) -> None:
    items = [{"id": f"i{n}", **item} for n, item in enumerate(pool(7))]
    items[1]["feedback"] = {"correct": "Well"}
    items[2]["choices"][0]["feedback"] = "No"
    files = exam(purpose="formative", stakes="practice", items=[*items, ESSAY])
    (finding,) = found("CE402", files)
    assert finding.message == "`i0`, `i3`, `i4`, `i5`, `i6` give no feedback, and the assessment is formative"
    assert not found("CE402", exam(purpose="diagnostic", stakes="practice", items=items))
