"""Results: a table of who completed or scored what, as a spreadsheet saves it.

Everything wrong is a finding with its line; a row with an error is left out, and the others are read.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from cedu.diagnostics import Finding, Hints, Severity, Span, did_you_mean
from cedu.formats import table

MOST_BYTES = 64_000_000
REQUIRED = ("learner_id", "name", "kind", "id", "completed_on", "source")
COLUMNS = ("learner_id", "name", "email", "kind", "id", "score", "passed", "completed_on", "language", "source")
KINDS = ("course", "assessment")
SOURCES = ("server", "client")

_LONGEST = 200
_NUMBER = re.compile(r"([-+]?\d{1,6}(?:[.,]\d{1,12})?) ?%?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # with dots, the day comes first everywhere
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What spreadsheets in several languages write for a boolean, and what people and LMSs write instead.
_YES = frozenset(
    ["true", "yes", "y", "1", "x", "passed", "pass", "completed", "complete", "wahr", "ja", "vrai", "oui", "verdadero", "sí", "si", "vero"]
)
_NO = frozenset(["false", "no", "n", "0", "failed", "fail", "incomplete", "falsch", "nein", "faux", "non", "falso"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row: a learner completed a course, or was scored in an assessment."""

    line: int
    learner_id: str
    name: str
    email: str
    kind: str
    id: str
    score: float | None
    passed: bool | None
    completed_on: date
    language: str
    source: Literal["server", "client"]


class Results(NamedTuple):
    """The rows that could be read, in order, and all that is wrong with the file."""

    rows: tuple[Result, ...]
    findings: tuple[Finding, ...]


def read(path: str, content: bytes, known: Mapping[tuple[str, str], str], today: date) -> Results:
    """The results in `content`. `known` gives the id that an entity has today by its kind and any id that it ever had."""
    text, finding = decode(path, content)
    if finding:
        return Results((), (finding,))
    return _Reader(path, known, today).read(text)


def decode(path: str, content: bytes) -> tuple[str, Finding | None]:
    """The text of a spreadsheet's CSV: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252, as Excel saves it."""
    if len(content) > MOST_BYTES:
        message = f"the file has {len(content):,} bytes, over the {MOST_BYTES:,} that are read"
        return "", Finding(Span(path), message, "split it into several files", "CE710")
    text = table.decode(content)
    if text is not None:
        return text, None
    return "", Finding(Span(path), "the file is no table of text", "save it as CSV (UTF-8) in your spreadsheet", "CE710")


class _Reader:
    def __init__(self, path: str, known: Mapping[tuple[str, str], str], today: date) -> None:
        self.path = path
        self.known = known
        self.today = today
        self.findings: list[Finding] = []
        self.errors = 0
        self.hints = Hints()
        self.names: dict[str, tuple[str, int]] = {}

    def find(self, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Note what is wrong in a line."""
        self.findings.append(Finding(Span(self.path, line), message, hint, code, severity))
        self.errors += severity is Severity.ERROR

    def read(self, text: str) -> Results:
        """All rows below the header."""
        lines = self.table(text)
        line, header = next(lines, (1, []))
        columns = self.columns(line, header)
        rows = []
        if columns:
            for line, cells in lines:
                if row := self.row(line, cells, len(header), columns):
                    rows.append(row)
        return Results(tuple(rows), tuple(sorted(self.findings, key=lambda finding: finding.span)))

    def table(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The cells of each row that isn't empty, with the line that it starts in."""
        offset = 0
        delimiter = ""
        if match := re.match(r"sep=(.)\r?\n", text):  # Excel's own way to name it
            text, delimiter, offset = text[match.end() :], match[1], 1
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or table.delimiter_of(text), strict=True)
        while True:
            line = lines.line_num + offset + 1
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                unclosed = "unexpected end" in str(error)
                what = "a quote that is opened here is never closed" if unclosed else f"the row can't be read: {error}"
                self.find(line, "CE721", what, 'a quote inside a quoted cell is written twice: `""`')
                continue
            if any(cell.strip() for cell in cells):
                yield line, cells

    def columns(self, line: int, header: list[str]) -> dict[str, int]:
        """Where each column is; empty where one that is needed is missing."""
        found: dict[str, int] = {}
        for number, cell in enumerate(header):
            name = re.sub(r"[\s-]+", "_", cell.strip().casefold())
            if name in COLUMNS and name not in found:
                found[name] = number
            elif name:
                message = f"the column `{name}` stands twice" if name in found else f"unknown column `{cell.strip()}`"
                hint = did_you_mean(name, set(COLUMNS) - set(found)) or f"the columns are {', '.join(COLUMNS)}"
                self.find(line, "CE711", f"{message}; it is not read", hint, Severity.WARNING)
        missing = [f"`{name}`" for name in REQUIRED if name not in found]
        if "score" not in found and "passed" not in found:
            missing.append("`score` or `passed`")
        if missing:
            self.find(line, "CE712", f"no column {', '.join(missing)}", "the first row names the columns")
            return {}
        return found

    def row(self, line: int, cells: list[str], width: int, columns: Mapping[str, int]) -> Result | None:
        """One row, or None where something in it is wrong."""
        before = self.errors
        if len(cells) < width and any(number >= len(cells) for number in columns.values()):
            self.find(line, "CE721", f"{len(cells)} cells, where the header has {width}")
            return None
        if any(cell.strip() for cell in cells[width:]):
            self.find(line, "CE721", f"{len(cells)} cells, where the header has {width}", "quote a cell that holds the delimiter")
            return None
        values = {column: self.clean(line, column, cells[number]) for column, number in columns.items()}
        self.required(line, values)
        kind = values["kind"].casefold()
        result = Result(
            line=line,
            learner_id=values["learner_id"],
            name=values["name"],
            email=values.get("email", ""),
            kind=kind,
            id=self.entity(line, kind, values["id"]),
            score=self.score(line, values.get("score", "")),
            passed=self.passed(line, values.get("passed", "")),
            completed_on=self.date(line, values["completed_on"]),
            language=self.language(line, values.get("language", "")),
            source="client" if self.source(line, values["source"]) == "client" else "server",
        )
        if self.errors > before:
            return None
        self.same_name(result)
        return result

    def clean(self, line: int, column: str, cell: str) -> str:
        """A cell's text, in NFC, without white space around or doubled; control characters are refused."""
        text = unicodedata.normalize("NFC", " ".join(cell.split()))
        for character in text:
            if unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs") and character not in "\u200c\u200d":
                self.find(line, "CE720", f"`{column}` holds the control character U+{ord(character):04X}", "delete it")
                break
        if len(text) > _LONGEST:
            self.find(line, "CE720", f"`{column}` has {len(text)} characters, over the {_LONGEST} that are read")
        return text

    def required(self, line: int, values: Mapping[str, str]) -> None:
        """Is there something in every cell that may not be empty?"""
        if missing := [f"`{column}`" for column in REQUIRED if not values[column]]:
            self.find(line, "CE713", f"no {', '.join(missing)}")

    def entity(self, line: int, kind: str, id: str) -> str:
        """The id that the course or assessment has today."""
        if kind and kind not in KINDS:
            self.find(line, "CE714", f"unknown kind `{kind}`", did_you_mean(kind, KINDS) or "a result is of a `course` or an `assessment`")
        elif kind and id and (kind, id) not in self.known:
            hint = did_you_mean(id, (known for its, known in self.known if its == kind)) if self.hints.more() else ""
            other = next((other for other in KINDS if (other, id) in self.known), "")
            self.find(line, "CE715", f"no {kind} `{id}`", f"`{id}` is of kind `{other}`" if other else hint)
        return self.known.get((kind, id), id)

    def score(self, line: int, text: str) -> float | None:
        """A score in percent, with a decimal point or comma, or None where there is none."""
        if not text:
            return None
        if not (match := _NUMBER.fullmatch(text)):
            self.find(line, "CE716", f"the score `{text}` is no number", "write it in percent, such as `82.5`")
            return None
        score = float(match[1].replace(",", "."))
        if not 0 <= score <= 100:
            self.find(line, "CE716", f"the score `{text}` is not between 0 and 100", "write it in percent, such as `82.5`")
        return score

    def passed(self, line: int, text: str) -> bool | None:
        """Whether it was passed, or None where the cell says nothing."""
        word = text.casefold()
        if text and word not in _YES | _NO:
            self.find(line, "CE719", f"`passed` is `{text}`", "write `yes` or `no`")
        return word in _YES if text else None

    def date(self, line: int, text: str) -> date:
        """A day that has come."""
        if not text:
            return self.today
        day = None
        try:
            if match := _DATE.fullmatch(text):
                day = date(int(match[1]), int(match[2]), int(match[3]))
            elif match := _DOTTED.fullmatch(text):
                day = date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            pass
        if day is None:
            self.find(line, "CE717", f"`completed_on` is `{text}`, which is no day", "write year-month-day, such as `2026-01-31`")
        elif day > self.today:
            self.find(line, "CE717", f"`completed_on` is {day}, which is in the future", f"today is {self.today}")
        return day or self.today

    def language(self, line: int, text: str) -> str:
        """A BCP 47 tag, or nothing."""
        if text and not _LANGUAGE.fullmatch(text):
            self.find(line, "CE723", f"the language `{text}` is no BCP 47 tag", "write it such as `en` or `de-CH`", Severity.WARNING)
            return ""
        return text

    def source(self, line: int, text: str) -> str:
        """Who kept the score."""
        source = text.casefold()
        if text and source not in SOURCES:
            hint = did_you_mean(source, SOURCES) or "write `server` where an LMS scored, `client` where a browser did"
            self.find(line, "CE718", f"the source `{text}` is neither `server` nor `client`", hint)
        return source

    def same_name(self, result: Result) -> None:
        """One id with two names is one person who was renamed, or two people: somebody has to look."""
        name, line = self.names.setdefault(result.learner_id, (result.name, result.line))
        if name != result.name:
            message = f"learner `{result.learner_id}` is `{result.name}` here and `{name}` in line {line}"
            self.find(result.line, "CE722", message, "the name of the latest result is printed; two people need two ids", Severity.WARNING)
            self.names[result.learner_id] = (result.name, result.line)
