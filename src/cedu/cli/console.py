"""Where commands talk: results on standard output, the rest on standard error, colour and progress only on a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import typer

from cedu.diagnostics import Finding
from cedu.source.tree import find_root

if TYPE_CHECKING:
    from rich.progress import Progress

# How many seconds of work nobody needs to see the progress of.
_PATIENCE = 0.4


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


def today_or(text: str) -> date:
    """The day that an option names, or else today. Raises typer.BadParameter."""
    return day(text) or date.today()


def now() -> datetime:
    """The time, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def counted(number: int, thing: str) -> str:
    """So many things, in words."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def say(text: str) -> None:
    """Say one line on standard error, after all that was written on standard output."""
    sys.stdout.flush()
    sys.stderr.write(text + "\n")


def write(pieces: Iterable[str], *, utf8: bool = False) -> None:
    """Write a result on standard output; what a terminal's encoding lacks is replaced. A machine gets UTF-8 whatever the terminal has."""
    if isinstance(sys.stdout, TextIOWrapper):
        if utf8:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            sys.stdout.reconfigure(errors="replace")
    for piece in pieces:
        sys.stdout.write(piece)


def write_json(document: Any) -> None:
    """Write a result for programs."""
    import json

    write([json.dumps(document, ensure_ascii=False, indent=2), "\n"], utf8=True)


def complain(root: Path, findings: Sequence[Finding]) -> None:
    """Show findings on standard error, after the result of a command, which is something else."""
    from shutil import get_terminal_size

    from cedu.cli.findings import Report, find_format

    width = get_terminal_size((100, 24)).columns
    report = Report(root=root, findings=findings, paths=(), here=Path.cwd(), quiet=True, coloured=coloured(sys.stderr), width=width)
    sys.stdout.flush()
    sys.stderr.writelines(find_format("text").write(report))


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, as a function of how many are done and how many there are; None where nobody watches.

    It appears when the work has taken a while: what is done at once needs none, and should not wait for rich to be loaded.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    shows_from = monotonic() + _PATIENCE
    with ExitStack() as stack:
        bar: Progress | None = None

        def report(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and monotonic() > shows_from:
                bar = stack.enter_context(_bar(what))
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done, total=total)

        yield report


def _bar(what: str) -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task(what, total=None)
    return bar
