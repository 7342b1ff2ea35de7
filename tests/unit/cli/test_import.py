"""`cedu import`: what it takes, what it says where, and how it ends."""

import json
from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run

QUIZ = "1. What is in it?\na) Tea\n*b) Caffeine\n\n2. Broken\na) b\nb) c\n\n3. Broken, too\na) b\nb) c\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "curricula").mkdir()
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example, language: en}\n")
    (tmp_path / "quiz.txt").write_text(QUIZ)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_says_what_was_written_and_what_was_not(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "quiz.txt"]) == FINE
    said = capsys.readouterr()
    assert said.out == (
        "curricula/quiz/quiz.assessment.yaml\nrefused: no choice is marked as right: line 5 “Broken”, line 9 “Broken, too”\n"
    )
    assert said.err.startswith("text2qti: 1 item written, 1 file, 2 refused; of these files `cedu validate` has ")
    assert run(["import", "quiz.txt", "--strict"]) == FAILED


def test_a_dry_run_shows_what_would_change(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "quiz.txt"]) == FINE
    (workspace / "quiz.txt").write_text(QUIZ.replace("What is in it?", "What else?").replace("Tea", "Water\x1b"))
    capsys.readouterr()
    assert run(["import", "quiz.txt", "--dry-run"]) == FINE
    said = capsys.readouterr()
    assert "updated: curricula/quiz/quiz.assessment.yaml item-1 (line 1)\n" in said.out
    assert "    -    stem: What is in it?\n    +    stem: What else?\n" in said.out
    assert "\x1b" not in said.out
    assert said.err == "text2qti: 1 item to be updated, 1 file, 2 refused; this was a dry run, and nothing was written\n"
    assert "What is in it?" in (workspace / "curricula/quiz/quiz.assessment.yaml").read_text()


def test_json_for_programs(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "quiz.txt", "--json", "--into", "curricula/other", "--format", "text2qti"]) == FINE
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == ["curricula/other/quiz.assessment.yaml"]
    assert said["summary"] == {"items": {"written": 1}, "pages": {}, "files": 1, "changed": 0, "refused": 2}
    assert said["entries"][1] == {
        "kind": "refused",
        "thing": "",
        "path": "",
        "id": "",
        "member": "",
        "line": 5,
        "what": "Broken",
        "message": "no choice is marked as right",
        "diff": [],
    }
    assert {finding["code"] for finding in said["findings"]} >= {"CE302"}


def test_columns_are_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "table.csv").write_text("Aufgabe;Lösung\nIst es so?;wahr\n")
    assert run(["import", "table.csv", "--column", "stem=Aufgabe", "--column", "answer=Lösung"]) == FINE
    assert "answer: true" in (workspace / "curricula/table/table.bank.yaml").read_text()
    assert run(["import", "table.csv", "--column", "stem"]) == MISUSED
    assert "write it as OURS=THEIRS, such as stem=Frage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "arguments", "code", "said"),
    [
        ("2. Broken\na) b\nb) c\n", ["--format", "text2qti"], FAILED, "text2qti: 1 refused\n"),
        ("Just a note", [], FAILED, "cedu: `quiz.txt` is in no format that is recognised; name it with --format:\n"),
        ("", [], FAILED, "cedu: `quiz.txt` is empty\n"),
        (QUIZ, ["--format", "text2qty"], MISUSED, "no format `text2qty`; did you mean `text2qti`?"),
        (QUIZ, ["--column", "stem=Frage"], FAILED, "cedu: `quiz.txt` is read as text2qti, which has no columns: leave --column out"),
        (QUIZ, ["--into", "dist"], FAILED, "cedu: `dist` is a folder that cedu does not look into"),
    ],
)
def test_how_it_fails(workspace: Path, capsys: pytest.CaptureFixture[str], text: str, arguments: list[str], code: int, said: str) -> None:
    (workspace / "quiz.txt").write_text(text)
    assert run(["import", "quiz.txt", *arguments]) == code
    assert said in capsys.readouterr().err
    assert list((workspace / "curricula").iterdir()) == []


COURSE = """id: coffee
title: Coffee
summary: All of it.
version: 1.0.0
objectives: [{id: brew-it, text: Brew it, bloom: apply}]
modules: [{id: first, title: First, lessons: [{id: a, title: A, type: article, body: a.md, minutes: 1}]}]
"""


def test_items_without_an_objective_get_one(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "course.yaml").write_text(COURSE)
    (workspace / "a.md").write_text("Text\n")
    assert run(["import", "quiz.txt", "--objective", "coffee.brew-itt"]) == MISUSED
    assert "no objective `coffee.brew-itt`; did you mean `coffee.brew-it`?" in " ".join(capsys.readouterr().err.split())
    assert not (workspace / "curricula/quiz").exists()
    assert run(["import", "quiz.txt", "--objective", "coffee.brew-it"]) == FINE
    assert "    objective: coffee.brew-it\n" in (workspace / "curricula/quiz/quiz.assessment.yaml").read_text()


def test_a_file_that_is_not_there(workspace: Path) -> None:
    assert run(["import", "nothing.txt"]) == MISUSED


@pytest.mark.parametrize(("name", "said"), [("quiz.xlsx", "save each sheet"), ("quiz.mbz", "as Moodle XML"), ("quiz.docx", "no questions")])
def test_what_to_do_with_a_file_of_another_program(workspace: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    (workspace / name).write_text("Something else")
    assert run(["import", name]) == FAILED
    assert said in capsys.readouterr().err
