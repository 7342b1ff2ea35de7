"""Who has earned what, and the words that say why not."""

from datetime import date
from typing import Any

import pytest

from cedu.credentials.eligibility import Decision, Exam, Held, add_months, decide
from cedu.credentials.results import Result
from cedu.model.certification import Certification, Level, Requirement
from cedu.model.origin import start_of

ORIGIN = start_of("a.certification.yaml")
EXAMS = {"exam": Exam(80, "certification"), "quiz": Exam(None, "practice")}


def need(**what: Any) -> Requirement:
    return Requirement(origin=ORIGIN, **what)


def level(id: str, *needs: Requirement, **more: Any) -> Level:
    return Level(origin=ORIGIN, id=id, title=id.title(), achievement="does it", requires=needs, **more)


def certification(*levels: Level, id: str = "author") -> Certification:
    return Certification(origin=ORIGIN, id=id, title=id.title(), summary="S", levels=levels)


def result(
    kind: str, id: str, day: int, score: float | None = None, passed: bool | None = None, source: Any = "server", line: int = 2
) -> Result:
    on = date(2026, 1, day)
    return Result(
        line=line,
        learner_id="u",
        name="U",
        email="",
        kind=kind,
        id=id,
        score=score,
        passed=passed,
        completed_on=on,
        language="",
        source=source,
    )


ASSOCIATE = level("associate", need(course="git"), need(assessment="exam"), validity_months=24)
EXPERT = level("expert", need(level="associate"), need(assessment="exam", least_score=90))


def decided(
    results: list[Result], *certifications: Certification, held: dict[Any, Held] | None = None, refused: Any = None
) -> dict[str, Decision]:
    found = decide(certifications or (certification(EXPERT, ASSOCIATE),), EXAMS, results, held or {}, refused or {})
    return {decision.key[1]: decision for decision in found}


def test_a_level_is_awarded_on_the_day_of_the_last_thing_that_it_took() -> None:
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 80), result("assessment", "exam", 20, 85)])
    assert (found["associate"].state, found["associate"].awarded_on) == ("awarded", date(2026, 1, 9))
    assert found["associate"].valid_until == date(2028, 1, 9)
    assert found["expert"].state == "not yet"
    assert found["expert"].reasons == ("assessment `exam` is not passed with 90 %: the best score is 85 %",)


def test_a_level_that_is_earned_now_counts_for_the_next_whatever_their_order() -> None:
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)])
    assert {id: decision.state for id, decision in found.items()} == {"associate": "awarded", "expert": "awarded"}
    assert found["expert"].valid_until is None


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([result("course", "git", 3)], "assessment `exam` is not passed with 80 %"),
        (
            [result("course", "git", 3), result("assessment", "exam", 9, 79.9)],
            "assessment `exam` is not passed with 80 %: the best score is 79.9 %",
        ),
        (
            [result("course", "git", 3), result("assessment", "exam", 9, 90, passed=False)],
            "assessment `exam` is not passed with 80 %: the best score is 90 %",
        ),
        ([result("course", "git", 3, passed=False), result("assessment", "exam", 9, 90)], "course `git` is not completed"),
    ],
)
def test_what_is_missing_is_said(results: list[Result], reason: str) -> None:
    associate = decided(results)["associate"]
    assert (associate.state, associate.reasons) == ("not yet", (reason,))


def test_the_word_of_an_lms_counts_where_there_is_no_score() -> None:
    quiz = certification(level("associate", need(assessment="quiz")))
    assert decided([result("assessment", "quiz", 1, 55, passed=True)], quiz)["associate"].state == "awarded"
    assert decided([result("assessment", "quiz", 1, 100)], quiz)["associate"].state == "not yet"
    assert decided([result("course", "git", 1), result("assessment", "exam", 1, passed=True)])["associate"].state == "awarded"
    # A least score of its own is compared with a score, not with a word.
    assert decided([result("course", "git", 1), result("assessment", "exam", 1, passed=True)])["expert"].state == "not yet"


def test_a_browser_s_score_earns_no_level_of_a_certification_exam() -> None:
    client = [result("course", "git", 3, source="client"), result("assessment", "exam", 9, 100, source="client")]
    found = decided(client)
    assert found["associate"].state == "refused"
    assert found["associate"].reasons == ("assessment `exam` was scored by the learner's browser, which counts for no certification",)
    assert decided([*client, result("assessment", "exam", 12, 81)])["associate"].awarded_on == date(2026, 1, 12)
    quiz = certification(level("associate", need(assessment="quiz")))
    assert decided([result("assessment", "quiz", 1, passed=True, source="client")], quiz)["associate"].state == "awarded"


def test_what_is_held_stays_as_it_was() -> None:
    held = {("author", "associate"): Held(date(2025, 5, 5), date(2027, 5, 5), "CERT-1")}
    found = decided([result("assessment", "exam", 9, 95)], held=held)
    assert (found["associate"].state, found["associate"].number, found["associate"].awarded_on) == ("held", "CERT-1", date(2025, 5, 5))
    assert (found["expert"].state, found["expert"].awarded_on) == ("awarded", date(2026, 1, 9))


def test_an_expired_level_carries_no_other() -> None:
    held = {("author", "associate"): Held(date(2023, 5, 5), date(2025, 5, 5), "CERT-1")}
    found = decided([result("assessment", "exam", 9, 95)], held=held)
    assert found["expert"].reasons == ("level `associate` expired on 2025-05-05",)


def test_levels_of_other_certifications_and_those_that_nobody_can_earn() -> None:
    other = certification(level("lead", need(level="author.expert")), level("empty"), id="team")
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)], other, certification(EXPERT, ASSOCIATE))
    assert found["lead"].state == "awarded"
    assert found["empty"].reasons == ("the level has no requirements, so nobody earns it",)


def test_a_level_that_is_refused_carries_no_other() -> None:
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)], refused={("author", "associate"): "no font"})
    assert (found["associate"].state, found["associate"].reasons) == ("refused", ("no font",))
    assert found["expert"].reasons == ("level `associate` is not held",)


def test_certifications_that_a_learner_has_nothing_to_do_with_are_not_named() -> None:
    assert decided([result("course", "other", 3)]) == {}


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 13, date(2027, 9, 30)),
    ],
)
def test_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then
