"""`cedu issuer retire`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import now, say, workspace_root, write
from cedu.cli.refusals import refusals


def retire(key: str = typer.Argument(..., metavar="KEY", help="The key's name, or how it begins; `cedu issuer show` lists them.")) -> None:
    """Let a key sign no more.

    What it signed stays good. `cedu issuer rotate` does the same, and makes another one.
    """
    from cedu.jobs.issuer import retire as job

    root = workspace_root()
    with refusals():
        retired = job(root, key, now())
    write([f"retired {retired.public_key}\n"])
    say(f"nothing signs with {retired.suite} any more, until `cedu issuer init` makes a key")


COMMAND = Command("retire", retire)
