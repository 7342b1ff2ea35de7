"""Who has earned what, what renews it, and the words that say why not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.credentials.days import add_months, set_back
from cedu.credentials.decision import Decision, Held
from cedu.credentials.eligibility import decide
from cedu.credentials.plan import Exam, planned
from cedu.credentials.results import Result
from cedu.model.certification import Certification, Inner, Level, Practical, Requirement, Single, SomeInner
from cedu.model.origin import start_of

ORIGIN = start_of("a.certification.yaml")
TODAY = date(2026, 6, 1)
EXAMS = {"exam": Exam(80, "certification", "The exam"), "quiz": Exam(None, "practice")}


def need(**what: Any) -> Requirement:
    return Requirement(origin=ORIGIN, **what)


def inner(**what: Any) -> Inner:
    return Inner(origin=ORIGIN, **what)


def single(**what: Any) -> Single:
    return Single(origin=ORIGIN, **what)


def level(id: str, *needs: Requirement, **more: Any) -> Level:
    return Level(origin=ORIGIN, id=id, title=id.title(), achievement="does it", requires=needs, **more)


def certification(*levels: Level, id: str = "author", practicals: tuple[str, ...] = ()) -> Certification:
    work = tuple(Practical(origin=ORIGIN, id=name, title=name.title()) for name in practicals)
    return Certification(origin=ORIGIN, id=id, title=id.title(), summary="S", levels=levels, practicals=work)


def result(
    kind: Any, id: str, on: int | date, score: float | None = None, passed: bool | None = None, source: Any = "server", **more: Any
) -> Result:
    """A result of a day of January 2026, unless it is another."""
    day = date(2026, 1, on) if isinstance(on, int) else on
    return Result(kind, id, day, "results.csv", 2, score, passed, source, **more)


ASSOCIATE = level("associate", need(course="git"), need(assessment="exam"), validity_months=24)
EXPERT = level("expert", need(level="associate"), need(assessment="exam", least_score=90))


def decisions(
    results: list[Result], *certifications: Certification, held: dict[Any, Held] | None = None, refused: Any = None, today: date = TODAY
) -> tuple[Decision, ...]:
    plan = planned(certifications or (certification(EXPERT, ASSOCIATE),), EXAMS, {"git": "Git"})
    return decide(plan, results, held or {}, refused or {}, today)


def decided(results: list[Result], *certifications: Certification, **more: Any) -> dict[str, Decision]:
    return {decision.key[1]: decision for decision in decisions(results, *certifications, **more)}


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
    assert (found["associate"].state, found["associate"].number) == ("expired", "CERT-1")
    assert found["associate"].reasons[0] == "expired on 2025-05-05"


def test_levels_of_other_certifications_and_those_that_nobody_can_earn() -> None:
    other = certification(level("lead", need(level="author.expert")), level("empty"), id="team")
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)], other, certification(EXPERT, ASSOCIATE))
    assert found["lead"].state == "awarded"
    assert found["lead"].awarded_on == date(2026, 1, 9)
    assert found["empty"].reasons == ("the level has no requirements, so nobody earns it",)


def test_a_level_that_is_refused_carries_no_other() -> None:
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)], refused={("author", "associate"): "no font"})
    assert (found["associate"].state, found["associate"].reasons) == ("refused", ("no font",))
    assert found["expert"].reasons == ("level `associate` is not held",)


def test_certifications_that_a_learner_has_nothing_to_do_with_are_not_named() -> None:
    assert decided([result("course", "other", 3)]) == {}


# Groups, practical work, exemptions, periods.


def alone(*needs: Requirement, **more: Any) -> Certification:
    return certification(level("one", *needs, **more), practicals=("lab",))


def one(results: list[Result], *needs: Requirement, **more: Any) -> Decision:
    return decided(results, alone(*needs, **more))["one"]


def test_of_several_ways_the_first_that_is_met_dates_the_award() -> None:
    ways = need(any=(inner(course="a"), inner(all=(single(course="b"), single(practical="lab")))))
    lab = result("practical", "author.lab", 5, passed=True, assessor="Grace")
    assert one([result("course", "a", 9), result("course", "b", 3), lab], ways).awarded_on == date(2026, 1, 5)
    assert one([result("course", "a", 4), result("course", "b", 3), lab], ways).awarded_on == date(2026, 1, 4)
    found = one([result("course", "b", 3)], ways)
    assert found.state == "not yet"
    assert found.reasons == ("one of these is needed: course `a` is not completed; or practical `author.lab` is not accepted",)


def test_so_many_of_several() -> None:
    two = need(at_least=SomeInner(origin=ORIGIN, count=2, of=(inner(course="a"), inner(course="b"), inner(course="c"))))
    assert one([result("course", "c", 9), result("course", "a", 3)], two).awarded_on == date(2026, 1, 9)
    found = one([result("course", "c", 9)], two)
    assert found.state == "not yet" and found.why is not None
    (group,) = found.why.parts
    assert (group.kind, group.needed, [part.met_on for part in group.parts]) == ("at_least", 2, [None, None, date(2026, 1, 9)])


def test_practical_work_is_met_once_an_assessor_accepts_it() -> None:
    def tried(day: int, passed: bool, source: str = "server") -> Result:
        return result("practical", "author.lab", day, passed=passed, assessor="Grace", source=source)

    assert one([tried(3, False)], need(practical="lab")).reasons == (
        "practical `author.lab` is not accepted: Grace did not accept it on 2026-01-03",
    )
    accepted = one([tried(3, False), tried(7, True)], need(practical="lab"))
    assert accepted.awarded_on == date(2026, 1, 7)
    ((leaf, by),) = accepted.evidence
    assert (leaf.title, by.assessor, by.file, by.line) == ("Lab", "Grace", "results.csv", 2)
    assert one([tried(3, True, "client")], need(practical="lab")).state == "refused"


def test_an_exemption_meets_a_requirement_of_the_levels_that_it_is_for() -> None:
    def exempt(**more: Any) -> Result:
        return result("exemption", "assessment/exam", 7, assessor="Grace", reason="wrote it", **more)

    found = one([exempt()], need(assessment="exam"))
    assert (found.state, found.awarded_on, found.exemptions, found.scores) == ("awarded", date(2026, 1, 7), ("wrote it",), ())
    assert one([exempt(level="author.one")], need(assessment="exam")).state == "awarded"
    assert one([exempt(level="author.other")], need(assessment="exam")).state == "not yet"
    both = one([exempt(), result("assessment", "exam", 7, 90)], need(assessment="exam"))
    assert both.exemptions == () and both.scores[0][1:] == (90, date(2026, 1, 7)), "who passed needs no exemption"


def test_an_award_pins_the_scores_that_it_stands_on() -> None:
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 80), result("assessment", "exam", 9, 85)])
    assert found["associate"].scores == (("exam", 85, date(2026, 1, 9)),)
    assert found["expert"].scores == ()


def test_what_is_too_old_has_to_be_done_again() -> None:
    old, new = result("course", "a", date(2024, 1, 1)), result("course", "a", date(2026, 3, 1))
    exam = result("assessment", "exam", date(2026, 2, 1), 90)
    recent = need(course="a", within_months=12)
    assert one([old, exam], recent, need(assessment="exam")).reasons == ("course `a` was last done on 2024-01-01, before 2025-06-01",)
    assert one([old, exam, new], recent, need(assessment="exam")).awarded_on == date(2026, 3, 1)


def test_what_has_no_day_of_its_own_is_in_no_period() -> None:
    undated = result("course", "a", date(2026, 3, 1), undated=True)
    assert one([undated], need(course="a")).state == "awarded"
    assert one([undated], need(course="a", within_months=12)).state == "not yet"


def test_a_group_s_period_holds_all_of_it() -> None:
    group = need(all=(inner(course="a"), inner(course="b")), within_months=6)
    assert one([result("course", "a", date(2024, 1, 31)), result("course", "b", date(2024, 7, 31))], group).awarded_on == date(2024, 7, 31)
    far = [result("course", "a", date(2024, 1, 31)), result("course", "b", date(2024, 8, 1))]
    assert one(far, group).state == "not yet"
    assert one([*far, result("course", "a", date(2024, 9, 1))], group).awarded_on == date(2024, 9, 1)
    # Met on that day, though nobody looked until the period was long over.
    assert one([result("course", "a", date(2024, 1, 1)), result("course", "b", date(2024, 2, 1))], group).awarded_on == date(2024, 2, 1)


# Renewals.

RENEWABLE = certification(level("one", need(assessment="exam"), validity_months=12, renewal_months=3))
FIRST = result("assessment", "exam", date(2025, 1, 10), 90)


def test_a_level_is_renewed_by_what_is_done_again_in_time_and_loses_no_day() -> None:
    held = {("author", "one"): Held(date(2025, 1, 10), date(2026, 1, 10), "CERT-1")}
    again = result("assessment", "exam", date(2025, 11, 1), 85)
    (found,) = decisions([FIRST, again], RENEWABLE, held=held)
    assert (found.state, found.cycle, found.awarded_on, found.valid_until) == ("renewed", 2, date(2025, 11, 1), date(2027, 1, 10))
    late = result("assessment", "exam", date(2026, 3, 1), 85)
    (found,) = decisions([FIRST, late], RENEWABLE, held=held)
    assert (found.awarded_on, found.valid_until) == (date(2026, 3, 1), date(2027, 3, 1))


def test_neither_old_results_nor_those_before_its_time_renew_a_level() -> None:
    held = {("author", "one"): Held(date(2025, 1, 10), date(2026, 1, 10), "CERT-1")}
    early = result("assessment", "exam", date(2025, 10, 9), 100)
    (found,) = decisions([FIRST, early], RENEWABLE, held=held, today=date(2025, 12, 1))
    assert (found.state, found.reasons) == ("held", ())
    assert found.why is not None and [leaf.missing for leaf in found.why.leaves(met=False)] == [
        "assessment `exam` was last done on 2025-10-09; what renews the level is done on or after 2025-10-10"
    ]
    (found,) = decisions([FIRST, early], RENEWABLE, held=held)
    assert found.state == "expired" and found.reasons[0] == "expired on 2026-01-10"
    (found,) = decisions([FIRST, result("assessment", "exam", date(2025, 12, 1), 100, undated=True)], RENEWABLE, held=held)
    assert found.reasons[1] == "assessment `exam` has no day of its own in results.csv, so it may be too old"


def test_a_second_run_over_the_same_results_awards_nothing() -> None:
    results = [FIRST, result("assessment", "exam", date(2025, 11, 1), 85), result("assessment", "exam", date(2025, 12, 1), 85)]
    first, second = decisions(results, RENEWABLE)
    assert [(found.state, found.cycle) for found in (first, second)] == [("awarded", 1), ("renewed", 2)]
    cycles = [Held(found.awarded_on or TODAY, found.valid_until, f"CERT-{found.cycle}", found.cycle) for found in (first, second)]
    (found,) = decisions(results, RENEWABLE, held={("author", "one"): cycles[1]._replace(earlier=(cycles[0],))})
    assert (found.state, found.cycle, found.number) == ("held", 2, "CERT-2")
    # Nor does one that an interrupted run goes on with award anything else than it would have.
    assert decisions(results, RENEWABLE, held={("author", "one"): cycles[0]})[0] == second


def test_a_renewal_that_is_refused_is_said() -> None:
    held = {("author", "one"): Held(date(2025, 1, 10), date(2026, 1, 10), "CERT-1")}
    again = result("assessment", "exam", date(2025, 11, 1), 85)
    (found,) = decisions([again], RENEWABLE, held=held, refused={("author", "one"): "no font"})
    assert (found.state, found.cycle, found.reasons) == ("refused", 2, ("no font",))


def test_without_a_period_a_level_is_renewed_after_it_expired() -> None:
    plain = certification(level("one", need(assessment="exam"), validity_months=12))
    held = {("author", "one"): Held(date(2025, 1, 10), date(2026, 1, 10), "CERT-1")}
    assert decisions([result("assessment", "exam", date(2026, 1, 10), 90)], plain, held=held)[0].state == "expired"
    assert decisions([result("assessment", "exam", date(2026, 1, 11), 90)], plain, held=held)[0].state == "renewed"


def test_a_higher_level_renews_a_lower_one_where_the_lower_one_says_so() -> None:
    low = level(
        "low", need(course="git"), validity_months=12, renewal_months=3, renewal=(need(any=(inner(course="update"), inner(level="high"))),)
    )
    high = level("high", need(level="low"), need(assessment="exam"), validity_months=36)
    results = [result("course", "git", date(2025, 1, 10)), result("assessment", "exam", date(2025, 11, 1), 90)]
    found = decisions(results, certification(low, high))
    assert [(one.key[1], one.cycle, one.awarded_on) for one in found] == [
        ("low", 1, date(2025, 1, 10)),
        ("low", 2, date(2025, 11, 1)),
        ("high", 1, date(2025, 11, 1)),
    ]


def test_what_was_revoked_is_not_awarded_again_and_carries_nothing() -> None:
    held = {("author", "associate"): Held(date(2025, 5, 5), date(2027, 5, 5), "CERT-1", revoked=True)}
    found = decided([result("course", "git", 3), result("assessment", "exam", 9, 95)], held=held)
    assert found["associate"].state == "revoked" and "CERT-1 was revoked" in found["associate"].reasons[0]
    assert found["expert"].reasons == ("level `associate` is not held",)


def test_a_level_is_held_through_its_renewals() -> None:
    held = {
        ("author", "associate"): Held(date(2025, 5, 5), date(2027, 5, 5), "B", 2, earlier=(Held(date(2023, 5, 5), date(2025, 5, 5), "A"),))
    }
    found = decided([result("assessment", "exam", date(2024, 1, 9), 95)], held=held)
    assert found["expert"].awarded_on == date(2024, 1, 9)


DAYS = st.dates(date(2023, 1, 1), TODAY)
RESULTS = st.lists(
    st.builds(
        lambda on, score, source: result("assessment", "exam", on, score, source=source),
        DAYS,
        st.sampled_from([50.0, 80.0, 95.0]),
        st.sampled_from(["server", "client"]),
    )
    | st.builds(lambda id, on: result("course", id, on), st.sampled_from(["git", "a", "b"]), DAYS),
    max_size=8,
)
WHOLE = certification(
    level("associate", need(course="git", within_months=12), need(assessment="exam"), validity_months=12, renewal_months=3),
    level(
        "expert",
        need(level="associate"),
        need(any=(inner(course="a"), inner(all=(single(course="b"), single(assessment="exam", least_score=90))))),
    ),
)


@settings(deadline=None)
@given(RESULTS, st.randoms(use_true_random=False))
def test_decisions_depend_on_no_order_and_a_second_run_awards_nothing(results: list[Result], random: Any) -> None:
    found = decisions(results, WHOLE)
    shuffled = list(results)
    random.shuffle(shuffled)
    assert decisions(shuffled, WHOLE) == found
    held: dict[Any, Held] = {}
    for decision in found:
        if decision.is_new:
            assert decision.awarded_on and decision.awarded_on <= TODAY
            assert all(by.on <= decision.awarded_on and by.source != "client" for leaf, by in decision.evidence if leaf.id == "exam")
            before = held.get(decision.key)
            assert decision.cycle == (before.cycle + 1 if before else 1)
            earlier = (*before.earlier, before._replace(earlier=())) if before else ()
            held[decision.key] = Held(decision.awarded_on, decision.valid_until, "N", decision.cycle, earlier=earlier)
    assert not any(decision.is_new for decision in decisions(results, WHOLE, held=held))


@settings(deadline=None)
@given(RESULTS, DAYS)
def test_awards_of_before_stay_when_results_come_later(results: list[Result], until: date) -> None:
    """Whoever runs cedu every day awards what somebody awards who runs it once, as long as results come in time."""
    early = [one for one in decisions([one for one in results if one.completed_on <= until], WHOLE, today=until) if one.is_new]
    late = {(one.key, one.cycle): one for one in decisions(results, WHOLE) if one.is_new}
    for one in early:
        assert late[one.key, one.cycle] == one


@settings(deadline=None)
@given(RESULTS, st.lists(DAYS, max_size=5))
def test_who_runs_often_awards_what_is_awarded_at_once(results: list[Result], runs: list[date]) -> None:
    held: dict[Any, Held] = {}
    often = []
    for today in [*sorted(runs), TODAY]:
        there = [one for one in results if one.completed_on <= today]
        for found in decisions(there, WHOLE, held=held, today=today):
            if found.is_new:
                before = held.get(found.key)
                earlier = (*before.earlier, before._replace(earlier=())) if before else ()
                held[found.key] = Held(found.awarded_on or today, found.valid_until, "N", found.cycle, earlier=earlier)
                often.append((found.key, found.cycle, found.awarded_on, found.valid_until))
    once = [(found.key, found.cycle, found.awarded_on, found.valid_until) for found in decisions(results, WHOLE) if found.is_new]
    assert sorted(often) == sorted(once)


def test_a_clock_that_was_set_back_is_found() -> None:
    assert set_back(TODAY, TODAY, "private/registry.sqlite") is None
    finding = set_back(TODAY - timedelta(days=1), TODAY, "private/registry.sqlite")
    assert finding and (finding.code, finding.message) == ("CE728", "today is 2026-05-31, but the registry's last run was on 2026-06-01")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 13, date(2027, 9, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
        (date.max, 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then
