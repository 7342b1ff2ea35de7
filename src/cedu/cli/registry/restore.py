"""`cedu registry restore`."""

from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import now, say, workspace_root
from cedu.cli.refusals import refusals


def restore(
    file: Path = typer.Argument(..., metavar="FILE", exists=True, dir_okay=False, help="What `cedu registry backup` wrote."),
) -> None:
    """Go back to a backup, and note that in the registry.

    What was issued since is lost to it: certify the same results again, and revoke again what was revoked. Learners who were erased
    since are erased again, if the registry that is given up can still be read.
    """
    from cedu.jobs.registry import restore as job

    with refusals():
        restored = job(workspace_root(), file, now())
    say(f"the registry is back, and ends with event {restored.head.seq}")
    if restored.lost:
        seen = f"before, it ended with event {restored.lost.seq}, and the backup does not hold all of these"
        say(f"{seen}: certify again what was issued since, and revoke again what was revoked")
    if restored.erased:
        say(f"erased again: {restored.erased}")


COMMAND = Command("restore", restore)
