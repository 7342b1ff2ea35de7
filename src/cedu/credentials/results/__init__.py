"""Results: who completed or scored what, from whatever tells it: tables of ours, LMSs' exports, xAPI statements.

Everything wrong is a finding with its file and line; a row with an error is left out, and the others are read. A file is read row by row,
so that only results are held, and never a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cedu.credentials.results import canvas, cells, files, moodle
from cedu.credentials.results.gathering import Gathering, Judge
from cedu.credentials.results.known import Known
from cedu.credentials.results.layouts import declared
from cedu.credentials.results.records import Records, fields, folded, missing, rows
from cedu.credentials.results.statements import Statements, is_statement
from cedu.credentials.results.values import Candidate as Candidate
from cedu.credentials.results.values import Result as Result
from cedu.credentials.results.wide import Layout, Wide
from cedu.diagnostics import Finding, did_you_mean
from cedu.formats.table import MOST_COLUMNS, Row
from cedu.model.origin import start_of
from cedu.model.workspace import Export, Identity

if TYPE_CHECKING:
    from cedu.model.library import Library

_DAY_IN_NAME = re.compile(r"(?:^|\D)(\d{4}-\d{2}-\d{2})(?:\D|$)")
_PEOPLE = {"learner_id", "name", "first_name", "last_name", "email", "language"}


class ResultsFile(NamedTuple):
    """A file to read: where it is, what findings call it, and which of the workspace's `results: exports:` it is (empty: what fits)."""

    path: Path
    shown: str
    export: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was read: the candidates by learner id, in the order in which files name them; each file's SHA-256; and all that is wrong."""

    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the one file; of several, that of the sorted lines of theirs."""
        return files.joint_sha256(self.hashes.values())


def read(given: Iterable[ResultsFile], library: "Library", today: date, merged: Mapping[str, str] | None = None) -> Results:
    """The results in several files, for the workspace of `library`, whose `results:` say what other systems call things.

    `merged` gives the learner id that goes on by one that was merged into it. Raises OSError where a file can't be read.
    """
    gathering = Gathering(Known(library), today, merged or {})
    hashes = {file.shown: _File(gathering, file).read() for file in given}
    candidates = gathering.candidates()
    return Results(candidates, hashes, gathering.findings)


class _File:
    """One file."""

    def __init__(self, gathering: Gathering, file: ResultsFile) -> None:
        self._gathering = gathering
        self._file = file
        self._settings = gathering.known.library.workspace.results_settings
        self._judge = Judge(gathering, file.shown)

    def read(self) -> str:
        """Read it; its SHA-256."""
        looked = files.look(self._file.path)
        if looked.problem:
            self._judge.find(1, "CE710", looked.problem, looked.hint)
        elif self._file.export and self._file.export not in self._settings.exports:
            hint = did_you_mean(self._file.export, self._settings.exports) or "`results: exports:` in cedu.yaml names them"
            self._judge.find(1, "CE735", f"no export `{self._file.export}`", hint)
        else:
            with files.opened(self._file.path, looked.encoding) as text:
                if looked.is_json:
                    self._json(files.objects(text))
                else:
                    self._table(rows(text, self._judge))
        return looked.sha256

    @property
    def _learner(self) -> Identity:
        return self._settings.learner

    def _export(self, fits: Iterable[str]) -> Export | None:
        """The export that was asked for, or else the first of these names."""
        name = self._file.export or next(iter(fits), "")
        return self._settings.exports.get(name)

    def _json(self, values: Iterator[tuple[int, Any]]) -> None:
        exports = self._settings.exports
        said = self._export(name for name, export in exports.items() if export.format == "xapi") or _plain("xapi")
        statements = Statements(self._gathering, self._file.shown, said, self._learner)
        table = self._export(name for name, export in exports.items() if self._file.export == name) or _plain("table")
        records = Records(self._gathering, self._file.shown, table)
        for line, value in values:
            listed = value["statements"] if isinstance(value, dict) and isinstance(value.get("statements"), list) else [value]
            for one in listed:
                if is_statement(one):
                    statements.statement(line, one)
                elif isinstance(one, dict):
                    records.object(line, one)
                else:
                    why = f"this is no JSON: {one}" if isinstance(one, ValueError) else "this is neither a statement nor a result"
                    self._judge.find(line, "CE721", why[:200], "write one object in each line")
        statements.finish()

    def _table(self, lines: Iterator[Row]) -> None:
        first = next(lines, None)
        if first is None:
            self._judge.find(1, "CE712", "the file is empty", "the first row names the columns")
            return
        header = [cell.strip() for cell in first.cells]
        if len(header) > MOST_COLUMNS:
            self._judge.find(1, "CE712", f"{len(header):,} columns, over the {MOST_COLUMNS:,} that are read")
            return
        export = self._export(name for name, one in self._settings.exports.items() if self._fits(header, one)) or _guess(header)
        known = self._gathering.known
        if export.format == "moodle":
            self._wide(export, moodle.layout(header, export, known, self._learner), header, lines)
        elif export.format == "canvas":
            layout, students = canvas.graded(canvas.layout(header, export, known, self._learner), lines)
            self._wide(export, layout, header, students)
        elif "id" not in (found := fields(header, export)) and (columns := tuple(declared(header, export, known))):
            self._wide(export, Layout(found, columns), header, lines)
        elif found.keys() <= _PEOPLE and {"learner_id", "name"} <= found.keys():
            self._people(found, lines)
        else:
            Records(self._gathering, self._file.shown, export).table(header, lines)

    def _fits(self, header: list[str], export: Export) -> bool:
        """Is a file with this header such an export?"""
        if export.format == "moodle":
            return moodle.recognises(header)
        if export.format == "canvas":
            return canvas.recognises(header)
        if export.format == "xapi":
            return False
        names = {folded(cell) for cell in header}
        return bool(export.columns) and all(folded(theirs) in names for theirs in export.columns.values())

    def _wide(self, export: Export, layout: Layout, header: list[str], lines: Iterator[Row]) -> None:
        match = _DAY_IN_NAME.search(self._file.path.name)
        day = cells.day(match[1]) if match else None
        if day and day > self._gathering.today:
            self._judge.find(
                1, "CE717", f"the day in the file's name is {day}, which is in the future", f"today is {self._gathering.today}"
            )
            return
        Wide(self._gathering, self._file.shown, export, layout, day).read(header, lines)

    def _people(self, found: Mapping[str, int], lines: Iterator[Row]) -> None:
        """A list of learners says what those are called whom other files know by their id alone."""
        for line, values in lines:
            get = {name: values[place] for name, place in found.items() if place < len(values)}.get
            before = self._gathering.errors
            who = self._judge.who(line, get("learner_id", ""), get("name", ""), get("email", ""), get("language", ""))
            if self._gathering.errors == before:
                self._gathering.introduce(self._file.shown, line, who)


def _plain(format: str) -> Export:
    """An export of which cedu.yaml says nothing."""
    return Export(origin=start_of("cedu.yaml"), format=format)  # type: ignore[arg-type]


def _guess(header: list[str]) -> Export:
    """What a table is of which cedu.yaml says nothing: ours, unless it is known by its header."""
    if not missing(fields(header, _plain("table")), _plain("table")):
        return _plain("table")
    return _plain("canvas" if canvas.recognises(header) else "moodle" if moodle.recognises(header) else "table")
