"""`cedu credential erase`."""

import sys

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, fail, now, say, workspace_root, write
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
    if not yes and not sys.stdin.isatty():
        fail("nobody can be asked here: `--yes` says that it is meant")
    if not yes and not typer.confirm(f"Erase `{learner}` and all of their certificates? This can't be undone.", err=True):
        fail("nobody was erased")
    with refusals():
        numbers = job(root, learner, now())
    write(f"{number}\n" for number in numbers)
    count = counted(len(numbers), "certificate")
    say(f"erased, with {count}; delete the learner's results, exports and backups as well, and publish the site anew")


COMMAND = Command("erase", erase)
