"""A table as spreadsheets and LMSs save it: CSV in any of their encodings and with any of their delimiters, bounded."""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

MOST_COLUMNS = 5_000
_HEADER = 200_000  # characters in which the header is looked for
_NUMBER = re.compile(r"[-+]?(?:\d{1,12}(?:[.,]\d{0,15})?|[.,]\d{1,15})")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d+)?)")
# ISO 8601's durations, as far as a question can take (ISO 8601-1:2019, 5.5.2.2).
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")


class Row(NamedTuple):
    """One row that isn't empty: the line that it starts in, and as many cells as the header has."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """A header, the rows below it, and what could not be read: the line, and why."""

    header: list[str]
    rows: list[Row]
    problems: list[tuple[int, str]]


def decode(content: bytes) -> str | None:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252, as Excel saves it; None where it is no text."""
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read(text: str) -> Table:
    """The table in `text`; a row with another number of cells than the header is a problem, and is left out."""
    problems: list[tuple[int, str]] = []
    lines = stream(io.StringIO(text, newline=""), problems)
    _, header = next(lines, Row(1, []))
    header = [cell.strip() for cell in header]
    if len(header) > MOST_COLUMNS:
        return Table([], [], [(1, f"{len(header):,} columns, over the {MOST_COLUMNS:,} that are read")])
    rows = [fitted for row in lines if (fitted := _fitting(row, len(header), problems))]
    return Table(header, rows, problems)


def _fitting(row: Row, width: int, problems: list[tuple[int, str]]) -> Row | None:
    """A row with as many cells as the header has; None, and a problem, where it has more."""
    given = len(row.cells)
    if given == width:
        return row
    if given > width and any(cell.strip() for cell in row.cells[width:]):
        problems.append((row.line, f"{given} cells, where the header has {width}: a cell that holds the delimiter is quoted"))
        return None
    return Row(row.line, [*row.cells[:width], *[""] * (width - given)])


def stream(file: TextIO, problems: list[tuple[int, str]]) -> Iterator[Row]:
    """Each row that isn't empty, the header first, of a file that was opened with `newline=""`; what can't be read is a problem."""
    start = file.read(_HEADER)
    match = re.match(r"sep=(.)\r?\n", start)  # Excel's own way to name the delimiter
    file.seek(0)
    if match:
        file.readline()
    offset = 2 if match else 1
    reader = csv.reader(file, delimiter=match[1] if match else delimiter_of(start), strict=True)
    while True:
        line = reader.line_num + offset
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            unclosed = "unexpected end" in str(error)
            problems.append((line, "a quote that is opened here is never closed" if unclosed else f"the row can't be read: {error}"))
            continue
        if any(cell and not cell.isspace() for cell in cells):
            yield Row(line, cells)


def delimiter_of(text: str) -> str:
    """What separates the cells: whichever of tab, semicolon and comma the header has most of."""
    header = re.sub(r'"[^"]*"', "", text[:_HEADER].lstrip("\r\n")).partition("\n")[0]
    return max("\t;,", key=header.count)


def number(text: str) -> float | None:
    """A number with a decimal point or comma; None for anything else."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def seconds(text: str) -> float | None:
    """A time in seconds: a number of them, `2:05`, `1:02:05`, or ISO 8601's `PT2M5S`; None for anything else."""
    text = text.strip()
    if (plain := number(text)) is not None:
        return plain
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = match.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
    if (match := _ISO.fullmatch(text)) and any(match.groups()):
        days, hours, minutes, rest = match.groups(default="0")
        return int(days) * 86400 + int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
    return None
