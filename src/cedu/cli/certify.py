"""`cedu certify`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cedu.cli.app import Command
from cedu.cli.console import complain, day, progress, say, workspace_root

if TYPE_CHECKING:
    from cedu.jobs.certify import Certified

_COLOURS = {"awarded": "green", "held": "dim", "not yet": "yellow", "refused": "red"}


def certify(
    results: Path = typer.Argument(
        ...,
        metavar="RESULTS",
        exists=True,
        dir_okay=False,
        help="A CSV file: learner_id, name, email, kind, id, score, passed, completed_on, language, source.",
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say who would be awarded what and what is missing, and write nothing."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """Award certification levels to learners who have earned them.

    Once, however often it runs.
    """
    from cedu.jobs.certify import certify as job

    root = workspace_root()
    with progress("certifying") as report:
        certified = job(root, results, today=day(today), dry_run=dry_run, progress=report)
    complain(root, certified.findings)
    if certified.refused:
        say("nobody was awarded anything")
        raise typer.Exit(1)
    _print(certified)
    states = [outcome.decision.state for outcome in certified.outcomes]
    would = "would be " if dry_run else ""
    counts = f"{states.count('awarded')} {would}awarded, {states.count('held')} already held, {states.count('not yet')} not yet"
    say(f"{counts}, {states.count('refused')} refused")
    wrong = any(finding.severity == "error" for finding in certified.findings)
    raise typer.Exit(1 if wrong or "refused" in states else 0)


def _print(certified: "Certified") -> None:
    """A table, a row for each learner and level."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cedu.cli.findings.excerpt import printable

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Learner", "Name", "Level", "Outcome", "Since", "Number or reason"):
        table.add_column(column, overflow="fold", no_wrap=column == "Since")
    for learner_id, name, certification, level, decision in certified.outcomes:
        state = "already held" if decision.state == "held" else decision.state
        why = decision.number or "\n".join(map(printable, decision.reasons))
        cells = (printable(cell) for cell in (learner_id, name, f"{certification}: {level}"))
        outcome = Text(state, style=_COLOURS[decision.state])
        table.add_row(*(Text(cell) for cell in cells), outcome, str(decision.awarded_on or ""), Text(why))
    # Piped, a line is as long as it has to be: nothing is folded that a program may read.
    width = None if sys.stdout.isatty() else 400
    Console(width=width, highlight=False).print(table)


COMMAND = Command("certify", certify)
