"""`cedu issuer backup`."""

from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def backup(file: Path = typer.Argument(..., metavar="FILE", dir_okay=False, help="The file to write; none is ever replaced.")) -> None:
    """Back up the keys, and the secret that numbers are made with.

    All of it is encrypted with the keys' passphrase; without that, nobody can use it, and neither can you.
    """
    from cedu.jobs.issuer import backup as job

    root = workspace_root()
    with refusals():
        names = job(root, file, passphrase(root))
    say(f"wrote {file}: {', '.join(names)}; the registry has a backup of its own: `cedu registry backup FILE`")


COMMAND = Command("backup", backup)
