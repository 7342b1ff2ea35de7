"""`cedu credential list`."""

from typing import Literal

import typer

from cedu.cli.app import Command
from cedu.cli.columns import print_table
from cedu.cli.console import counted, day, say, today_or, workspace_root, write_json
from cedu.cli.refusals import refusals

StateName = Literal["any", "valid", "expired", "revoked", "erased"]
_COLOURS = {"valid": "green", "expired": "yellow", "revoked": "red", "erased": "dim"}


def list_(
    learner: str = typer.Option("", metavar="ID", help="Only this learner's, by any of their ids."),
    certification: str = typer.Option("", metavar="ID", help="Only of this certification, by its first id."),
    level: str = typer.Option("", metavar="ID", help="Only of this level, by its first id."),
    state: StateName = typer.Option("any", help="Only those that are in this state."),
    since: str = typer.Option("", metavar="DATE", help="Only what was awarded on this day or later."),
    test: bool = typer.Option(False, "--test", help="What was awarded for a test, in place of what is real."),
    format: Literal["text", "json"] = typer.Option("text", help="How the list is written."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """List what was awarded to whom, and what is in force."""
    from cedu.jobs.credential.listing import Wanted, listed, listed_document

    root = workspace_root()
    wanted = Wanted(learner, certification, level, "" if state == "any" else state, day(since), test)
    with refusals():
        found = listed(root, wanted, today_or(today))
        if format == "json":
            write_json({"credentials": [listed_document(one) for one in found]})
            return
        rows = [
            (
                *(
                    kept.award.number,
                    its,
                    "" if kept.erased else kept.learner.id,
                    kept.learner.name,
                    f"{kept.award.certification}.{kept.award.level}",
                ),
                *(str(kept.award.awarded_on), str(kept.award.valid_until or ""), kept.reason),
            )
            for kept, its in found
        ]
    if rows:
        print_table(("Number", "State", "Learner", "Name", "Level", "Since", "Until", "Reason"), rows, _COLOURS)
    say(counted(len(rows), "credential"))


COMMAND = Command("list", list_)
