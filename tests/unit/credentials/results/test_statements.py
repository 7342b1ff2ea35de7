"""Statements of our own cmi5 packages, of the LMS about them, and of others that cedu.yaml names."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

from unit.credentials.results.reading import Reading, of, only, said

ADL = "http://adlnet.gov/expapi/verbs/"
COURSE = "https://learn.example.org/course"
NAMES = "learner_id,name\nu-1,Ada Lovelace\nu-2,Eve\n"


def statement(verb: str, about: str, *, who: str = "u-1", on: str = "2026-01-31T10:00:00Z", **more: Any) -> dict[str, Any]:
    verb = "https://w3id.org/xapi/adl/verbs/satisfied" if verb == "satisfied" else ADL + verb
    actor = {"account": {"homePage": "https://lms.example.org", "name": who}}
    return {"id": str(uuid4()), "actor": actor, "verb": {"id": verb}, "object": {"id": about}, "timestamp": on, **more}


def lines(*statements: dict[str, Any]) -> str:
    return "\n".join(json.dumps(one) for one in statements)


def test_a_course_is_completed_when_the_lms_is_satisfied_or_the_one_unit_is_done(reading: Reading) -> None:
    found = reading(
        NAMES,
        lines(
            statement("satisfied", f"{COURSE}/writing"),
            statement("completed", f"{COURSE}/review/au", on="2026-02-01T23:30:00+02:00"),
            statement("completed", f"{COURSE}/writing/start", who="u-2"),
            statement("initialized", f"{COURSE}/review/au", who="u-2"),
            statement("completed", "https://other.example.org/course/review/au", who="u-2"),
        ),
    )
    assert found.findings == ()
    assert [result[:3] for result in of(found, "u-1").results] == [
        ("course", "authoring", date(2026, 1, 31)),
        ("course", "review", date(2026, 2, 1)),
    ]
    assert list(found.candidates) == ["u-1"], "a module is not its course, and other people's courses are not ours"
    assert of(found, "u-1").results[0].source == "client"


def test_a_course_that_asks_for_a_pass_needs_both_completed_and_passed(reading: Reading) -> None:
    completed, passed = (
        statement(verb, f"{COURSE}/authoring/au", on=f"2026-01-{day}T10:00:00Z") for verb, day in (("completed", "30"), ("passed", "31"))
    )
    assert reading(NAMES, lines(completed)).candidates == {}
    for pair in ((completed, passed), (passed, completed)):
        assert only(reading(NAMES, lines(*pair))).completed_on == date(2026, 1, 31)


def test_scores_are_in_percent_and_from_a_browser_whatever_the_authority(reading: Reading) -> None:
    about = f"{COURSE}/authoring/au/test/check"
    authority = {"account": {"homePage": "https://lms.example.org", "name": "the LMS itself"}}
    found = reading(
        NAMES,
        lines(
            statement("passed", about, result={"score": {"scaled": 0.925}, "success": True}, authority=authority),
            statement("failed", about, who="u-2", result={"score": {"raw": 7, "max": 20}}),
            statement("scored", "https://learn.example.org/assessment/test", who="u-2", result={"score": {"raw": 7}}),
            statement("scored", "https://learn.example.org/assessment/test", who="u-2", result={"score": {"scaled": 7}}),
        ),
    )
    (one,), (two,) = of(found, "u-1").results, of(found, "u-2").results
    assert (one.id, one.score, one.passed, one.source) == ("check", 92.5, True, "client")
    assert (two.score, two.passed) == (35, False)
    assert [(code, line) for code, line, _ in said(found)] == [("CE731", 3), ("CE716", 4)]


def test_activities_of_others_as_cedu_yaml_names_them(reading: Reading) -> None:
    settings = """\
results:
  learner: email
  exports:
    proctor:
      format: xapi
      source: server
      activities:
        https://exams.example.net/author: {assessment: exam, out_of: 40}
        https://exams.example.net/work: {practical: author.own-course}
"""
    actor = {"mbox": "mailto:ada@example.org", "name": "Ada Lovelace"}
    found = reading(
        lines(
            {**statement("passed", "https://exams.example.net/author", result={"score": {"raw": 34}}), "actor": actor},
            {**statement("passed", "https://exams.example.net/work", context={"instructor": {"name": "Grace"}}), "actor": actor},
            {**statement("passed", "https://exams.example.net/work"), "actor": actor},
            statement("passed", "https://exams.example.net/author"),
        ),
        settings=settings,
    )
    exam, work = of(found, "ada@example.org").results
    assert (exam.id, exam.score, exam.source) == ("exam", 85, "server")
    assert (work.kind, work.id, work.assessor) == ("practical", "author.own-course", "Grace")
    assert said(found) == [
        ("CE733", 3, "no instructor who accepted the practical"),
        ("CE732", 4, "the actor has no `mbox`"),
    ]


def test_what_was_taken_back_or_sent_twice_counts_not_at_all_or_once(reading: Reading) -> None:
    one = statement("satisfied", f"{COURSE}/writing")
    two = statement("satisfied", f"{COURSE}/review")
    void = {"id": "v", "actor": one["actor"], "verb": {"id": f"{ADL}voided"}, "object": {"objectType": "StatementRef", "id": two["id"]}}
    found = reading(NAMES, json.dumps({"statements": [one, one, two, void], "more": ""}))
    assert only(found).id == "authoring"
    assert only(reading(NAMES, json.dumps([void, two, one], indent=2))).line > 1


def test_a_learner_whom_nothing_names_is_found_once(reading: Reading) -> None:
    found = reading(lines(statement("satisfied", f"{COURSE}/writing"), statement("satisfied", f"{COURSE}/review")))
    assert found.candidates == {} and said(found) == [("CE713", 1, "nothing says what learner `u-1` is called")]


def test_days_have_to_be_there_and_to_have_come(reading: Reading) -> None:
    found = reading(
        NAMES,
        lines(statement("satisfied", f"{COURSE}/writing", on=""), statement("satisfied", f"{COURSE}/writing", on="2027-01-01T00:00:00Z")),
    )
    assert [(code, line) for code, line, _ in said(found)] == [("CE717", 1), ("CE717", 2)]
