"""`cedu issuer restore`."""

from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root, write
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def restore(
    file: Path = typer.Argument(..., metavar="FILE", exists=True, dir_okay=False, help="What `cedu issuer backup` has written."),
) -> None:
    """Put keys and secrets from a backup in their places.

    What is there is not replaced.
    """
    from cedu.jobs.issuer import restore as job

    root = workspace_root()
    with refusals():
        names = job(root, file, passphrase(root))
    write(f"restored private/{name}\n" for name in names)
    say("next: `cedu issuer show` says whether the registry knows these keys" if names else "all of it was there")


COMMAND = Command("restore", restore)
