"""`cedu credential export`."""

from pathlib import Path
from typing import Literal

import typer

from cedu.cli.app import Command
from cedu.cli.console import day, say, today_or, workspace_root, write
from cedu.cli.refusals import refusals


def export(
    out: Path = typer.Option(None, "--out", metavar="FILE", dir_okay=False, help="Where to, in place of standard output."),
    certification: str = typer.Option("", metavar="ID", help="Only of this certification, by its first id."),
    state: Literal["any", "valid", "expired", "revoked"] = typer.Option("valid", help="Only those that are in this state."),
    since: str = typer.Option("", metavar="DATE", help="Only what was awarded on this day or later."),
    test: bool = typer.Option(False, "--test", help="What was awarded for a test, in place of what is real."),
    today: str = typer.Option("", metavar="DATE", help="Take this day, such as 2027-05-01, for today."),
) -> None:
    """Write a table to send certificates with.

    Name, e-mail address, level, days, number, link and file of each.

    It holds personal data: keep it in private/, and delete it when it has served.
    """
    from cedu.bundle import write_bytes
    from cedu.jobs.credential.exporting import exported
    from cedu.jobs.credential.listing import Wanted

    root = workspace_root()
    wanted = Wanted("", certification, "", "" if state == "any" else state, day(since), test)
    with refusals():
        lines = list(exported(root, wanted, today_or(today)))
    if out:
        # With a mark in front, spreadsheets take it for UTF-8.
        write_bytes(out, "".join(lines).encode("utf-8-sig"))
        out.chmod(0o600)
        say(f"wrote {len(lines) - 1:,} rows to {out}")
    else:
        write(lines, utf8=True)


COMMAND = Command("export", export)
