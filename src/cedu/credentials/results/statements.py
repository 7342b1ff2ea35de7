"""xAPI and cmi5 statements: who passed, completed or was satisfied in an activity of ours, or in one that cedu.yaml names.

Experience API 1.0.3, Data, 2.4; cmi5 Quartz, 9.3 (verbs) and 10.2.1 (actor). A statement of a package comes from the learner's browser,
whoever's authority it bears, so that `source` is `client` unless cedu.yaml says otherwise. A test's statements are about
`<course or AU>/test/<assessment>`, or `<namespace>/assessment/<assessment>`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cedu.credentials.results import cells
from cedu.credentials.results.gathering import Gathering, Judge, Who
from cedu.credentials.results.known import Subject
from cedu.credentials.results.records import subject_of
from cedu.credentials.results.values import Result, Source
from cedu.formats.xapi import VOIDED, at, number, text, time
from cedu.model.workspace import Activity, Export, Identity

_ADL = "http://adlnet.gov/expapi/verbs/"
_SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied"
_VERBS = {f"{_ADL}{verb}": verb for verb in ("passed", "failed", "completed", "scored", "mastered")} | {_SATISFIED: "satisfied"}
_WHOLE = "au"  # the one AU of a course, as `targets.cmi5` calls it


def is_statement(value: Any) -> bool:
    """Is it a statement, whether a good one or not?"""
    return isinstance(value, dict) and "verb" in value and "object" in value


class Statements:
    """Reads the statements of one file; what was taken back is known at its end, so that all is kept until then."""

    def __init__(self, gathering: Gathering, file: str, export: Export, learner: Identity) -> None:
        self._judge = Judge(gathering, file)
        self._gathering = gathering
        self._file = file
        self._export = export
        self._learner = learner
        self._voided: set[str] = set()
        self._seen: set[str] = set()
        self._results: list[tuple[str, Who, Result]] = []
        # What a course that has to be passed still lacks: of each learner and course, the days of both, and what is kept of it.
        self._halves: dict[tuple[str, str], dict[str, tuple[Who, Result]]] = {}

    def statement(self, line: int, value: Mapping[str, Any]) -> None:
        """Take one statement; others than ours are about other things, and no mistake."""
        verb = text(value, "verb", "id")
        if verb == VOIDED:
            self._voided.add(text(value, "object", "id"))
            return
        said = _VERBS.get(verb)
        about = self._about(text(value, "object", "id")) if said else None
        if said is None or about is None:
            return
        id = text(value, "id")
        if id and id in self._seen:
            return  # an LRS may send one twice
        self._seen.add(id)
        (kind, name), part, activity = about
        before = self._gathering.errors
        who, on = self._who(line, value), self._day(line, value)
        result = self._result(line, value, said, kind, name, part, activity, on)
        if result and self._gathering.errors == before:
            self._keep(id, who, result, said, part)

    def finish(self) -> None:
        """Keep what was not taken back."""
        for pair in self._halves.values():
            if {"passed", "completed"} <= pair.keys():
                who, result = max(pair.values(), key=lambda half: (half[1].completed_on, half[1].line))
                self._results.append(("", who, result._replace(passed=True)))
        for id, who, result in self._results:
            if id not in self._voided or not id:
                self._gathering.add(who, result)

    def _about(self, iri: str) -> tuple[Subject, str, Activity | None] | None:
        """What an activity is here, which part of a course it is, and what cedu.yaml says of it."""
        known = self._gathering.known
        if activity := self._export.activities.get(iri):
            kind, id = subject_of(activity)
            return (kind, known.find(kind, id) or id), "", activity
        found = known.of_iri(iri)
        return (*found, None) if found else None

    def _keep(self, id: str, who: Who, result: Result, said: str, part: str) -> None:
        if result.kind == "course" and part == _WHOLE and said != "satisfied" and result.id in self._gathering.known.judged:
            if said in ("passed", "completed") and id not in self._voided:
                pair = self._halves.setdefault((who.id, result.id), {})
                if said not in pair or result.completed_on < pair[said][1].completed_on:
                    pair[said] = (who, result)
            return
        self._results.append((id, who, result))

    def _result(
        self, line: int, value: Mapping[str, Any], said: str, kind: str, id: str, part: str, activity: Activity | None, on: date
    ) -> Result | None:
        """What a statement says; None where it is about a part of a course alone, or says nothing that counts."""
        source: Source = (activity and activity.source) or self._export.source or "client"
        success = at(value, "result", "success")
        passed = True if said in ("passed", "satisfied", "mastered") else False if said == "failed" or success is False else None
        if kind == "course":
            if part not in ("", _WHOLE) or said in ("scored", "failed"):
                return None
            return Result("course", id, on, self._file, line, None, passed is not False, source)
        if kind == "practical":
            instructor = at(value, "context", "instructor")
            assessor = text(instructor, "name") or text(instructor, "account", "name")
            if not assessor:
                self._judge.find(line, "CE733", "no instructor who accepted the practical", "say who did in the statement's context")
            return Result("practical", id, on, self._file, line, None, passed is True, "server", assessor)
        score = self._score(line, value, (activity and activity.out_of) or self._export.out_of)
        return Result("assessment", id, on, self._file, line, score, True if success is True and passed is None else passed, source)

    def _score(self, line: int, value: Mapping[str, Any], out_of: float | None) -> float | None:
        """The score in percent, scaled, or raw of the most that there is (2.4.5.1)."""
        scaled, raw, most = (number(value, "result", "score", name) for name in ("scaled", "raw", "max"))
        if scaled is None and raw is None:
            return None
        if scaled is None and not (most or out_of):
            self._judge.find(line, "CE731", f"a score of {raw:g}, and nothing says out of how many points", "say `out_of` in cedu.yaml")
            return None
        found, wrong = (
            cells.percent(scaled * 100, None, f"{scaled:g}") if scaled is not None else cells.percent(raw or 0, most or out_of, f"{raw:g}")
        )
        if wrong:
            self._judge.find(line, "CE716", wrong, "a scaled score is from 0 to 1")
        return found

    def _day(self, line: int, value: Mapping[str, Any]) -> date:
        when = time(value)
        if when is None:
            self._judge.find(line, "CE717", "the statement has no `timestamp`", "statements without one come from no LRS")
            return self._gathering.today
        if when.date() > self._gathering.today:
            self._judge.find(line, "CE717", f"`timestamp` is {when.date()}, which is in the future", f"today is {self._gathering.today}")
        return when.date()

    def _who(self, line: int, value: Mapping[str, Any]) -> Who:
        """The actor (2.4.2): the name in their account, or their address, as the workspace chose."""
        actor = value.get("actor")
        email = text(actor, "mbox").removeprefix("mailto:")
        id = email if self._learner == "email" else text(actor, "account", "name")
        if not id:
            wanted = "`mbox`" if self._learner == "email" else "`account`"
            hint = "`results: learner:` in cedu.yaml says which of a learner's names is their id"
            self._judge.find(line, "CE732", f"the actor has no {wanted}", hint)
            return Who("", "")
        return self._judge.who(line, id, text(actor, "name"), email, text(value, "context", "language"), named=False)
