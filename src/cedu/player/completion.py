"""The completion contract: what can happen in a course, and where that leaves it, as `memory.js` decides it for every standard alike.

Each standard's target puts it into its LMS's words (`Target.tells`). `cedu build --explain` shows both.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cedu.items import keyed_points
from cedu.model.course import Completion, Course, Lesson
from cedu.model.pool import Find, asked_in_browser

# A difference in percent that no author can mean.
_HAIR = 1e-6


class Quiz(NamedTuple):
    """An assessment that is scored: its passing score in percent and its number of attempts, if it has any, and its items' points"""

    passing: float | None
    attempts: int | None
    points: float


class Terms(NamedTuple):
    """What a launchable part of a course asks for before it is complete: how many of its lessons, and what of its assessments."""

    completion: Completion
    lessons: int
    quizzes: tuple[Quiz, ...]

    @property
    def judged(self) -> bool:
        """Will there be a pass or a fail?"""
        return self.completion.assessments != "ignored" and any(quiz.passing is not None for quiz in self.quizzes)

    @property
    def points(self) -> float:
        """What all assessments together are worth."""
        return sum(quiz.points for quiz in self.quizzes)

    @property
    def passing_score(self) -> float | None:
        """The percentage of all points at which the whole is passed; None where no one number says what the course says.

        Of several assessments each has to be passed by itself, which the score of all together does not tell. And an LMS hears a score of
        two decimals in percent, so that it can judge by no finer one.
        """
        passing = self.quizzes[0].passing if self.judged and len(self.quizzes) == 1 else None
        return None if passing is None or round(passing, 2) != passing else passing


class Tried(NamedTuple):
    """How far a learner is with an assessment: the attempts that were handed in, and the best share of its points, from 0 to 1."""

    tries: int = 0
    score: float = 0


class Standing(NamedTuple):
    """Where a learner stands: `passed` is None without a verdict, `score` in percent or None; `more`: it is worth coming back."""

    completed: bool
    passed: bool | None
    score: float | None
    more: bool


class Situation(NamedTuple):
    """Something that happens in a course: in words, by numbers (lessons seen, each assessment's tries), and where it leaves the learner."""

    words: str
    seen: int
    tried: tuple[Tried, ...]
    standing: Standing


def terms(course: Course, lessons: Sequence[Lesson], find: Find) -> Terms:
    """The terms of these lessons, which are launched together."""
    return Terms(course.completion_rule, len(lessons), tuple(_quizzes(lessons, find)))


def stand(terms: Terms, seen: int, tried: Sequence[Tried]) -> Standing:
    """Where a learner stands who has seen so many lessons, and has tried each assessment so far; `outcome` in `memory.js` says the same."""
    rule = terms.completion.assessments
    quizzes = list(zip(terms.quizzes, tried, strict=True))
    missed = [(quiz, its) for quiz, its in quizzes if not _passed(quiz, its)]
    lost = any(quiz.attempts and its.tries >= quiz.attempts for quiz, its in missed)
    everything = all(its.tries for _, its in quizzes)
    read = seen > 0 if terms.completion.lessons == "any" else seen == terms.lessons
    completed = read and (rule == "ignored" or (everything and (rule == "attempted" or not missed)))
    verdict = None
    if terms.judged:
        verdict = True if not missed else False if lost or (read and everything) else None
    has_score = terms.points > 0 and any(its.tries for _, its in quizzes)
    score = 100 * sum(quiz.points * its.score for quiz, its in quizzes) / terms.points if has_score else None
    open_again = any(not quiz.attempts or its.tries < quiz.attempts for quiz, its in missed)
    return Standing(completed, verdict, score, not completed or (verdict is False and open_again))


def situations(terms: Terms) -> Iterator[Situation]:
    """What happens, in the order of a course, as far as these terms have it."""
    untried = tuple(Tried() for _ in terms.quizzes)
    best = tuple(Tried(1, 1) for _ in terms.quizzes)

    def situation(words: str, seen: int, tried: tuple[Tried, ...]) -> Situation:
        return Situation(words, seen, tried, stand(terms, seen, tried))

    everything, half = terms.lessons, terms.lessons // 2
    yield situation("opened", min(1, everything), untried)
    if half > 1:
        yield situation("left half-way", half, untried)
    if everything > 1:
        yield situation("all lessons seen" + (", nothing answered" if terms.quizzes else ""), everything, untried)
    yield from (situation(words, everything, tried) for words, tried in _failures(terms, best))
    if terms.judged and everything > 1:
        yield situation("all assessments passed, a lesson left", everything - 1, best)
    if terms.quizzes:
        yield situation("all lessons seen, all assessments " + ("passed" if terms.judged else "handed in"), everything, best)


def _quizzes(lessons: Iterable[Lesson], find: Find) -> Iterator[Quiz]:
    """What these lessons ask and score, each assessment once."""
    for id in dict.fromkeys(lesson.assessment for lesson in lessons if lesson.assessment):
        assessment = find("assessment", id)
        if asked := asked_in_browser(assessment, find):
            points = sum(keyed_points(item) for _, item in asked)
            yield Quiz(assessment.passing_score if points else None, assessment.attempts, points)


def _failures(terms: Terms, best: tuple[Tried, ...]) -> Iterator[tuple[str, tuple[Tried, ...]]]:
    """One assessment is failed, and everything else is as good as can be."""
    can_fail = [index for index, quiz in enumerate(terms.quizzes) if terms.judged and quiz.passing]
    again = next((index for index in can_fail if terms.quizzes[index].attempts != 1), None)
    last = next((index for index in can_fail if terms.quizzes[index].attempts), None)
    if again is not None:
        yield "an assessment failed, tries left", (*best[:again], Tried(1, 0), *best[again + 1 :])
    if last is not None:
        yield "an assessment failed for good", (*best[:last], Tried(terms.quizzes[last].attempts or 1, 0), *best[last + 1 :])


def _passed(quiz: Quiz, its: Tried) -> bool:
    """Is it passed, or has it nothing to pass?"""
    return quiz.passing is None or (its.tries > 0 and its.score * 100 >= quiz.passing - _HAIR)
