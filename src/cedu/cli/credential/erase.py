"""`cedu credential erase`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, now, say, workspace_root, write
from cedu.cli.refusals import refusals


def erase(
    learner: str = typer.Argument(..., metavar="LEARNER", help="The learner's id."),
    yes: bool = typer.Option(False, "--yes", help="Don't ask: it can't be undone."),
) -> None:
    """Erase a person who asked for it.

    Name, e-mail address, documents and files go; numbers and hashes stay.
    """
    from cedu.jobs.credential.changing import erase as job

    root = workspace_root()
    if not yes:
        typer.confirm(f"Erase `{learner}` and all of their certificates? This can't be undone.", abort=True, err=True)
    with refusals():
        numbers = job(root, learner, now())
    write(f"{number}\n" for number in numbers)
    count = counted(len(numbers), "certificate")
    say(f"erased, with {count}; delete the learner's results, exports and backups as well, and publish the site anew")


COMMAND = Command("erase", erase)
