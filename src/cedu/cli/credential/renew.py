"""`cedu credential renew`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import now, say, today_or, workspace_root, write
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def renew(
    number: str = typer.Argument(..., metavar="NUMBER", help="The number of the holder's latest certificate of the level."),
    reason: str = typer.Option(..., "--reason", metavar="TEXT", help="Why no results are needed; it stands in the registry."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for the day of the award."),
) -> None:
    """Renew a level by hand: the next cycle, with a number of its own.

    What results renew, `cedu certify` does. After a certificate that was revoked, this alone awards the level again.
    """
    from cedu.jobs.credential.reissuing import renew as job

    root = workspace_root()
    with refusals():
        its = job(root, number, reason, passphrase(root), today_or(today), now())
    write([f"{its}\n"])
    say(f"renewed {number}")


COMMAND = Command("renew", renew)
