"""`cedu validate`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from cedu.cli.app import FAILED, FINE, Command
from cedu.cli.console import coloured, counted, day, progress, say, workspace_root, write

if TYPE_CHECKING:
    from cedu.jobs.verdict import Verdict

FormatName = Literal["text", "json", "github", "gitlab", "sarif", "junit"]


def validate(
    paths: list[Path] = typer.Argument(None, metavar="[PATH]...", help="Files or folders to report on; all where none is named."),
    format: FormatName = typer.Option("text", help="How the report is written."),
    strict: bool = typer.Option(False, "--strict", help="Count warnings as errors."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
    write_baseline: bool = typer.Option(
        False, "--write-baseline", help="Note what is found now; from then on only what is new is reported."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Say nothing beside the findings."),
) -> None:
    """Report everything that is wrong, with file, line and column.

    The whole workspace is read, because a reference may lead anywhere; PATHs decide what is reported. Exit codes: 0 nothing but
    warnings, 1 an error, 2 wrong usage.
    """
    from cedu.jobs.verdict import judge

    places = [_real(path) for path in paths or ()]
    root = workspace_root(places[0] if places else None)
    wanted = [_inside(root, place, path) for place, path in zip(places, paths or (), strict=True)]
    now = day(today)
    if write_baseline and wanted:
        raise typer.BadParameter("a baseline is of the whole workspace: leave the paths out")
    with progress("validating", quiet=quiet) as report:
        verdict = judge(root, now or date.today(), progress=report, baseline=not write_baseline)
    if write_baseline:
        _write_baseline(root, verdict)
        return
    raise typer.Exit(_report(root, verdict, wanted, format, strict=strict, quiet=quiet))


def _report(root: Path, verdict: "Verdict", wanted: list[str], format: str, *, strict: bool, quiet: bool) -> int:
    """Write what was found below the paths that are `wanted`; the exit code."""
    from shutil import get_terminal_size

    from cedu.cli.findings import Report, find_format

    report = Report(
        root=root,
        findings=[finding for finding in verdict.findings if _is_wanted(finding.span.path, wanted)],
        paths=[path for path in verdict.paths if _is_wanted(path, wanted)],
        here=Path.cwd(),
        strict=strict,
        quiet=quiet,
        coloured=coloured(sys.stdout),
        width=get_terminal_size((100, 24)).columns,
    )
    write(find_format(format).write(report), utf8=format != "text")
    if format != "text" and not quiet:
        say(report.summary)
    return FAILED if report.failed else FINE


def _write_baseline(root: Path, verdict: "Verdict") -> None:
    from cedu.jobs.lint import write_baseline
    from cedu.rules import rules

    hidden = [finding for finding in verdict.findings if not rules()[finding.code].always_counts]
    path = write_baseline(root, hidden)
    write([f"wrote {path.name}: {counted(len(hidden), 'finding')}, which no later run reports\n"])
    if left := len(verdict.findings) - len(hidden):
        say(f"{left:,} more can't wait, because what they are about can't be read or built: `cedu validate` shows what to do")


def _real(path: Path) -> Path:
    """Where `path` really lies; a link to a file stays what it is, because findings name the link."""
    if not path.exists():
        raise typer.BadParameter(f"there is no file or folder `{path}`")
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _inside(root: Path, place: Path, path: Path) -> str:
    """The POSIX path of `place` from the root of the workspace, `.` for all of it."""
    if not place.is_relative_to(root):
        raise typer.BadParameter(f"`{path}` lies outside the workspace {root}")
    return place.relative_to(root).as_posix()


def _is_wanted(path: str, wanted: list[str]) -> bool:
    return not wanted or any(each in (".", path) or path.startswith(f"{each}/") for each in wanted)


COMMAND = Command("validate", validate)
