"""`cedu registry show`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root, write
from cedu.cli.refusals import refusals


def show() -> None:
    """Say where the registry is, and how much it holds."""
    from cedu.jobs.registry import show as job

    with refusals():
        shown = job(workspace_root())
    lines = {"place": shown.place, "version": shown.version, **shown.counts._asdict(), "last event": f"{shown.head.seq} {shown.head.hash}"}
    width = max(map(len, lines))
    write(f"{name:{width}}  {value}\n" for name, value in lines.items())
    if shown.lost_end:
        say(f"{shown.lost_end}: `cedu credential audit` looks closer, and `cedu registry restore FILE` goes back to a backup")
        raise typer.Exit(1)


COMMAND = Command("show", show)
