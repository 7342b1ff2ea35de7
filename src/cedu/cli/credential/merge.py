"""`cedu credential merge`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, now, say, workspace_root, write
from cedu.cli.refusals import refusals


def merge(
    from_id: str = typer.Argument(..., metavar="FROM", help="The learner id that is given up."),
    into_id: str = typer.Argument(..., metavar="INTO", help="The learner id that goes on."),
) -> None:
    """Say that two learner ids are one person.

    Results of either count for both from now on. Of two certificates for the same level and cycle, the later one is revoked.
    """
    from cedu.jobs.credential.changing import merge as job

    with refusals():
        merged = job(workspace_root(), from_id, into_id, now())
    write(f"{number}\n" for number in merged.duplicates)
    had = f"{counted(merged.awards, 'certificate') if merged.awards else 'no certificate'} stood under `{from_id}`"
    revoked = f"; revoked as duplicates: {len(merged.duplicates)}" if merged.duplicates else ""
    say(f"`{from_id}` is `{into_id}` from now on; {had}{revoked}")


COMMAND = Command("merge", merge)
