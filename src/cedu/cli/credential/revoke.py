"""`cedu credential revoke`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import now, say, workspace_root
from cedu.cli.refusals import refusals


def revoke(
    number: str = typer.Argument(..., metavar="NUMBER", help="The certificate's number."),
    reason: str = typer.Option(..., "--reason", metavar="TEXT", help="Why; it stays in the registry, and is not published."),
) -> None:
    """Revoke a certificate for good.

    Whoever verifies it sees that as soon as the status list is published.
    """
    from cedu.jobs.credential.changing import revoke as job

    with refusals():
        its = job(workspace_root(), number, reason, now())
    say(f"revoked {its}; publish the status list (`cedu credential site --out DIR`), so that others see it")


COMMAND = Command("revoke", revoke)
