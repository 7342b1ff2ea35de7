"""Who has earned what: a pure function from certifications and one learner's results to decisions, with reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from cedu.credentials.results import Result
from cedu.model.certification import Certification, Level, Requirement

# A level by its certification's id and its own.
LevelKey = tuple[str, str]
State = Literal["awarded", "held", "not yet", "refused"]


class Exam(NamedTuple):
    """What has to be known of an assessment."""

    passing_score: float | None
    stakes: str


class Held(NamedTuple):
    """A level that a learner holds: since when, until when (None for good), and by which number."""

    awarded_on: date
    valid_until: date | None
    number: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one learner and one level, and why."""

    key: LevelKey
    state: State
    reasons: tuple[str, ...] = ()
    awarded_on: date | None = None
    valid_until: date | None = None
    number: str = ""


class _Met(NamedTuple):
    """A requirement that is met, and since when."""

    since: date


class _Missing(NamedTuple):
    """A requirement that isn't met, in words; `refused` where only a client's word stands for it."""

    reason: str
    refused: bool = False


def decide(
    certifications: Sequence[Certification],
    exams: Mapping[str, Exam],
    results: Sequence[Result],
    held: Mapping[LevelKey, Held],
    refused: Mapping[LevelKey, str],
) -> tuple[Decision, ...]:
    """A decision for each level of each certification that `results`, all of one learner, have to do with; `refused` names levels that
    can't be awarded whatever the results say, and why.

    A level that is earned here counts for the levels that build on it, in whatever order they stand. An award is dated by the latest of
    the earliest results that meet its requirements, so that the same results give the same date on any day.
    """
    levels = {(certification.id, level.id): level for certification in certifications for level in certification.levels}
    earned = dict(held)
    decisions = {key: _already(key, held[key]) for key in levels if key in held}
    progress = True
    while progress:
        progress = False
        for key, level in levels.items():
            if key in earned:
                continue
            decision = _decide(key, level, exams, results, earned)
            if decision.state == "awarded" and key in refused:
                decision = Decision(key, "refused", (refused[key],))
            decisions[key] = decision
            if decision.state == "awarded" and decision.awarded_on:
                earned[key] = Held(decision.awarded_on, decision.valid_until, "")
                progress = True
    relevant = _relevant(certifications, results, earned)
    return tuple(decisions[key] for key in levels if key[0] in relevant)


def _already(key: LevelKey, held: Held) -> Decision:
    return Decision(key, "held", awarded_on=held.awarded_on, valid_until=held.valid_until, number=held.number)


def _relevant(certifications: Sequence[Certification], results: Sequence[Result], earned: Mapping[LevelKey, Held]) -> set[str]:
    seen = {(result.kind, result.id) for result in results}
    found = {certification for certification, _ in earned}
    for certification in certifications:
        for level in certification.levels:
            if any(("course", need.course) in seen or ("assessment", need.assessment) in seen for need in level.requires):
                found.add(certification.id)
    return found


def _decide(key: LevelKey, level: Level, exams: Mapping[str, Exam], results: Sequence[Result], earned: Mapping[LevelKey, Held]) -> Decision:
    if not level.requires:
        return Decision(key, "not yet", ("the level has no requirements, so nobody earns it",))
    answers = [_result(need, exams, results) for need in level.requires if need.level is None]
    on = max((answer.since for answer in answers if isinstance(answer, _Met)), default=None)
    answers += [_level(key[0], need.level, earned, on) for need in level.requires if need.level is not None]
    missing = [answer for answer in answers if isinstance(answer, _Missing)]
    if missing:
        refused = all(answer.refused for answer in missing)
        return Decision(key, "refused" if refused else "not yet", tuple(answer.reason for answer in missing))
    awarded_on = max(answer.since for answer in answers if isinstance(answer, _Met))
    valid_until = add_months(awarded_on, level.validity_months) if level.validity_months else None
    return Decision(key, "awarded", awarded_on=awarded_on, valid_until=valid_until)


def _result(need: Requirement, exams: Mapping[str, Exam], results: Sequence[Result]) -> _Met | _Missing:
    if need.course is not None:
        done = [
            result.completed_on for result in results if (result.kind, result.id) == ("course", need.course) and result.passed is not False
        ]
        return _Met(min(done)) if done else _Missing(f"course `{need.course}` is not completed")
    exam = exams.get(need.assessment or "", Exam(None, "practice"))
    tries = [result for result in results if (result.kind, result.id) == ("assessment", need.assessment)]
    good = [result for result in tries if _passes(result, need, exam)]
    counted = [result for result in good if exam.stakes != "certification" or result.source == "server"]
    if counted:
        return _Met(min(result.completed_on for result in counted))
    if good:
        reason = f"assessment `{need.assessment}` was scored by the learner's browser, which counts for no certification"
        return _Missing(reason, refused=True)
    return _Missing(_short_of(need, exam, tries))


def _passes(result: Result, need: Requirement, exam: Exam) -> bool:
    """A score decides where there is one; the LMS's word where there is none, or where it says no to what is the assessment's own score."""
    if need.least_score is not None:
        return result.score is not None and result.score >= need.least_score
    if result.score is None or exam.passing_score is None:
        return result.passed is True
    return result.score >= exam.passing_score and result.passed is not False


def _short_of(need: Requirement, exam: Exam, tries: Sequence[Result]) -> str:
    least = need.least_score if need.least_score is not None else exam.passing_score
    wanted = "" if least is None else f" with {least:g} %"
    if not tries:
        return f"assessment `{need.assessment}` is not passed{wanted}"
    best = max((result.score for result in tries if result.score is not None), default=None)
    had = "" if best is None else f": the best score is {best:g} %"
    return f"assessment `{need.assessment}` is not passed{wanted}{had}"


def _level(certification: str, written: str, earned: Mapping[LevelKey, Held], on: date | None) -> _Met | _Missing:
    owner, _, local = written.rpartition(".")
    key = (owner or certification, local)
    title = f"level `{key[1]}`" if key[0] == certification else f"level `{key[0]}.{key[1]}`"
    held = earned.get(key)
    if held is None:
        return _Missing(f"{title} is not held")
    if on and held.valid_until and held.valid_until < on:
        return _Missing(f"{title} expired on {held.valid_until}")
    return _Met(held.awarded_on)


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)
