"""Quizzes on the site, in a browser: what is answered stays, in two windows, too; time limits, attempts, feedback, the keyboard alone."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.build import build
from cedu.player.budget import needs

HERE = Path(__file__).resolve().parent
# An item and a pair have a name that every object of JavaScript has.
FILES = {
    "cedu.yaml": "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\nbuild: {targets: [site]}\n",
    "course.yaml": """\
id: quizzes
title: Quizzes
summary: One of each.
version: 1.0.0
modules:
  - id: all
    title: All
    lessons:
      - {id: check, title: Check, type: quiz, assessment: check, minutes: 5}
      - {id: timed, title: Timed, type: quiz, assessment: timed, minutes: 5}
      - {id: strict, title: Strict, type: quiz, assessment: strict, minutes: 5}
""",
    "check.assessment.yaml": """\
id: check
title: Check
purpose: formative
stakes: practice
passing_score: 40
attempts: 2
shuffle: true
items:
  - id: one
    type: single-choice
    stem: One?
    choices:
      - {id: right, text: Right, correct: true, feedback: So it is.}
      - {id: wrong, text: Wrong, feedback: That is another one.}
      - {id: none, text: None}
    feedback: {correct: Well done., incorrect: Read on.}
  - id: many
    type: multiple-choice
    points: 2
    scoring: partial
    stem: Many?
    choices:
      - {id: a, text: A, correct: true, feedback: A it is.}
      - {id: b, text: B, correct: true, feedback: B as well.}
      - {id: c, text: C, feedback: Not C.}
  - {id: fact, type: true-false, stem: Is it?, answer: true}
  - {id: word, type: short-text, stem: Which word?, answers: [branch]}
  - {id: number, type: number, stem: How many?, answer: 40}
  - {id: constructor, type: ordering, stem: In which order?, sequence: [{id: x, text: First}, {id: y, text: Second}, {id: z, text: Third}]}
  - id: pairs
    type: matching
    points: 2
    stem: Which belong together?
    pairs: [{id: grass, premise: Grass, response: Green}, {id: constructor, premise: Sky, response: Blue}]
    distractors: [{id: red, response: Red}]
""",
    "timed.assessment.yaml": """\
id: timed
title: Timed
purpose: formative
stakes: practice
time_limit_minutes: 10
items: [{id: sure, type: true-false, stem: Is it?, answer: true}]
""",
    "strict.assessment.yaml": """\
id: strict
title: Strict
purpose: summative
stakes: graded
passing_score: 50
attempts: 1
time_limit_minutes: 10
items: [{id: sure, type: true-false, stem: Is it?, answer: true}]
""",
}


# The same course a version later: a choice, a pair and an item are gone, one is new, and attempts and passing score are others.
CHANGES = {
    "      - {id: wrong, text: Wrong, feedback: That is another one.}\n": "",
    "  - {id: fact, type: true-false, stem: Is it?, answer: true}\n": "  - {id: new, type: number, stem: And now?, answer: 7, points: 3}\n",
    "{id: grass, premise: Grass, response: Green}, ": "{id: blood, premise: Blood, response: Crimson}, ",
    "passing_score: 40": "passing_score: 20",
    "attempts: 2": "attempts: 3",
}


@pytest.fixture(scope="module")
def root(served: tuple[Path, str]) -> Path:
    """A workspace with a quiz of each kind, whose site is served."""
    newer = FILES["check.assessment.yaml"]
    for old, new in CHANGES.items():
        assert newer.count(old) == 1
        newer = newer.replace(old, new)
    for name, files in (("next", {**FILES, "check.assessment.yaml": newer}), ("quizzes", FILES)):
        folder = served[0] / name
        folder.mkdir()
        for path, text in files.items():
            (folder / path).write_text(text, encoding="utf-8")
        built = build(folder, today=date(2026, 11, 22))
        assert [finding for finding in built.findings if finding.severity == "error"] == []
    return folder


@pytest.fixture(scope="module")
def answer(root: Path, served: tuple[Path, str], modules: Path, node: Callable[..., Any]) -> Callable[[str], Any]:
    """Plays a scenario of `site/quiz.js`, which must end without a word on the console."""

    def run(scenario: str) -> Any:
        found = node(HERE / "site/quiz.js", scenario, f"{served[1]}/quizzes/dist/site/course/quizzes")
        assert found["troubles"] == []
        return found["seen"]

    return run


def by_id(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in items}


def test_what_is_answered_is_there_at_the_next_visit(answer: Callable[[str], Any]) -> None:
    found = answer("resume")
    assert found["before"] == found["after"]
    assert sorted(by_id(found["after"])) == ["constructor", "fact", "many", "number", "one", "pairs", "word"]
    assert by_id(found["after"])["word"]["given"] == ["a;b, größe 👍"]
    assert [item["id"] for item in found["after"]] != ["one", "many", "fact", "word", "number", "constructor", "pairs"]
    assert found["entered"] == 0  # Enter in a field hands nothing in
    assert found["open"] == "Not answered yet: 3. Answer them, or check again to leave them out."
    assert found["scored"] == found["again"]
    items = by_id(found["again"]["items"])
    assert all(item["locked"] for item in items.values())
    assert items["one"]["verdict"] == "Not correct"
    assert items["one"]["notes"] == ["That is another one.", "Read on."]
    assert items["many"]["verdict"] == "Partly correct: 1 of 2 points"
    assert items["many"]["notes"] == ["A it is."]
    assert items["pairs"]["verdict"] == "Partly correct: 1 of 2 points"
    assert [items[id]["verdict"] for id in ("fact", "number")] == ["Not answered"] * 2
    assert found["course"]["progress"].startswith("1 of 3 lessons")
    assert found["course"]["resume"] == ["check.html"]
    assert found["course"]["forgotten"] == [False, 0]
    assert len(found["course"]["states"]) == 1 and found["course"]["states"][0].startswith("not passed, ")


def test_a_newer_version_of_a_quiz_keeps_what_still_exists(answer: Callable[[str], Any]) -> None:
    found = answer("update")
    open_ = by_id(found["open"])
    assert set(open_["one"]["given"]) == {"right", "none"}
    assert set(open_["many"]["given"]) == {"a+", "b", "c"}
    assert open_["word"]["given"] == ["a;b, größe 👍"]
    assert sorted(open_["pairs"]["given"]) == ["", ""]
    assert not any(item["locked"] for item in open_.values())

    # What was handed in was scored then, by what it was then.
    assert found["scored"] == "Not passed: 2 of 9 points, 22.2 %. 40 % are needed."
    assert found["result"] == "Passed: 2.44 of 11 points, 22.2 %"
    assert found["facts"] == "20 % to pass · Attempt 1 of 3"
    items = by_id(found["items"])
    assert all(item["locked"] for item in items.values())
    assert items["new"].get("verdict") is None
    assert items["many"]["verdict"] == "Partly correct: 1 of 2 points"
    assert found["last"] == "Passed: 3 of 11 points, 27.3 %"


def test_two_windows_never_lose_each_others_answers(answer: Callable[[str], Any]) -> None:
    found = answer("tabs")
    check = by_id(found["check"])
    assert check["one"]["given"].count("right+") == 1
    assert check["word"]["given"] == ["branch"]
    assert check["number"]["given"] == ["40"]
    assert "a+" in check["many"]["given"]
    assert by_id(found["timed"])["sure"]["given"] == ["true+", "false"]


def test_what_an_lms_did_not_take_waits_for_the_same_learner(answer: Callable[[str], Any]) -> None:
    found = answer("shelf")
    assert found == {"put": [True, True, False], "other": ["", ""], "taken": {"word": "one", "number": "2"}, "left": ""}


def test_a_browser_that_keeps_nothing_says_so_when_it_matters(answer: Callable[[str], Any]) -> None:
    found = answer("refused")
    assert found["before"] == 0
    assert len(found["note"]) == 1 and found["note"][0].startswith("Your browser keeps nothing")
    assert found["result"].startswith("Not passed: 0 of 9 points")


def test_a_time_limit_warns_ends_and_can_be_left_out_of_practice(answer: Callable[[str], Any]) -> None:
    found = answer("time")
    assert found["facts"].startswith("You have 10 minutes from the moment you start.")
    assert found["optional"] is True
    assert found["focused"] == "radio"
    assert found["left"] == "10:00 left"
    assert found["early"] == ""
    assert found["late"] == ["0:59 left", "One minute left"]
    assert found["over"].startswith("The time is over. What you had answered was handed in.") and "0 of 1 points" in found["over"]
    assert found["untimed"] == [False, False]
    assert found["stillUntimed"] == [False, True]
    assert found["strict"] is False
    assert "The time is over." in found["away"]["result"] and "There are no attempts left." in found["away"]["result"]
    assert (found["away"]["again"], found["away"]["body"]) == (False, "BODY")


def test_attempts_are_counted_and_numbers_read_in_any_digits(answer: Callable[[str], Any]) -> None:
    found = answer("attempts")
    assert found["facts"] == ["40 % to pass · Attempt 1 of 2", "40 % to pass · Attempt 2 of 2"]
    assert found["results"][0] == "Not passed: 3 of 9 points, 33.3 %. 40 % are needed."
    assert found["results"][1].endswith("There are no attempts left.")
    items = by_id(found["items"])
    assert items["number"]["verdict"] == "Correct"
    assert items["one"]["notes"] == ["So it is.", "Well done."]
    assert found["again"] is False


def test_what_a_browser_keeps_at_the_most_is_what_was_counted(root: Path, answer: Callable[[str], Any]) -> None:
    library = build(root, today=date(2026, 11, 22)).validated.library
    (course,) = library.of("course")
    assert answer("longest") == [need.characters for need in needs(course, library, "course")]


def test_every_type_of_item_is_answered_by_keyboard_alone(root: Path, served: tuple[Path, str], node: Callable[..., Any]) -> None:
    page = "quizzes/dist/site/course/quizzes/check.html"
    found = node(HERE / "site/visit.js", "quiz", *map(json.dumps, (served[1], page, "one")))
    assert found["troubles"] == []
    assert found["seen"]["violations"] == []
    assert {item["id"]: item["verdict"] for item in found["seen"]["shown"] if item["verdict"] != "Correct"} == {"one": "Not correct"}
    assert "8 of 9 points" in found["seen"]["result"]


def test_what_is_shown_of_ones_progress_passes_axe(root: Path, served: tuple[Path, str], node: Callable[..., Any]) -> None:
    pages = [f"quizzes/dist/site/course/quizzes/{name}.html" for name in ("check", "timed", "strict", "index")]
    assert node(HERE / "site/visit.js", "everyone", *map(json.dumps, (served[1], pages))) == {"seen": [], "troubles": []}
