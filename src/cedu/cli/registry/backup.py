"""`cedu registry backup`."""

from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root
from cedu.cli.refusals import refusals


def backup(file: Path = typer.Argument(..., metavar="FILE", dir_okay=False, help="The file to write; none is ever replaced.")) -> None:
    """Write the registry to a file.

    Whole or not at all, while others go on working.

    It holds personal data and is not encrypted. Of PostgreSQL, it is what `pg_dump --format=custom` writes.
    """
    from cedu.jobs.registry import backup as job

    with refusals():
        job(workspace_root(), file)
    say(f"wrote {file}; the keys have a backup of their own: `cedu issuer backup FILE`")


COMMAND = Command("backup", backup)
