"""Is a requirement met on a day, by what, and if not, what is missing: a pure function over one learner's results and levels."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cedu.credentials.award import LevelKey
from cedu.credentials.days import add_months
from cedu.credentials.decision import Checked, Evidence, Held
from cedu.credentials.plan import Need
from cedu.credentials.results import Result

# One learner's results by the kind and id of what they are about, the earliest first; of one day, the best first.
Results = Mapping[tuple[str, str], Sequence[Result]]
# One learner's awards of each level, the first cycle first.
Awards = Mapping[LevelKey, Sequence[Held]]


class Moment(NamedTuple):
    """When, and for whom: results of after `on` don't count, nor for a renewal those of before `since`. `key` is the level."""

    key: LevelKey
    on: date
    since: date = date.min


def indexed(results: Iterable[Result]) -> Results:
    """Results as they are looked up; the same in whatever order they come."""
    found: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        found.setdefault((result.kind, result.id), []).append(result)
    for several in found.values():
        if len(several) > 1:
            several.sort(key=lambda result: (result.completed_on, -(result.score or 0.0), result.file, result.line))
    return found


def days(need: Need, results: Results, awards: Awards, moment: Moment) -> list[date]:
    """The days on which something may have come to be met, the earliest first: the award is dated by the first on which all is."""
    found: set[date] = set()
    for single in need.singles:
        if single.kind == "level":
            found.update(held.awarded_on for held in awards.get(single.level, ()))
        found.update(result.completed_on for result in _about(single, results, moment.key))
    if moment.since > date.min:
        found.add(moment.since)
    return sorted(day for day in found if moment.since <= day <= moment.on)


def check(need: Need, results: Results, awards: Awards, moment: Moment, window: date = date.min) -> Checked:
    """The requirement `need` at a moment; only what was done on or after the day `window` counts."""
    if need.within_months:
        window = max(window, add_months(moment.on, -need.within_months))
    if need.parts:
        return _group(need, tuple(check(part, results, awards, moment, window) for part in need.parts))
    if need.kind == "level":
        return _level(need, awards, moment, window)
    return _result(need, results, moment, window)


def _group(need: Need, parts: tuple[Checked, ...]) -> Checked:
    days = [part.met_on for part in parts if part.met_on is not None]
    if len(days) >= need.needed:
        days.sort()
        return Checked(need.kind, within_months=need.within_months, needed=need.needed, met_on=days[need.needed - 1], parts=parts)
    unfit = len(days) + sum([part.unfit for part in parts]) >= need.needed
    return Checked(need.kind, within_months=need.within_months, needed=need.needed, unfit=unfit, parts=parts)


def _about(need: Need, results: Results, key: LevelKey) -> Sequence[Result]:
    """The results that could meet a requirement, whatever they say: those of it, and exemptions from it."""
    found = results.get(need.subject, ())
    exempt = results.get(need.exemption)
    return [*found, *(one for one in exempt if one.level in ("", ".".join(key)))] if exempt else found


def _result(need: Need, results: Results, moment: Moment, window: date) -> Checked:
    there = _about(need, results, moment.key)
    if not there:
        return _missing(need, _short_of(need, there))
    first = max(window, moment.since)
    there = [result for result in there if result.completed_on <= moment.on]
    good = [result for result in there if _passes(result, need)]
    # What has no day of its own may be older than the day that it is known by.
    fresh = [result for result in good if result.completed_on >= first and not (result.undated and first > date.min)]
    counted = [result for result in fresh if _counts(result, need)]
    if counted:
        return _met(need, min(counted, key=lambda result: (result.completed_on, result.kind == "exemption")))
    missing = _unfit(need) if fresh else _late(need, good[-1], moment, first) if good else _short_of(need, there)
    return _missing(need, missing, unfit=bool(fresh))


def _passes(result: Result, need: Need) -> bool:
    """A score decides where there is one; the LMS's word where there is none, or where it says no to what is the assessment's own score."""
    if result.kind == "exemption":
        return True
    if need.kind == "course":
        return result.passed is not False
    if need.kind == "practical":
        return result.passed is True
    if not need.own:
        return result.score is not None and need.least is not None and result.score >= need.least
    if result.score is None or need.least is None:
        return result.passed is True
    return result.score >= need.least and result.passed is not False


def _counts(result: Result, need: Need) -> bool:
    """Is the word of whoever says it enough? A browser's isn't where a certification is at stake, nor for a person's judgement."""
    return result.kind == "exemption" or result.source == "server" or not (need.served or need.kind == "practical")


def _met(need: Need, result: Result) -> Checked:
    exempt = result.reason if result.kind == "exemption" else ""
    by = Evidence(result.completed_on, result.file, result.line, result.score, result.source, "", result.assessor, exempt)
    return Checked(need.kind, need.id, need.title, need.least, need.within_months, met_on=result.completed_on, by=by)


def _missing(need: Need, missing: str, *, unfit: bool = False) -> Checked:
    return Checked(need.kind, need.id, need.title, need.least, need.within_months, missing=missing, unfit=unfit)


def _unfit(need: Need) -> str:
    if need.kind == "practical":
        return f"practical `{need.id}` was accepted by a browser, and not by a person"
    return f"assessment `{need.id}` was scored by the learner's browser, which counts for no certification"


def _late(need: Need, last: Result, moment: Moment, first: date) -> str:
    """What is missing where something good is there, and doesn't count because of its day."""
    done = f"{need.kind} `{need.id}`"
    if last.completed_on >= first:
        return f"{done} has no day of its own in {last.file}, so it may be too old"
    if first == moment.since:
        return f"{done} was last done on {last.completed_on}; what renews the level is done on or after {first}"
    return f"{done} was last done on {last.completed_on}, before {first}"


def _short_of(need: Need, tries: Sequence[Result]) -> str:
    if need.kind == "course":
        return f"course `{need.id}` is not completed"
    if need.kind == "practical":
        said = f": {tries[-1].assessor} did not accept it on {tries[-1].completed_on}" if tries else ""
        return f"practical `{need.id}` is not accepted{said}"
    wanted = "" if need.least is None else f" with {need.least:g} %"
    best = max((result.score for result in tries if result.score is not None), default=None)
    had = "" if best is None else f": the best score is {best:g} %"
    return f"assessment `{need.id}` is not passed{wanted}{had}"


def _level(need: Need, awards: Awards, moment: Moment, window: date) -> Checked:
    """A level has to be held on the day; for a renewal, too, it may have been awarded long before."""
    certification, local = need.level
    before = [held for held in awards.get(need.level, ()) if held.awarded_on <= moment.on and not held.revoked]
    title = f"level `{local}`" if certification == moment.key[0] else f"level `{need.id}`"
    if not before:
        return _missing(need, f"{title} is not held")
    held = before[-1]
    if held.valid_until and held.valid_until < moment.on:
        return _missing(need, f"{title} expired on {held.valid_until}")
    if held.awarded_on < window:
        return _missing(need, f"{title} was awarded on {held.awarded_on}, before {window}")
    by = Evidence(max(held.awarded_on, moment.since), number=held.number)
    return Checked(need.kind, need.id, need.title, within_months=need.within_months, met_on=by.on, by=by)
