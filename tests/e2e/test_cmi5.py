"""A cmi5 package, launched and played in a browser against a strict LMS, and each statement held against the requirements by number."""

import json
import re
import shutil
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cmi5 import requirements
from cmi5.requirements import check, defined, moment, said
from cmi5.store import Open, Store

from cedu.jobs.build import build
from cedu.jobs.item_analysis import Asked, analyse

HERE = Path(__file__).resolve().parent
LESSONS = ["Why a history?", "Commit a change", "Check yourself", "Branches", "Before you go", "The exam"]
FOREIGN = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<au id="https://example.org/au" moveOn="CompletedAndPassed" masteryScore="0.8"><url>index.html</url></au></courseStructure>"""

# A lesson has come, and a question has gone.
NEWER = {
    "git/course.yaml": (
        "version: 1.2.0\nmodules:\n  - id: start\n    title: Start\n    lessons:\n",
        "version: 1.3.0\nmodules:\n  - id: start\n    title: Start\n    lessons:\n"
        "      - {id: news, title: What is new, type: article, body: lessons/branch.md, minutes: 1}\n",
    ),
    "git/check.assessment.yaml": ("  - {id: forever, type: true-false, stem: A commit can be changed in place., answer: false}\n", ""),
}

Played = tuple[list[dict[str, Any]], list[Open]]
Play = Callable[[str], Played]


def made(workspace: Path, root: Path, edits: dict[str, tuple[str, str]], options: str) -> Path:
    """The package of the workspace's course, after these edits and with these options of `build:`."""
    shutil.copytree(workspace, root, ignore=shutil.ignore_patterns(".cedu", "dist"), dirs_exist_ok=True)
    for name, (old, new) in edits.items():
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
    with (root / "cedu.yaml").open("a", encoding="utf-8") as file:
        file.write(f"build: {{{options}}}\nlint: {{ignore: [CE602]}}\n")  # the exam's place in the course stays, without its questions
    built = build(root, only=["cmi5"])
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    return root / "dist/cmi5/course/git-basics.zip"


@pytest.fixture(scope="session")
def packages(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The course, the course as one AU for each module, and its next version."""
    return {
        name: made(workspace, tmp_path_factory.mktemp(name), edits, options)
        for name, edits, options in (("course", {}, ""), ("modules", {}, "scos: module"), ("newer", NEWER, ""))
    }


@pytest.fixture(scope="session")
def store(packages: dict[str, Path], served: tuple[Path, str], modules: Path) -> Iterator[Store]:
    folder, address = served
    with Store() as store:
        for name, package in packages.items():
            with zipfile.ZipFile(package) as archive:
                archive.extractall(folder / f"cmi5/{name}")
                store.packages[name] = (archive.read("cmi5.xml"), f"{address}/cmi5/{name}/")
        foreign = folder / "cmi5/foreign"
        foreign.mkdir()
        (foreign / "index.html").write_text("<!doctype html><title>An AU</title>", encoding="utf-8")
        (foreign / "cmi5.js").write_bytes((modules / "@rusticisoftware/cmi5/dist/cmi5.js").read_bytes())
        store.packages["foreign"] = (FOREIGN.encode(), f"{address}/cmi5/foreign/")
        thread = threading.Thread(target=store.serve_forever)
        thread.start()
        yield store
        store.shutdown()
        thread.join()


@pytest.fixture
def play(store: Store, node: Any) -> Play:
    """Plays a scenario of `cmi5/play.js` in a registration of its own: what was seen at each visit, and the sessions that the LMS has."""

    def run(scenario: str) -> Played:
        store.reset()
        registration = str(uuid.uuid4())
        visits = node(HERE / "cmi5/play.js", store.url, scenario, registration)
        return visits, store.of(registration)

    return run


def were_clean(visits: list[dict[str, Any]], sessions: list[Open]) -> None:
    """Nothing was refused, nothing is missing, no request went elsewhere, and no browser complained."""
    assert [refusal for session in sessions for refusal in session.refusals] == []
    assert check(sessions) == []
    assert all(session.ended for session in sessions)
    assert [visit["elsewhere"] for visit in visits] == [[]] * len(visits)
    # A document that is not there yet is a 404, which browsers write to their console.
    assert [line for visit in visits for line in visit["console"] if "404" not in line] == []


def verbs(session: Open, allowed: bool = True) -> list[str]:
    """What was said, in the order of the times that it names (9.3)."""
    return [said(statement) for statement in sorted(session.statements, key=moment) if allowed or defined(statement)]


def one(session: Open, verb: str) -> dict[str, Any]:
    (statement,) = [statement for statement in session.statements if said(statement) == verb]
    return statement


def answers(session: Open) -> dict[str, dict[str, Any]]:
    """What was answered, by the names of assessment and item."""
    found = [statement for statement in session.statements if said(statement) == "answered"]
    return {".".join(statement["object"]["id"].split("/")[-3::2]): statement for statement in found}


def test_the_numbers_are_those_of_the_standards_list(modules: Path) -> None:
    known = json.loads((modules / "@cmi5/requirements/requirements.json").read_text(encoding="utf-8"))
    used = set(re.findall(r"\d+\.\d+\.\d+\.\d+-\d+", Path(requirements.__file__).read_text(encoding="utf-8")))
    assert used <= known.keys()
    assert len(used) > 40
    assert {f"9.5.4.1-{number}" for number in range(1, 5)} <= known.keys()


def test_all_right_is_passed(play: Play, store: Store) -> None:
    visits, (session,) = play("pass")
    were_clean(visits, [session])
    assert visits[0]["result"]["titles"] == LESSONS
    assert verbs(session, allowed=False) == ["initialized", "passed", "completed", "terminated"]
    assert verbs(session)[0] == "initialized"
    assert one(session, "passed")["result"] | {"duration": ""} == {
        "success": True,
        "score": {"scaled": 1, "raw": 100, "min": 0, "max": 100},
        "duration": "",
    }
    assert store.satisfied(session.registration)


def test_each_answer_is_in_the_words_of_the_standard(play: Play) -> None:
    _, (session,) = play("pass")
    found = {
        name: (
            statement["object"]["definition"]["interactionType"],
            statement["object"]["definition"]["correctResponsesPattern"],
            statement["result"]["response"],
            statement["result"]["score"]["raw"],
        )
        for name, statement in answers(session).items()
    }
    assert found == {
        "git-check.log": ("choice", ["log"], "log", 1),
        "git-check.parts": ("choice", ["author[,]message"], "author[,]message", 2),
        "git-check.forever": ("true-false", ["false"], "false", 1),
        "git-check.word": ("fill-in", ["branch", "a branch"], "branch", 1),
        "git-check.hash": ("numeric", ["40"], "40", 1),
        "git-check.steps": ("sequencing", ["change[,]add[,]save"], "change[,]add[,]save", 1),
        "git-check.commands": ("matching", ["log[.]log-response[,]add[.]add-response"], "log[.]log-response[,]add[.]add-response", 2),
        "git-practice.ready": ("true-false", ["false"], "false", 1),
    }
    matching = answers(session)["git-check.commands"]
    assert matching["object"]["definition"]["description"] == {"en": "What does each command do?"}
    assert matching["object"]["definition"]["source"] == [{"id": "log"}, {"id": "add"}]
    assert matching["object"]["id"] == f"{session.activity}/test/git-check/question/commands"
    assert {"id": f"{session.activity}/test/git-check"} in matching["context"]["contextActivities"]["parent"]
    assert not [statement for statement in answers(session).values() if defined(statement)]


def test_times_have_two_decimals_and_statements_name_the_version(play: Play) -> None:
    _, (session,) = play("pass")
    for statement in session.statements:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ", statement["timestamp"])
        assert re.fullmatch(r"PT\d+(\.\d\d?)?S", statement.get("result", {}).get("duration", "PT0S"))
        assert (statement["context"]["revision"], statement["context"]["language"]) == ("1.2.0", "en")
    assert one(session, "terminated")["result"]["duration"] != "PT0S"
    times = sorted(statement["timestamp"] for statement in session.statements)
    assert times[-2] < times[-1] == one(session, "terminated")["timestamp"]


def test_progress_is_told_until_all_is_done(play: Play) -> None:
    _, (session,) = play("pass")
    told = [
        statement["result"]["extensions"]["https://w3id.org/xapi/cmi5/result/extensions/progress"]
        for statement in session.statements
        if said(statement) == "progressed"
    ]
    assert told == [16, 33, 50, 66, 83]


def test_somebody_elses_validator_has_nothing_against_the_statements(play: Play, node: Any, tmp_path: Path) -> None:
    _, (session,) = play("fail")
    file = tmp_path / "statements.json"
    file.write_text(json.dumps(session.statements), encoding="utf-8")
    assert node(HERE / "cmi5/validate.js", str(file)) == []
    file.write_text(json.dumps([{**session.statements[0], "timestamp": "yesterday"}]), encoding="utf-8")
    assert len(node(HERE / "cmi5/validate.js", str(file))) == 1


def test_somebody_elses_au_has_nothing_against_the_store(play: Play, store: Store) -> None:
    _, (session,) = play("foreign")
    assert session.refusals == []
    assert verbs(session) == ["initialized", "completed", "passed", "terminated"]
    assert store.satisfied(session.registration)


def test_all_wrong_is_failed_and_not_completed(play: Play, store: Store) -> None:
    visits, (session,) = play("fail")
    were_clean(visits, [session])
    assert verbs(session, allowed=False) == ["initialized", "failed", "terminated"]
    assert one(session, "failed")["result"]["score"] == {"scaled": 0, "raw": 0, "min": 0, "max": 100}
    assert {statement["result"]["success"] for statement in answers(session).values()} == {False}
    assert not store.satisfied(session.registration)


def test_a_fail_that_becomes_a_pass_is_a_pass(play: Play) -> None:
    visits, (session,) = play("recover")
    were_clean(visits, [session])
    assert verbs(session, allowed=False) == ["initialized", "passed", "completed", "terminated"]


def test_a_closed_window_loses_nothing(play: Play, store: Store) -> None:
    visits, sessions = play("resume")
    were_clean(visits, sessions)
    first, second, _ = (visit["result"] for visit in visits)
    assert [verbs(session, allowed=False) for session in sessions] == [
        ["initialized", "terminated"],
        ["initialized", "passed", "terminated"],
        ["initialized", "completed", "terminated"],
    ]
    assert second["opened"] == first["title"] == "Check yourself"
    assert second["order"] == first["order"]
    assert second["verdict"].startswith("Passed: 9 of 9 points, 100 %")
    assert len(answers(sessions[1])) == 7
    assert store.satisfied(sessions[0].registration)


def test_a_new_version_goes_on_where_the_old_one_was_left(play: Play, store: Store) -> None:
    visits, sessions = play("update")
    were_clean(visits, sessions)
    assert visits[1]["result"]["opened"] == "Check yourself"
    assert {statement["context"]["revision"] for statement in sessions[1].statements} == {"1.3.0"}
    assert "git-check.forever" not in answers(sessions[1])
    assert not store.satisfied(sessions[0].registration)  # the lesson that has come was not read


def test_what_is_earned_stays_earned(play: Play) -> None:
    visits, sessions = play("again")
    were_clean(visits, sessions)
    assert [verbs(session, allowed=False) for session in sessions] == [
        ["initialized", "passed", "completed", "terminated"],
        ["initialized", "terminated"],
    ]


def test_a_fail_is_told_once_for_each_time(play: Play) -> None:
    visits, sessions = play("unchanged")
    were_clean(visits, sessions)
    assert [verbs(session) for session in sessions][1] == ["initialized", "terminated"]


def test_browsing_and_reviewing_leave_no_trace(play: Play, store: Store) -> None:
    visits, sessions = play("modes")
    were_clean(visits, sessions)
    assert [verbs(session) for session in sessions] == [["initialized", "terminated"]] * 2
    assert [key for key in store.documents if key[0] != "LMS.LaunchData"] == []
    assert visits[0]["result"]["notices"][0].startswith("This is a preview.")
    assert visits[1]["result"]["notices"][0].startswith("You are looking at something that you have finished.")


@pytest.mark.parametrize("scenario", ["used", "bare"])
def test_without_a_session_the_course_says_so_and_works(scenario: str, play: Play) -> None:
    visits, sessions = play(scenario)
    assert visits[-1]["result"]["notices"][0].startswith("This course is not connected to a learning platform.")
    assert visits[-1]["result"]["titles"] == LESSONS
    assert [verbs(session, allowed=False) for session in sessions] == ([["initialized", "terminated"]] if scenario == "used" else [[]])


def test_a_page_that_is_loaded_again_goes_on_and_the_next_launch_tells_of_it(play: Play, store: Store) -> None:
    (first, second), (early, late) = play("reload")
    assert early.refusals == late.refusals == check([early, late]) == []
    assert first["result"]["opened"] == "Check yourself"
    assert first["result"]["told"].startswith("This course is not connected to a learning platform.")
    assert first["result"]["outcome"] == second["result"]["outcome"] == "Passed: 100 %"
    assert verbs(early, allowed=False) == ["initialized", "terminated"]
    assert verbs(late, allowed=False) == ["initialized", "passed", "completed", "terminated"]
    assert store.satisfied(late.registration)


def test_an_lms_that_stumbles_gets_all_of_it_later(play: Play, store: Store) -> None:
    visits, (session,) = play("stumbles")
    (visit,) = visits
    assert session.refusals == check([session]) == []
    assert len(visit["result"]["told"]) == 1
    assert visit["result"]["told"][0].startswith("Your learning platform did not take what the course told it")
    assert verbs(session, allowed=False) == ["initialized", "passed", "completed", "terminated"]
    assert len(answers(session)) == 8
    assert store.satisfied(session.registration)


def test_an_lms_that_wakes_up_late_is_waited_for(play: Play) -> None:
    (visit,), (session,) = play("waking")
    assert session.refusals == check([session]) == []
    assert visit["result"]["notices"][0].startswith("You have passed this")
    assert len(answers(session)) == 8


def test_what_an_lms_never_took_is_told_at_the_next_visit(play: Play, store: Store) -> None:
    visits, (first, second) = play("outage")
    assert verbs(first)[:1] == ["initialized"]
    assert "terminated" not in verbs(first)
    assert check([second]) == []
    assert visits[1]["result"]["outcome"] == "Passed: 100 %"
    assert verbs(second, allowed=False) == ["initialized", "passed", "completed", "terminated"]
    assert store.satisfied(second.registration)


@pytest.mark.parametrize("scenario", ["closed", "framed"])
def test_a_window_or_frame_that_is_closed_at_once_has_told_all(scenario: str, play: Play, store: Store) -> None:
    _, (session,) = play(scenario)
    assert session.refusals == check([session]) == []
    assert verbs(session, allowed=False) == ["initialized", "passed", "completed", "terminated"]
    assert store.satisfied(session.registration)


def test_a_store_that_hides_its_tags_keeps_all_the_same(play: Play) -> None:
    visits, sessions = play("untagged")
    were_clean(visits, sessions)
    assert visits[1]["result"]["titles"] == LESSONS[2:]


def test_two_sessions_undo_nothing_of_each_other(play: Play) -> None:
    visits, sessions = play("two")
    assert [refusal for session in sessions for refusal in session.refusals] == []
    assert check(sessions) == []
    assert visits[2]["result"] == {"seen": 4, "score": "Passed: 90 %"}


def test_the_lmss_mastery_score_decides_and_it_has_its_learners_back(play: Play, store: Store) -> None:
    visits, sessions = play("mastery")
    were_clean(visits, sessions)
    assert sessions[0].launch_data["moveOn"] == "CompletedAndPassed"
    assert [verbs(session, allowed=False) for session in sessions] == [
        ["initialized", "failed", "completed", "terminated"],
        ["initialized", "passed", "terminated"],
    ]
    assert one(sessions[0], "failed")["result"]["score"]["scaled"] == 0.8888
    assert visits[0]["result"]["back"] == f"{store.url}/home"


def test_what_plays_starts_muted_where_the_learner_wants_no_sound(play: Play) -> None:
    (visit,), _ = play("silent")
    assert visit["result"] == {"muted": True, "after": False}


def test_the_page_asks_nobody_but_the_lms(play: Play) -> None:
    (visit,), _ = play("policy")
    assert visit["result"] == "http://127.0.0.1:9/"


def test_what_learners_answered_comes_back_to_the_items(play: Play, workspace: Path, tmp_path: Path) -> None:
    """One learner has everything right and another nothing: `cedu items` reads of both in what the LMS has."""
    statements = []
    for learner, scenario in (("Ada", "pass"), ("Grace", "fail")):
        _, (session,) = play(scenario)
        statements += [{**statement, "actor": {"account": {"homePage": "x:", "name": learner}}} for statement in session.statements]
    path = tmp_path / "statements.json"
    path.write_text(json.dumps(statements), encoding="utf-8")
    found = analyse(workspace, path, Asked())
    assert (found.format.name, found.loose, found.problems) == ("xapi", (), ())
    test = next(test for test in found.tests if test.name == "git-check")
    assert test.assessment and test.assessment.id == "git-check"
    assert {item.name.partition(".")[2] for item in test.items} == {"log", "parts", "forever", "word", "hash", "steps", "commands"}
    assert [(item.n, item.difficulty.value) for item in test.items] == [(2, 0.5)] * 7
    assert all(item.seconds.n == 2 and item.place and item.place.path == "git/check.assessment.yaml" for item in test.items)
    chosen = next(item.choices for item in test.items if item.name == "git-check.log")
    assert [choice.share.value for choice in chosen if choice.key] == [0.5]
