"""Collecting results: each row's values are judged, and kept with the learner whom they are of."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cedu.credentials.results import cells
from cedu.credentials.results.known import Known, Subject
from cedu.credentials.results.values import Candidate, Kind, Result
from cedu.diagnostics import Finding, Hints, Severity, Span, did_you_mean

_KINDS: tuple[Kind, ...] = ("course", "assessment", "practical", "exemption")
# How many results are read: more would not fit in memory.
MOST_RESULTS = 5_000_000
# How many findings a file is worth: whoever has made ten thousand mistakes at once made one.
_MOST = 1_000


class Who(NamedTuple):
    """A learner, as a row names them."""

    id: str
    name: str
    email: str = ""
    language: str = ""


class Gathering:
    """Everything that several files say."""

    def __init__(self, known: Known, today: date, merged: Mapping[str, str]) -> None:
        self.known = known
        self.today = today
        self.hints = Hints()
        self.errors = 0
        # Nobody has two addresses that differ in capitals alone, and LMSs write them as people type them.
        self.by_email = known.library.workspace.results_settings.learner == "email"
        self._merged = merged
        self._count = 0
        self._people: dict[str, Candidate] = {}
        self._findings: dict[str, list[Finding]] = {}
        self._more: dict[str, int] = {}

    def find(self, file: str, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Note what is wrong in a line."""
        self.errors += severity is Severity.ERROR
        kept = self._findings.setdefault(file, [])
        if len(kept) < _MOST:
            kept.append(Finding(Span(file, max(line, 1)), message, hint, code, severity))
        else:
            self._more[file] = self._more.get(file, 0) + 1

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was noted, file by file, in the order of the lines."""
        found: list[Finding] = []
        for file, kept in self._findings.items():
            found += sorted(kept, key=lambda finding: finding.span)
            if more := self._more.get(file):
                found.append(Finding(Span(file, kept[-1].span.line), f"{more:,} more things are wrong in this file", "", "CE721"))
        return tuple(found)

    def candidates(self) -> dict[str, Candidate]:
        """Every learner with a result, in the order in which the files name them; one without a name is found, and left out."""
        for id, person in list(self._people.items()):
            if person.results and not person.name:
                hint = "add a file with the columns `learner_id`, `name` and `email`: `cedu certify` takes several"
                self.find(person.results[0].file, person.results[0].line, "CE713", f"nothing says what learner `{id}` is called", hint)
            if not person.results or not person.name:
                del self._people[id]
        return self._people

    def add(self, who: Who, result: Result) -> None:
        """Keep what was found to be good."""
        self._count += 1
        if self._count > MOST_RESULTS:
            if self._count == MOST_RESULTS + 1:
                self.find(result.file, result.line, "CE710", f"there are over {MOST_RESULTS:,} results", "read them in several runs")
            return
        self._name(result.file, result.line, who, result.completed_on).results.append(result)

    def introduce(self, file: str, line: int, who: Who) -> None:
        """Keep what a learner is called, until a result says it."""
        self._name(file, line, who, date.min)

    def _name(self, file: str, line: int, who: Who, on: date) -> Candidate:
        """The learner, named as of their latest result."""
        id = self.present(who.id) if self._merged else who.id
        person = self._people.get(id)
        if person is None:
            person = self._people[id] = Candidate(id, who.name, who.email, who.language, on if who.name else date.min, file, line)
            return person
        if who.name and person.name and who.name != person.name and who.id == id:
            self._two_names(person, file, line, who)
        if who.name and (on >= person.named_on or not person.name):
            person.name, person.named_on, person.file, person.line = who.name, on, file, line
            person.email, person.language = who.email or person.email, who.language or person.language
        else:
            person.email, person.language = person.email or who.email, person.language or who.language
        return person

    def present(self, id: str) -> str:
        """The learner id that goes on, where one was merged into another."""
        for _ in range(len(self._merged)):
            if id not in self._merged:
                break
            id = self._merged[id]
        return id

    def _two_names(self, person: Candidate, file: str, line: int, who: Who) -> None:
        """One id with two names is one person who was renamed, or two people: somebody has to look."""
        where = f"in line {person.line}" if person.file == file else f"in {person.file}, line {person.line}"
        message = f"learner `{who.id}` is `{who.name}` here and `{person.name}` {where}"
        self.find(file, line, "CE722", message, "the name of the latest result is printed; two people need two ids", Severity.WARNING)


class Judge:
    """Judges the values of one file's rows: each method notes what is wrong, and gives what can be gone on with."""

    def __init__(self, gathering: Gathering, file: str, order: cells.DayOrder = "year-month-day") -> None:
        self.gathering = gathering
        self.file = file
        self._order = order
        self._found: dict[Subject, str | None] = {}

    def find(self, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Note what is wrong in a line."""
        self.gathering.find(self.file, line, code, message, hint, severity)

    def text(self, line: int, column: str, text: str) -> str:
        """A cell's text; one with characters that nobody sees, or with very many, is refused."""
        cleaned, wrong = cells.clean(text)
        if wrong:
            self.find(line, "CE720", f"`{column}` {wrong}", "delete it" if "control" in wrong else "")
        return cleaned

    def who(self, line: int, id: str, name: str, email: str = "", language: str = "", *, named: bool = True) -> Who:
        """A learner, who need not be `named`."""
        language = self.language(line, language) if language else ""
        id = id.lower() if self.gathering.by_email else id
        if cells.is_plain(f"{id}{name}{email}"):  # all three at once, for most are
            found = Who(id.strip(), name.strip(), email.strip(), language)
        else:
            found = Who(self.text(line, "learner_id", id), self.text(line, "name", name), self.text(line, "email", email), language)
        if not found.id or (named and not found.name):
            missing = [f"`{column}`" for column, value in (("learner_id", found.id), ("name", found.name or not named)) if not value]
            self.find(line, "CE713", f"no {', '.join(missing)}")
        return found

    def language(self, line: int, text: str) -> str:
        """A BCP 47 tag, or nothing."""
        if text and not cells.is_language(text := text.strip()):
            self.find(line, "CE723", f"the language `{text[:40]}` is no BCP 47 tag", "write it such as `en` or `de-CH`", Severity.WARNING)
            return ""
        return text

    def day(self, line: int, text: str, column: str = "completed_on") -> date:
        """A day that has come."""
        found = cells.day(text, self._order)
        if found is None:
            self.find(line, "CE717", f"`{column}` is `{text[:40]}`, which is no day", "write year-month-day, such as `2026-01-31`")
        elif found > self.gathering.today:
            self.find(line, "CE717", f"`{column}` is {found}, which is in the future", f"today is {self.gathering.today}")
        return found or self.gathering.today

    def until(self, line: int, text: str) -> date | None:
        """A last day of validity, which may be still to come."""
        found = cells.day(text, self._order)
        if found is None:
            self.find(line, "CE717", f"`valid_until` is `{text[:40]}`, which is no day", "write year-month-day, such as `2026-01-31`")
        return found

    def score(self, line: int, text: str, out_of: float | None) -> float | None:
        """A score in percent."""
        found, wrong = cells.score(text, out_of)
        if wrong:
            self.find(line, "CE716", wrong, "write it in percent, such as `82.5`, or say `out_of` in cedu.yaml")
        return found

    def subject(self, line: int, kind: str, id: str) -> str:
        """The id that something has today."""
        if kind not in _KINDS:
            hint = did_you_mean(kind, _KINDS) or "a result is of a `course`, an `assessment` or a `practical`, or an `exemption`"
            self.find(line, "CE714", f"unknown kind `{kind[:40]}`", hint)
            return id
        found = self._present(kind, id)
        if found is None:
            self._unknown(line, kind, id)
        return found or id

    def _present(self, kind: str, id: str) -> str | None:
        key = (kind, id)
        if key not in self._found:
            self._found[key] = self.gathering.known.find(kind, id) if kind != "exemption" else self.gathering.known.requirement(id)
        return self._found[key]

    def _unknown(self, line: int, kind: str, id: str) -> None:
        if kind == "exemption":
            hint = "name what a level requires with its kind, such as `assessment/author-exam`"
            self.find(line, "CE734", f"no level requires `{id[:80]}`", hint)
            return
        other = next((other for other in _KINDS[:3] if other != kind and self._present(other, id)), "")
        known = self.gathering.known.library.names.get(kind, ()) if self.gathering.hints.more() else ()
        hint = f"`{id}` is of kind `{other}`" if other else did_you_mean(id[:80], known)
        self.find(line, "CE715", f"no {kind} `{id[:80]}`", hint)

    def judged(self, line: int, who: Who, assessor: str, reason: str, kind: str) -> None:
        """Did another person accept work, or grant an exemption and say why?"""
        if not assessor:
            done = "accepted it" if kind == "practical" else "granted it"
            self.find(line, "CE733", f"no `assessor` of the {kind}", f"say who {done}")
        elif assessor.casefold() in (who.id.casefold(), who.email.casefold()):
            self.find(line, "CE733", f"learner `{who.id}` is their own assessor", "somebody else has to say so")
        if kind == "exemption" and not reason:
            self.find(line, "CE733", "no `reason` of the exemption", "say why, in a few words")
