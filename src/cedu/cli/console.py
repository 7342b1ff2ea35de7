"""Where commands talk: results on standard output, the rest on standard error, colour and progress only on a terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from cedu.source.tree import find_root


def workspace_root(start: Path | None = None) -> Path:
    """The root of the workspace at or above `start`, or the current folder; where there is none, that is said, and the command ends."""
    root = find_root(start or Path.cwd())
    if root is None:
        fail(f"no cedu.yaml in {start or Path.cwd()} or any folder above it; `cedu init` makes a workspace")
    return root


def fail(message: str) -> NoReturn:
    """Say why a command can't be carried out, and end it."""
    sys.stderr.write(f"cedu: {message}\n")
    raise typer.Exit(1)


def coloured(stream: TextIO) -> bool:
    """May colours be used on `stream`? (no-color.org)"""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def day(text: str) -> date | None:
    """The day that an option names, or None where it was not given. Raises typer.BadParameter for what is no day."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"`{text}` is no day; write it as year-month-day, such as 2027-05-01") from error


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, as a function of how many are done and how many there are; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
