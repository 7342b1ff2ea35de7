"""`cedu credential merge`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root, write
from cedu.cli.credential.saying import now, refusals


def merge(
    from_id: str = typer.Argument(..., metavar="FROM", help="The learner id that is given up."),
    into_id: str = typer.Argument(..., metavar="INTO", help="The learner id that goes on."),
) -> None:
    """Say that two learner ids are one person.

    Results of either count for both from now on. Of two certificates for the same level and cycle, the later one is revoked.
    """
    from cedu.jobs.credential.changing import merge as job

    with refusals():
        numbers = job(workspace_root(), from_id, into_id, now())
    write(f"{number}\n" for number in numbers)
    say(f"`{from_id}` is `{into_id}` from now on; {len(numbers)} certificates were revoked as duplicates")


COMMAND = Command("merge", merge)
