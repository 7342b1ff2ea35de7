"""A row for each result, whose columns or fields are ours, or are called by what a workspace's `results:` say: CSV and JSON alike."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from cedu.credentials.results import cells
from cedu.credentials.results.gathering import Gathering, Judge, Who
from cedu.credentials.results.values import Result, Source
from cedu.diagnostics import Severity, did_you_mean
from cedu.formats import table
from cedu.model.workspace import Activity, Export

COLUMNS = (
    *("learner_id", "name", "email", "kind", "id", "score", "passed", "completed_on", "language", "source"),
    *("assessor", "reason", "level", "first_name", "last_name"),
)
_SOURCES = ("server", "client")
_BY_PEOPLE = ("practical", "exemption")


def folded(header: str) -> str:
    """A column's name as ours are written."""
    return re.sub(r"[\s-]+", "_", header.strip().casefold())


def places_of(header: Sequence[str]) -> dict[str, int]:
    """Where each column is, by its name as ours are written; the first of several that are called the same."""
    return {folded(cell): place for place, cell in reversed(list(enumerate(header)))}


def name_of(get: Callable[[str], str | None]) -> str:
    """What a row calls its learner, in one column or in two."""
    return get("name") or " ".join(filter(None, (get("first_name"), get("last_name"))))


def fields(header: Sequence[str], export: Export) -> dict[str, int]:
    """Where each of our columns is: by what the export calls it, or else by our own name."""
    places = places_of(header)
    named = {ours: places[folded(theirs)] for ours, theirs in export.columns.items() if folded(theirs) in places}
    taken = set(named.values())
    own = {name: places[name] for name in COLUMNS if name in places and name not in export.columns and places[name] not in taken}
    return named | own


def missing(found: Iterable[str], export: Export) -> str:
    """Which columns, that a row for each result can't do without, are not there; in words, and by what the file would call them."""
    there = set(found)
    needed = [name for name in ("learner_id", "id", "completed_on") if name not in there]
    if "name" not in there and not {"first_name", "last_name"} <= there:
        needed.insert(1, "name")
    if "kind" not in there and not export.activities:
        needed.append("kind")
    if not {"source", "assessor"} & there and not export.source and not export.activities:
        needed.append("source")
    words = [f"`{export.columns.get(name, name)}`" for name in needed]
    # Exemptions are neither passed nor scored, but have a reason.
    if not {"score", "passed", "reason"} & there and not export.columns:
        words.append("`score` or `passed`")
    return ", ".join(words)


class Records:
    """Reads the records of one file."""

    def __init__(self, gathering: Gathering, file: str, export: Export) -> None:
        self._judge = Judge(gathering, file, export.days)
        self._gathering = gathering
        self._file = file
        self._export = export
        self._passed = frozenset(word.casefold() for word in export.passed)
        self._failed = frozenset(word.casefold() for word in export.failed)

    def table(self, header: Sequence[str], rows: Iterable[table.Row]) -> None:
        """All rows below the header."""
        found = fields(header, self._export)
        if lacking := missing(found, self._export):
            self._judge.find(1, "CE712", f"no column {lacking}", "the first row names the columns")
            return
        self._odd_columns(header, found)
        width, last = len(header), max(found.values())
        places = tuple(found.items())
        for line, values in rows:
            given = len(values)
            if given != width and (given <= last or any(cell.strip() for cell in values[width:])):
                hint = "quote a cell that holds the delimiter" if given > width else ""
                self._judge.find(line, "CE721", f"{given} cells, where the header has {width}", hint)
                continue
            self.record(line, {name: values[place] for name, place in places})

    def _odd_columns(self, header: Sequence[str], found: Mapping[str, int]) -> None:
        """Columns that are not read; in an export of another system most have nothing to do with us."""
        if self._export.columns:
            return
        for place, cell in enumerate(header):
            name = folded(cell)
            if name and place not in found.values():
                twice = name in found
                message = f"the column `{name[:80]}` stands twice" if twice else f"unknown column `{cell.strip()[:80]}`"
                close = "" if twice else did_you_mean(name, set(COLUMNS) - found.keys())
                hint = close or f"the columns are {', '.join(COLUMNS)}"
                self._judge.find(1, "CE711", f"{message}; it is not read", hint, Severity.WARNING)

    def object(self, line: int, value: Mapping[str, Any]) -> None:
        """A record as JSON has it."""
        values: dict[str, str] = {}
        for name in COLUMNS:
            given = value.get(self._export.columns.get(name, name))
            if isinstance(given, bool):
                values[name] = "yes" if given else "no"
            elif isinstance(given, str | int | float):
                values[name] = str(given)
            elif given is not None:
                self._judge.find(line, "CE721", f"`{name}` is neither a text nor a number")
                return
        self.record(line, values)

    def record(self, line: int, values: Mapping[str, str]) -> None:
        """One record; what is wrong with it is found, and it is left out."""
        judge, get = self._judge, values.get
        before = self._gathering.errors
        who = judge.who(line, get("learner_id", ""), name_of(get), get("email", ""), get("language", ""))
        raw = get("id", "").strip()
        activity = self._export.activities.get(raw)
        kind, id = subject_of(activity) if activity else (get("kind", "").strip().casefold(), raw)
        on = get("completed_on", "").strip()
        if not (kind and raw and on):
            empty = [f"`{column}`" for column, text in (("kind", kind), ("id", raw), ("completed_on", on)) if not text]
            judge.find(line, "CE713", f"no {', '.join(empty)}")
            return
        id = judge.subject(line, kind, id)
        completed_on = judge.day(line, on)
        if kind in _BY_PEOPLE:
            result = self._by_people(line, kind, id, completed_on, who, values)
        else:
            result = self._by_system(line, kind, id, completed_on, activity, values)
        if self._gathering.errors == before:
            self._gathering.add(who, result)

    def _by_system(self, line: int, kind: str, id: str, on: date, activity: Activity | None, values: Mapping[str, str]) -> Result:
        text = values.get("score", "").strip()
        out_of = (activity.out_of if activity else None) or self._export.out_of
        score = self._judge.score(line, text, out_of) if text else None
        source = self._source(line, values.get("source", "").strip().casefold(), activity)
        return Result(kind, id, on, self._file, line, score, self._verdict(line, values), source)  # type: ignore[arg-type]  # judged before

    def _by_people(self, line: int, kind: str, id: str, on: date, who: Who, values: Mapping[str, str]) -> Result:
        assessor, reason, level = (self._judge.text(line, name, values.get(name, "")) for name in ("assessor", "reason", "level"))
        self._judge.judged(line, who, assessor, reason, kind)
        passed = self._verdict(line, values)
        if kind == "practical" and passed is None:
            self._judge.find(line, "CE713", "no `passed`", "write `yes` where the work was accepted, else `no`")
        if kind == "exemption" and passed is False:
            self._judge.find(line, "CE719", "an exemption that was not granted", "delete the row")
        level = self._level(line, level) if level else ""
        return Result(kind, id, on, self._file, line, None, passed, "server", assessor, reason, level)  # type: ignore[arg-type]

    def _level(self, line: int, level: str) -> str:
        library = self._gathering.known.library
        now = library.present_name("level", level)
        if now is None:
            self._judge.find(line, "CE734", f"no level `{level}`", did_you_mean(level, library.names.get("level", ())))
        return now or level

    def _verdict(self, line: int, values: Mapping[str, str]) -> bool | None:
        text = values.get("passed", "").strip()
        found = cells.verdict(text, self._passed, self._failed) if text else None
        if text and found is None:
            self._judge.find(line, "CE719", f"`passed` is `{text[:40]}`", "write `yes` or `no`")
        return found

    def _source(self, line: int, text: str, activity: Activity | None) -> Source:
        source = text or (activity and activity.source) or self._export.source or ""
        if not source:
            self._judge.find(line, "CE713", "no `source`", "write `server` where an LMS scored, `client` where a browser did")
        elif source not in _SOURCES:
            hint = did_you_mean(source, _SOURCES) or "write `server` where an LMS scored, `client` where a browser did"
            self._judge.find(line, "CE718", f"the source `{source[:40]}` is neither `server` nor `client`", hint)
        return "client" if source == "client" else "server"


def subject_of(activity: Activity) -> tuple[str, str]:
    """The kind and id of what another system's activity is here."""
    if activity.course:
        return "course", activity.course
    return ("assessment", activity.assessment) if activity.assessment else ("practical", activity.practical or "")


def rows(file: TextIO, judge: Judge) -> Iterator[table.Row]:
    """The rows of a table, the header first; what can't be read is found."""
    problems: list[tuple[int, str]] = []
    for row in table.stream(file, problems):
        while problems:
            _problem(judge, *problems.pop())
        yield row
    for line, text in problems:
        _problem(judge, line, text)


def _problem(judge: Judge, line: int, text: str) -> None:
    judge.find(line, "CE721", text, 'a quote inside a quoted cell is written twice: `""`')
