"""`cedu new`."""

from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import fail, workspace_root, write


def new(
    kind: str = typer.Argument(..., metavar="KIND", help="Such as course, assessment or path; `cedu schema` lists them."),
    id: str = typer.Argument(..., metavar="ID", help="Its id for good: small letters, digits and hyphens, such as first-aid."),
    folder: Path = typer.Option(
        None, "--in", metavar="DIR", help="The folder to write it into; curricula/ at the root, or the current one."
    ),
) -> None:
    """Write one entity that is valid as it stands. Nothing is overwritten."""
    from cedu.jobs.new import CannotWriteError, write_new

    root = workspace_root(folder)
    here = folder or (Path("curricula") if root == Path.cwd() and Path("curricula").is_dir() else Path())
    try:
        written = write_new(root, here, kind, id)
    except CannotWriteError as error:
        fail(str(error))
    write(f"{path}\n" for path in written)


COMMAND = Command("new", new)
