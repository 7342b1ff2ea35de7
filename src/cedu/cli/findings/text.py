"""Text, for people at a terminal: by file, each finding with its line and a caret, the summary last."""

import os
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cedu.cli.findings import Format, Report
from cedu.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from cedu.cli.findings.excerpt import Excerpts

_BOLD, _DIM, _RED, _YELLOW, _GREEN, _CYAN, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m", "\x1b[36m", "\x1b[0m"


def write(report: Report) -> Iterator[str]:
    """A heading per file, and below it the findings."""
    if report.findings:
        yield from _files(report)
    if not report.quiet:
        colour = _RED if report.errors else _YELLOW if report.warnings else _GREEN
        yield _paint(report.summary, colour, report) + "\n"


def _files(report: Report) -> Iterator[str]:
    from cedu.cli.findings.excerpt import Excerpts, printable

    excerpts = Excerpts(report.root)
    for path, group in groupby(report.findings, key=lambda finding: finding.span.path):
        heading = printable(os.path.relpath(report.root / path, report.here))
        yield _paint(heading, _BOLD, report) + "\n"
        for finding in group:
            yield _finding(finding, excerpts, report)
        yield "\n"


def _finding(finding: Finding, excerpts: "Excerpts", report: Report) -> str:
    from cedu.cli.findings.excerpt import printable

    colour = _RED if finding.severity is Severity.ERROR else _YELLOW
    place = f"{finding.span.line}:{finding.span.column}"
    what = f"{_paint(finding.severity, colour, report)} {_paint(finding.code, _DIM, report)} {printable(finding.message)}"
    lines = [f"  {place:<7} {what}"]
    if found := excerpts.of(finding.span, max(report.width - 13, 40)):
        bar = _paint("|", _DIM, report)
        lines += [f"          {bar} {found.line}", f"          {bar} {_underline(found.underline, colour, report)}"]
    if finding.hint:
        lines.append(f"          {_paint('hint:', _CYAN, report)} {printable(finding.hint)}")
    return "\n".join(lines) + "\n"


def _underline(underline: str, colour: str, report: Report) -> str:
    blanks = len(underline) - len(underline.lstrip())
    return underline[:blanks] + _paint(underline[blanks:], colour, report)


def _paint(text: str, colour: str, report: Report) -> str:
    return f"{colour}{text}{_PLAIN}" if report.coloured else text


FORMAT = Format("text", write)
