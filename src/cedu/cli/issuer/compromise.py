"""`cedu issuer compromise`."""

from datetime import UTC, datetime, time

import typer

from cedu.cli.app import Command
from cedu.cli.console import day, now, say, workspace_root, write
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def compromise(
    key: str = typer.Argument(..., metavar="KEY", help="The key's name, or how it begins; `cedu issuer show` lists them."),
    since: str = typer.Option("", metavar="DATE", help="Since when somebody else may have had it, such as 2027-05-01."),
) -> None:
    """Say that somebody else has, or may have, a private key.

    The key leaves the DID document, and nothing that it signed verifies any more, whenever that was: a thief can sign with any date. So
    what it signed is listed, to be reissued with the key that takes its place.
    """
    from cedu.jobs.issuer import compromise as job

    root = workspace_root()
    on = day(since)
    with refusals():
        found = job(root, key, datetime.combine(on, time(), UTC) if on else None, passphrase(root), now())
    say(f"compromised {found.public_key}{f', replaced by {found.made[0]}' if found.made else ''}")
    write(f"{number}\n" for number in found.numbers)
    if found.numbers:
        say(f"{len(found.numbers)} to reissue: `cedu credential reissue --compromised`")
    say("then publish the DID document anew at once: `cedu credential site --out DIR`")


COMMAND = Command("compromise", compromise)
