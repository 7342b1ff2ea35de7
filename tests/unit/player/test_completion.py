"""The completion contract: what can happen in a course, and where that leaves a learner.

`tests/e2e/test_contract.py` holds it against the player and against an LMS.
"""

from typing import Literal

import pytest

from cedu.model.course import Completion
from cedu.model.origin import start_of
from cedu.player.completion import Quiz, Standing, Terms, Tried, situations, stand

Rule = Literal["passed", "attempted", "ignored"]
PRACTICE = Quiz(None, None, 1)
TEST = Quiz(80, None, 3)
EXAM = Quiz(80, 2, 1)


def agreed(*quizzes: Quiz, lessons: int = 4, rule: Rule = "passed") -> Terms:
    return Terms(Completion(origin=start_of("course.yaml"), assessments=rule), lessons, quizzes)


def happens(terms: Terms) -> dict[str, tuple[bool, bool | None]]:
    return {each.words: (each.standing.completed, each.standing.passed) for each in situations(terms)}


def test_what_is_only_read_is_completed_and_never_passed() -> None:
    assert happens(agreed(lessons=1)) == {"opened": (True, None)}
    assert happens(agreed()) == {"opened": (False, None), "left half-way": (False, None), "all lessons seen": (True, None)}


def test_what_has_no_passing_score_is_handed_in() -> None:
    assert happens(agreed(PRACTICE, lessons=2)) == {
        "opened": (False, None),
        "all lessons seen, nothing answered": (False, None),
        "all lessons seen, all assessments handed in": (True, None),
    }


@pytest.mark.parametrize(("rule", "failed", "seen"), [("passed", (False, False), False), ("attempted", (True, False), False)])
def test_each_rule_says_what_a_failed_assessment_means(rule: Rule, failed: tuple[bool, bool], seen: bool) -> None:
    assert happens(agreed(TEST, EXAM, rule=rule)) == {
        "opened": (False, None),
        "left half-way": (False, None),
        "all lessons seen, nothing answered": (seen, None),
        "an assessment failed, tries left": failed,
        "an assessment failed for good": failed,
        "all assessments passed, a lesson left": (False, True),
        "all lessons seen, all assessments passed": (True, True),
    }


def test_where_assessments_are_ignored_only_lessons_count() -> None:
    found = happens(agreed(EXAM, rule="ignored"))
    assert found["all lessons seen, nothing answered"] == found["all lessons seen, all assessments handed in"] == (True, None)
    assert not [words for words in found if "failed" in words]


def test_what_can_not_be_failed_or_tried_again_is_not_in_the_table() -> None:
    assert not [words for words in happens(agreed(Quiz(0, None, 1))) if "failed" in words]
    once = [words for words in happens(agreed(Quiz(80, 1, 1))) if "failed" in words]
    assert once == ["an assessment failed for good"]


def test_the_score_is_the_share_of_all_points_and_nothing_before_the_first_try() -> None:
    terms = agreed(TEST, EXAM)
    assert stand(terms, 4, (Tried(), Tried())) == Standing(False, None, None, True)
    assert stand(terms, 4, (Tried(1, 1), Tried())).score == 75
    assert stand(terms, 1, (Tried(), Tried(2, 0.5))) == Standing(False, False, 12.5, True)
    assert stand(terms, 4, (Tried(1, 1), Tried(2, 0))) == Standing(False, False, 75, True)
    assert stand(agreed(EXAM, rule="attempted"), 4, (Tried(2, 0),)) == Standing(True, False, 0, False)
