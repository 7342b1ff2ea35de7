"""`cedu credential site`."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import counted, fail, now, progress, say, workspace_root
from cedu.cli.passphrase import passphrase


def site(
    out: Path = typer.Option(..., "--out", metavar="DIR", help="The folder to write: a new or empty one, or a site that this has written."),
    days: int = typer.Option(
        7, min=1, max=90, metavar="DAYS", help="For how many days others may believe what the site says of what was revoked."
    ),
    at: str = typer.Option("", metavar="TIME", help="As of this time instead of now, such as 2027-05-01T12:00:00Z."),
) -> None:
    """Write the pages of certificates, and one that checks files.

    Static files for any web host, to be put where `issuer.url` in cedu.yaml says. A page has all that is printed on the certificate, and
    its state. Names are shown only of who is listed (`cedu credential listed`). Run it again after every change, and at least once in the
    time that `--days` gives.
    """
    from cedu.jobs.credential_site import site as job

    root = workspace_root()
    with progress("writing pages") as report:
        made = job(root, out, passphrase(root), _moment(at), days=days, progress=report)
    if isinstance(made, str):
        fail(made)
    say(f"wrote {out}: {counted(made.certificates, 'certificate')}; put it at {made.url}")
    say(f"next: write it anew by {made.until:%Y-%m-%d}, when its status lists end, and whenever something has changed")


def _moment(text: str) -> datetime:
    if not text:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise typer.BadParameter(f"`{text}` is no time with a zone: write it such as 2027-05-01T12:00:00Z")
    return moment.astimezone(UTC).replace(microsecond=0)


COMMAND = Command("site", site)
