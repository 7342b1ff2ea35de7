"""What a build is said to do to learners, before it is built."""

from pathlib import Path

import pytest

from cedu.jobs.explain import explain
from cedu.jobs.wanted import UnbuildableError, UnknownNameError

ITEM = "{id: i, type: true-false, stem: Is it?, answer: true, objective: one.do}"
FILES = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example}
build: {targets: [scorm12, gift], scos: module}
deliveries:
  acme: {lms: docebo, courses: [one], scos: course}
  hooli: {lms: generic}
  globex: {lms: teachable}
""",
    "one/course.yaml": """\
id: one
title: One
summary: S
version: 1.0.0
completion: {lessons: all, assessments: attempted}
objectives: [{id: do, text: Do it, bloom: apply}]
modules:
  - id: first
    title: First
    lessons:
      - {id: read, title: Read, type: article, body: read.md, minutes: 5, objectives: [do]}
  - id: second
    title: Second
    lessons:
      - {id: again, title: Again, type: article, body: read.md, minutes: 5, objectives: [do]}
  - id: third
    title: Third
    lessons:
      - {id: ask, title: Ask, type: quiz, assessment: quiz, minutes: 5}
      - {id: test, title: Test, type: quiz, assessment: test, minutes: 5}
""",
    "one/read.md": "Text.\n",
    "one/quiz.assessment.yaml": f"id: quiz\ntitle: Q\npurpose: formative\nstakes: practice\nitems: [{ITEM}]\n",
    "one/test.assessment.yaml": f"id: test\ntitle: T\npurpose: summative\nstakes: graded\n"
    f"passing_score: 50\nattempts: 1\nitems: [{ITEM}]\n",
    "one/exam.assessment.yaml": "id: exam\ntitle: E\npurpose: summative\nstakes: certification\nobjectives: [one.do]\n"
    "time_limit_minutes: 30\nblueprint: {draws: [{bank: pool, count: 1}]}\n",
    "one/pool.bank.yaml": f"id: pool\ntitle: P\nitems:\n  - {ITEM}\n  - {ITEM.replace('id: i', 'id: j')}\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_nothing_is_built(workspace: Path) -> None:
    assert not explain(workspace).validated.errors
    assert not (workspace / "dist").exists()


def test_modules_that_end_alike_share_a_table(workspace: Path) -> None:
    alike, other = explain(workspace, only=["scorm12"]).contracts
    assert (alike.course, alike.target, alike.rule) == ("one", "scorm12", "lessons: all, assessments: attempted")
    assert (alike.launched, other.launched) == (("first", "second"), ("third",))
    assert alike.elements == other.elements == ("cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.exit")
    assert alike.rows == (("opened", "completed", "", "suspend"),)
    assert {row[0]: row[1] for row in other.rows} == {
        "opened": "incomplete",
        "all lessons seen, nothing answered": "incomplete",
        "an assessment failed for good": "failed",
        "all assessments passed, a lesson left": "incomplete",
        "all lessons seen, all assessments passed": "passed",
    }


def test_a_whole_course_has_one_table_and_what_tells_an_lms_nothing_has_none(workspace: Path) -> None:
    (contract,) = explain(workspace, delivery="acme").contracts
    assert (contract.target, contract.launched) == ("scorm2004", ())
    assert ("an assessment failed for good", "completed", "failed", "from 0 to 1", "suspend") in contract.rows
    (silent,) = explain(workspace, delivery="globex").contracts
    assert (silent.target, silent.elements, silent.rows) == ("site", (), ())


def test_it_says_which_keys_go_where(workspace: Path) -> None:
    looks, scores = "every learner who looks", "whoever may see the questions in the LMS, which scores them"
    assert [(each.id, each.items, each.bundle, each.readers) for each in explain(workspace).exposures] == [
        ("quiz", 1, "scorm12/course/one.zip", looks),
        ("test", 1, "scorm12/course/one.zip", f"{looks}, though it is graded (CE603)"),
        ("exam", 2, "gift/assessment/exam.gift", scores),
        ("quiz", 1, "gift/assessment/quiz.gift", scores),
        ("test", 1, "gift/assessment/test.gift", scores),
        ("pool", 2, "gift/bank/pool.gift", scores),
    ]
    assert [(each.id, each.bundle, each.readers) for each in explain(workspace, delivery="hooli").exposures][-1] == (
        "exam",
        "",
        "nobody: nothing that is built for this LMS holds it",
    )


def test_a_refused_exam_is_explained_as_such(workspace: Path) -> None:
    course = workspace / "one/course.yaml"
    course.write_text(course.read_text(encoding="utf-8").replace("assessment: test", "assessment: exam"), encoding="utf-8")
    explained = explain(workspace, delivery="acme")
    assert [finding.code for finding in explained.validated.findings if finding.severity == "error"] == ["CE602"]
    (refused,) = [each for each in explained.exposures if "refused" in each.readers]
    assert (refused.id, refused.bundle, refused.items) == ("exam", "", 0)


def test_it_says_what_is_lost_with_the_line_and_how_much_room_there_is(workspace: Path) -> None:
    explained = explain(workspace, delivery="acme")
    assert ("gift", "one/exam.assessment.yaml", 6, "the time limit can't be carried") in [
        (each.target, each.span.path, each.span.line, each.text) for each in explained.losses
    ]
    (room,) = explained.rooms
    assert (room.course, room.module, room.target, room.has) == ("one", "", "scorm2004", 64000)
    assert [(each.module, each.has) for each in explain(workspace).rooms] == [("first", 4096), ("second", 4096), ("third", 4096)]
    assert 0 < max(each.needs for each in explain(workspace).rooms) < room.needs


def test_what_travels_in_a_course_is_explained_with_it(workspace: Path) -> None:
    course = workspace / "one/course.yaml"
    course.write_text(course.read_text(encoding="utf-8").replace("assessment: quiz", "assessment: exam"), encoding="utf-8")
    explained = explain(workspace, only=["cartridge"])
    lost = {(each.text, each.span.path, each.span.line, each.places) for each in explained.losses}
    assert ("the passing score can't be carried", "one/test.assessment.yaml", 5, 1) in lost
    blueprint = "the blueprint asks everyone the first items that fit each draw, and brings all that fit as a question bank"
    assert (blueprint, "one/exam.assessment.yaml", 7, 1) in lost
    found = [(each.id, each.items, each.bundle, each.readers) for each in explained.exposures]
    who = "whoever may edit the course in the LMS, which scores it"
    assert found == [("exam", 2, "cartridge/course/one.imscc", who), ("test", 1, "cartridge/course/one.imscc", who)]


def test_what_hangs_on_something_broken_is_left_out(workspace: Path) -> None:
    (workspace / "one/test.assessment.yaml").write_text("id: test\n", encoding="utf-8")
    explained = explain(workspace)
    assert explained.validated.errors
    assert {each.id for each in explained.exposures} == {"quiz", "exam", "pool"}


def test_one_entity_is_explained_alone_and_what_is_not_there_is_said(workspace: Path) -> None:
    assert {each.id for each in explain(workspace, names=["bank/pool"]).exposures} == {"pool"}
    with pytest.raises(UnknownNameError, match="no entity `course/on`; did you mean `course/one`"):
        explain(workspace, names=["course/on"])
    with pytest.raises(UnbuildableError, match="`hooli` gets none of these targets: gift; it gets scorm12"):
        explain(workspace, delivery="hooli", only=["gift"])
