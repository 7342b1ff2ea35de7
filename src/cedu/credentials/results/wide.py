"""A row for each learner, and a column for each activity: gradebooks, and reports of completion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cedu.credentials.results import cells
from cedu.credentials.results.gathering import Gathering, Judge
from cedu.credentials.results.known import Subject
from cedu.credentials.results.records import name_of
from cedu.credentials.results.values import Result, Source
from cedu.diagnostics import Severity
from cedu.formats.table import Row
from cedu.model.workspace import Export

# What stands in a cell where there is nothing to say.
NOTHING = frozenset(("", "-", "n/a", "ex"))


class Column(NamedTuple):
    """An activity's column: where it is, what it is about, out of how many points a score in it is (None: it says percent itself), where
    the day of it stands (-1: nowhere), and who keeps the score; empty where nobody says."""

    at: int
    subject: Subject
    out_of: float | None = None
    day_at: int = -1
    source: Source | str = ""
    header: str = ""


@dataclass(frozen=True)
class Layout:
    """Where what stands: our fields, the activities' columns, and the column with the second of the export, if any.

    `states` are the system's words for how far somebody is, in small letters: `yes`, `no` or `not yet`.
    """

    fields: Mapping[str, int]
    columns: tuple[Column, ...]
    exported_at: int = -1
    states: Mapping[str, str] = field(default_factory=dict)


class Wide:
    """Reads the rows of one file; `day` is that of the file, where its rows have none."""

    def __init__(self, gathering: Gathering, file: str, export: Export, layout: Layout, day: date | None) -> None:
        self._judge = Judge(gathering, file, export.days)
        self._gathering = gathering
        self._file = file
        self._export = export
        self._layout = layout
        self._day = day
        self._passed = frozenset(word.casefold() for word in export.passed)
        self._failed = frozenset(word.casefold() for word in export.failed)
        self._blind: set[Subject] = set()

    def read(self, header: Sequence[str], rows: Iterable[Row]) -> None:
        """All rows below the header."""
        if not self._begin(header):
            return
        for line, values in rows:
            if len(values) < len(header):
                values = [*values, *[""] * (len(header) - len(values))]
            elif any(cell.strip() for cell in values[len(header) :]):
                self._judge.find(
                    line, "CE721", f"{len(values)} cells, where the header has {len(header)}", "quote a cell with the delimiter"
                )
                continue
            self._row(line, values)
        for kind, id in sorted(self._blind):
            message = f"nothing says out of how many points the scores of {kind} `{id}` are, so none of them is read"
            self._judge.find(1, "CE731", message, "export percentages, or say `out_of` of the activity in cedu.yaml")

    def _begin(self, header: Sequence[str]) -> bool:
        """What is wrong with the file as a whole; can it be read?"""
        fields, named = self._layout.fields, self._export.columns
        lacking = [f"`{named.get(name, name)}`" for name in ("learner_id",) if name not in fields]
        if "name" not in fields and not {"first_name", "last_name"} <= fields.keys():
            lacking.append(f"`{named.get('name', 'name')}`")
        if lacking:
            self._judge.find(
                1, "CE712", f"no column {', '.join(lacking)}", "say in cedu.yaml, in `results: exports:`, which `columns` these are"
            )
            return False
        if not self._layout.columns:
            others = ", ".join(
                f"`{cell.strip()[:60]}`" for place, cell in enumerate(header) if place not in fields.values() and cell.strip()
            )
            message = "no column has the title or id of a course or an assessment"
            hint = f"say in cedu.yaml, in `results: exports:`, which `activities` these are: {others[:400]}" if others else ""
            self._judge.find(1, "CE730", message, hint)
            return False
        self._unsaid_sources()
        return True

    def _unsaid_sources(self) -> None:
        """Where nobody says who keeps a score that a certification stands on, it counts as a browser's: better said than wondered at."""
        outlines = self._gathering.known.library.outlines
        for kind, id in dict.fromkeys(column.subject for column in self._layout.columns if not column.source):
            if kind == "assessment" and outlines[kind, id].stakes == "certification":
                message = f"nothing says who scored `{id}`, so it counts as scored by the learner's browser"
                hint = "where the LMS itself scores it, say `source: server` in cedu.yaml, in `results: exports:`"
                self._judge.find(1, "CE736", message, hint, Severity.WARNING)

    def _row(self, line: int, values: Sequence[str]) -> None:
        before = self._gathering.errors
        get = {name: values[place] for name, place in self._layout.fields.items()}.get
        results = self._results(line, values)
        if not results:
            return
        who = self._judge.who(line, get("learner_id", ""), name_of(get), get("email", ""), get("language", ""))
        for result in results:
            if result.kind == "practical":
                self._judge.judged(line, who, result.assessor, "", result.kind)
        if self._gathering.errors == before:
            for result in results:
                self._gathering.add(who, result)

    def _results(self, line: int, values: Sequence[str]) -> list[Result]:
        """What a row says of each activity; of several columns of one, the first that says anything."""
        found: dict[Subject, Result] = {}
        for column in self._layout.columns:
            text = values[column.at].strip()
            if text.casefold() not in NOTHING and (result := self._result(line, column, text, values)):
                found.setdefault(column.subject, result)
        self._blind -= found.keys()
        return list(found.values())

    def _result(self, line: int, column: Column, text: str, values: Sequence[str]) -> Result | None:
        """What a cell says: a score, a word for how far somebody is, or the day on which it was done; None for nothing yet."""
        kind, id = column.subject
        score, said = None, self._said(text)
        number = cells.number(text) if kind == "assessment" else None
        day = text if kind != "assessment" and not said and cells.day(text, self._export.days) else ""
        if number:
            if column.out_of is None and not number[1]:
                self._blind.add(column.subject)
                return None
            score = self._judge.score(line, text, column.out_of)
        elif not said and not day:
            self._unread(line, column, text)
            return None
        elif said == "not yet":
            return None
        on, undated = self._when(line, column, day, values)
        if on is None:
            return None
        passed, source = None if number else said != "no", column.source or "client"
        return Result(kind, id, on, self._file, line, score, passed, source, self._assessor(values), undated=undated)  # type: ignore[arg-type]

    def _assessor(self, values: Sequence[str]) -> str:
        return values[self._layout.fields["assessor"]].strip() if "assessor" in self._layout.fields else ""

    def _said(self, text: str) -> str:
        """What a word says: `yes`, `no` or `not yet`; empty for anything else."""
        word = text.casefold()
        for known in (word, word.partition(" (")[0]):
            if known in self._layout.states:
                return self._layout.states[known]
        found = cells.verdict(word, self._passed, self._failed)
        return "" if found is None else "yes" if found else "no"

    def _unread(self, line: int, column: Column, text: str) -> None:
        """A cell that can't be read, unless another column says the same in other words."""
        if column.subject[0] != "assessment":
            hint = "say in cedu.yaml, in `results: exports:`, which words mean `passed` and `failed`"
            self._judge.find(line, "CE719", f"`{column.header}` is `{text[:40]}`", hint)
        elif sum(other.subject == column.subject for other in self._layout.columns) == 1:
            self._judge.find(line, "CE716", f"the score `{text[:40]}` of `{column.header}` is no number", "export scores as percentages")

    def _when(self, line: int, column: Column, written: str, values: Sequence[str]) -> tuple[date | None, bool]:
        """The day of a result, and whether that is only the latest that it can be."""
        written = written or (values[column.day_at].strip() if column.day_at >= 0 else "")
        if not written and (place := self._layout.fields.get("completed_on", -1)) >= 0:
            written = values[place].strip()
        if written and written != "-":
            return self._judge.day(line, written, column.header or "completed_on"), False
        if self._layout.exported_at >= 0 and (second := values[self._layout.exported_at].strip()).isdigit():
            return min(_day_of(second), self._gathering.today), True
        if self._day is None:
            hint = "begin its name with the day of the export, such as `2026-01-31 grades.csv`"
            self._judge.find(line, "CE729", f"no day for `{column.header}`, and none in the file's name", hint)
        return self._day, True


def _day_of(second: str) -> date:
    """The day of a second since 1970, in UTC."""
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(second[:12]), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max
