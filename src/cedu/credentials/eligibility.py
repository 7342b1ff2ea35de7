"""Who has earned what: a pure function from certifications, one learner's results and what they hold to decisions, with reasons.

An award is dated by the first day on which all that it requires was met, so that the same results give the same award on any day. A
renewal is the next cycle: it stands on what was done after the award before it, and within the time that the level names or later.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from cedu.credentials.award import LevelKey
from cedu.credentials.checking import Moment, Results, check, days, indexed
from cedu.credentials.days import add_months
from cedu.credentials.decision import Checked, Decision, Held
from cedu.credentials.plan import Need, Plan, Planned
from cedu.credentials.results import Result

_DAY = timedelta(days=1)


def decide(
    plan: Plan, results: Sequence[Result], held: Mapping[LevelKey, Held], refused: Mapping[LevelKey, str], today: date
) -> tuple[Decision, ...]:
    """A decision for each new award, and else for each level of the certifications that `results`, all of one learner, have to do with.

    `held` are the learner's latest awards; `refused` names levels that can't be awarded whatever the results say, and why. A level that
    is earned here counts for those that require it.
    """
    return tuple(_Deciding(plan, indexed(results), held, refused, today).decisions())


class _Deciding:
    """One learner."""

    def __init__(self, plan: Plan, results: Results, held: Mapping[LevelKey, Held], refused: Mapping[LevelKey, str], today: date) -> None:
        self._plan = plan
        self._results = results
        self._held = held
        self._refused = refused
        self._today = today
        self._awards: dict[LevelKey, list[Held]] = {key: [*last.earlier, last] for key, last in held.items()}
        self._new: dict[LevelKey, list[Decision]] = {}
        self._checked: dict[LevelKey, Checked] = {}

    def decisions(self) -> Iterator[Decision]:
        """What becomes of each level, in the order in which they are written."""
        concerned = self._concerned()
        asked = concerned.union(*(self._plan.above.get(certification, ()) for certification in concerned))
        keys = [key for key in self._plan.order if key[0] in asked]
        while any(self._advance(self._plan.levels[key]) for key in keys):
            pass
        concerned |= {certification for certification, _ in self._new}
        for key, level in self._plan.levels.items():
            if key[0] in concerned:
                yield from self._new.get(key) or (self._standing(level),)

    def _concerned(self) -> set[str]:
        """The certifications that the learner has to do with."""
        found = {certification for certification, _ in self._held}
        for kind, id in self._results:
            subject = (kind, id) if kind != "exemption" else (id.partition("/")[0], id.partition("/")[2])
            found |= self._plan.subjects.get(subject, frozenset())
        return found

    def _advance(self, level: Planned) -> bool:
        """Award as many cycles of a level as are earned; was there one?"""
        awarded = False
        while (decision := self._next(level)) and level.key not in self._refused:
            self._new.setdefault(level.key, []).append(decision)
            cycle = Held(decision.awarded_on or date.max, decision.valid_until, "", decision.cycle)
            self._awards.setdefault(level.key, []).append(cycle)
            awarded = True
        return awarded

    def _next(self, level: Planned) -> Decision | None:
        """The next award of a level, if it is earned."""
        need, moment = self._asked(level)
        if need is None or moment.since > moment.on:
            return None
        now = self._checked[level.key] = check(need, self._results, self._awards, moment)
        if not self._may_have_been_met(need, now):
            return None
        last = self._last(level)
        for day in days(need, self._results, self._awards, moment):
            found = check(need, self._results, self._awards, moment._replace(on=day))
            if found.met_on is not None:
                state, cycle = ("renewed", last.cycle + 1) if last else ("awarded", 1)
                valid_until = _valid_until(day, level.validity_months, last)
                return Decision(level.key, state, cycle, day, valid_until, why=found)  # type: ignore[arg-type]
        return None

    def _may_have_been_met(self, need: Need, now: Checked) -> bool:
        """Is it met, or may it have been before today? Periods move on, and levels expire; all else, once done, stays done."""
        if now.met_on is not None or need.within_months:
            return True
        if need.kind == "level":
            return need.level in self._awards
        return bool(need.parts) and sum(map(self._may_have_been_met, need.parts, now.parts)) >= need.needed

    def _last(self, level: Planned) -> Held | None:
        return self._awards[level.key][-1] if level.key in self._awards else None

    def _asked(self, level: Planned) -> tuple[Need | None, Moment]:
        """What is asked of the learner next, and since when it counts."""
        last = self._last(level)
        if last is None:
            return level.earn, Moment(level.key, self._today)
        if last.revoked or last.valid_until is None:
            return None, Moment(level.key, self._today)
        opens = add_months(last.valid_until, -level.renewal_months) if level.renewal_months else last.valid_until + _DAY
        return level.renew, Moment(level.key, self._today, max(opens, last.awarded_on + _DAY))

    def _standing(self, level: Planned) -> Decision:
        """What there is to say of a level of which nothing was awarded now."""
        last = self._last(level)
        need, moment = self._asked(level)
        # As it was found when the last award could have been; nothing has changed since.
        why = self._checked.get(level.key) if need and moment.since <= self._today else None
        if why and why.met_on is not None and level.key in self._refused:
            return Decision(level.key, "refused", last.cycle + 1 if last else 1, why=why, reasons=(self._refused[level.key],))
        if last is None:
            return self._unearned(level, why)
        if last.revoked:
            reason = f"{last.number} was revoked, so no results award the level again; `cedu credential renew {last.number}` does, by hand"
            return Decision(level.key, "revoked", last.cycle, last.awarded_on, last.valid_until, last.number, reasons=(reason,))
        expired = last.valid_until is not None and last.valid_until < self._today
        reasons = (f"expired on {last.valid_until}", *_missing(why)) if expired else ()
        state = "expired" if expired else "held"
        return Decision(level.key, state, last.cycle, last.awarded_on, last.valid_until, last.number, why, reasons)  # type: ignore[arg-type]

    def _unearned(self, level: Planned, why: Checked | None) -> Decision:
        if why is None:
            return Decision(level.key, "not yet", reasons=("the level has no requirements, so nobody earns it",))
        return Decision(level.key, "refused" if why.unfit else "not yet", why=why, reasons=_missing(why))


def _valid_until(day: date, months: int | None, last: Held | None) -> date | None:
    """The last day of validity: whoever renews in time loses none of what was left."""
    if months is None:
        return None
    in_time = last is not None and last.valid_until is not None and day <= last.valid_until
    return add_months(last.valid_until if in_time and last and last.valid_until else day, months)


def _missing(why: Checked | None) -> tuple[str, ...]:
    return tuple(why.lacking()) if why else ()
