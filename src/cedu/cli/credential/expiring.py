"""`cedu credential expiring`."""

from typing import Literal

import typer

from cedu.cli.app import Command
from cedu.cli.columns import print_table
from cedu.cli.console import counted, say, today_or, workspace_root, write_json
from cedu.cli.refusals import refusals


def expiring(
    days: int = typer.Option(90, min=0, metavar="DAYS", help="How far to look ahead."),
    past: int = typer.Option(90, min=0, metavar="DAYS", help="How far to look back, at what has expired and was not renewed."),
    format: Literal["text", "json"] = typer.Option("text", help="How the list is written."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """List who is due for recertification.

    Those whose levels end soon, or have ended.
    """
    from cedu.jobs.credential.expiring import document
    from cedu.jobs.credential.expiring import expiring as job

    root, on = workspace_root(), today_or(today)
    with refusals():
        found = list(job(root, on, ahead=days, behind=past))
    if format == "json":
        write_json({"expiring": [document(due, on) for due in found]})
        return
    rows = [
        (
            *(due.kept.learner.id, due.kept.learner.name, due.kept.learner.email, due.title, due.kept.award.number),
            *(str(due.kept.award.valid_until), _when(due.opens, on)),
        )
        for due in found
    ]
    if rows:
        print_table(("Learner", "Name", "E-mail", "Level", "Number", "Until", "Renewal"), rows, {"due": "yellow"})
    due_now = sum(due.opens is not None and due.opens <= on for due in found)
    say(f"{counted(len(found), 'level')} ended or will end; due for recertification: {due_now}")


def _when(opens: object, on: object) -> str:
    if opens is None:
        return "can't be earned any more"
    return "due" if str(opens) <= str(on) else f"from {opens}"


COMMAND = Command("expiring", expiring)
