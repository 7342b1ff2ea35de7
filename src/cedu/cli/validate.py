"""`cedu validate`."""

import sys
from datetime import date
from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import progress, workspace_root


def validate(
    paths: list[Path] = typer.Argument(None, help="Files or folders to report on; the whole workspace where none is named."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """Report everything that is wrong, once, with file, line and column."""
    from cedu.jobs.validate import validate as job

    root = workspace_root(paths[0] if paths else None)
    with progress("validating") as report:
        result = job(root, today=date.fromisoformat(today) if today else None, progress=report)
    for finding in result.findings:
        hint = f" ({finding.hint})" if finding.hint else ""
        print(f"{finding.span.path}:{finding.span.line}:{finding.span.column}: {finding.severity} {finding.code} {finding.message}{hint}")
    sys.stderr.write(f"{result.errors} errors, {result.warnings} warnings in {result.files} files\n")
    raise typer.Exit(1 if result.errors else 0)


COMMAND = Command("validate", validate)
