"""`cedu build`: what it takes, what it says where, and how it ends."""

import json
from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run
from cedu.jobs.init import start


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "workspace"
    start(root)
    with (root / "cedu.yaml").open("a", encoding="utf-8") as file:
        file.write("deliveries:\n  acme: {lms: moodle}\n  globex: {lms: generic, courses: [first-change]}\n")
    monkeypatch.chdir(root)
    return root


def test_a_build_for_everybody_tells_of_the_deliveries_that_there_are(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build"]) == FINE
    said = capsys.readouterr()
    assert "dist/scorm12/course/first-change.zip\n" in said.out
    assert "acme" not in said.out
    assert said.err.endswith("`cedu build --delivery NAME` builds what is promised: acme, globex\n")
    assert run(["build", "--delivery", "acme"]) == FINE
    said = capsys.readouterr()
    assert said.out == "dist/acme/scorm12/course/first-change.zip\ndist/acme/UPLOAD.md\n"
    assert "2 built, 0 unchanged; dist/build.json lists them\n" in said.err
    assert run(["build", "--delivery", "acme"]) == FINE
    assert "0 built, 2 unchanged" in capsys.readouterr().err
    assert run(["build", "--lms", "moodle", "--quiet"]) == FINE
    assert capsys.readouterr().out == ""
    assert (workspace / "dist/moodle/UPLOAD.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--delivery", "acme", "--lms", "moodle"], "give --lms or --delivery"),
        (["--delivery", "akme"], "no delivery `akme`; did you mean `acme`?"),
        (["--lms", "moodel"], "no LMS `moodel`; did you mean `moodle`?"),
        (["--delivery", "initech"], "no delivery `initech`; there are acme, globex"),
        (["--lms", "blackboard"], "no LMS `blackboard`; there are canvas, docebo, generic, moodle, scorm-cloud, skilljar, teachable"),
        (["--target", "pdf"], "no target `pdf`; there are "),
        (["--explain", "--format", "xml"], "`xml` is no format: text, json"),
        (["--format", "json"], "--format says how --explain is written: give both"),
        (["--explain", "course/first"], "no entity `course/first`"),
    ],
)
def test_wrong_usage_is_said_and_builds_nothing(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["build", *arguments]) == MISUSED
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not (workspace / "dist").exists()


def test_an_explanation_is_a_table_or_json(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--explain", "--delivery", "globex"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "For globex, who has any LMS"
    assert "  course/first-change as scorm12" in lines
    assert "    completion: {lessons: all, assessments: passed}" in lines
    assert all(line == line.rstrip() and "\x1b" not in line for line in lines)
    assert run(["build", "--explain", "--delivery", "globex", "--format", "json"]) == FINE
    explained = json.loads(capsys.readouterr().out)
    assert (explained["delivery"], explained["lms"]) == ("globex", "generic")
    (contract,) = explained["contracts"]
    assert {row["when"]: row["cmi.core.lesson_status"] for row in contract["rows"]}["an assessment failed, tries left"] == "failed"
    assert not (workspace / "dist").exists()


def test_errors_are_said_beside_an_explanation(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = min(workspace.rglob("lessons/*.md"))
    lesson.unlink()
    assert run(["build", "--explain"]) == FAILED
    said = capsys.readouterr()
    assert said.out.startswith("For everybody\n")
    assert "CE205" in said.err
    assert said.err.endswith("these errors would refuse the build\n")


def test_nothing_is_explained_of_a_broken_cedu_yaml(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it asks for is not known: neither its targets nor its deliveries."""
    with (workspace / "cedu.yaml").open("a", encoding="utf-8") as file:
        file.write("  initech: {lms: moodle, curses: [first-change]}\n")
    for arguments in ([], ["--delivery", "acme"]):
        assert run(["build", "--explain", *arguments]) == FAILED
        said = capsys.readouterr()
        assert said.out == ""
        assert "unknown key `curses`" in said.err
        assert said.err.endswith("nothing can be said of a build before cedu.yaml is right\n")
