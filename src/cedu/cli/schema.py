"""`cedu schema`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import fail, workspace_root, write


def schema(
    kind: str = typer.Argument("", metavar="[KIND]", help="Such as course; the kinds are listed where it is left out."),
    write_all: bool = typer.Option(False, "--write", help="Write all of them to .vscode/cedu/, where your editor looks for them."),
) -> None:
    """Print the schema of a kind, self-contained, as JSON."""
    from cedu.diagnostics import did_you_mean
    from cedu.source.editor import SCHEMAS, editor_schema

    if write_all:
        if kind:
            raise typer.BadParameter("--write writes all schemas: leave the kind out")
        _write_all()
    elif not kind:
        write(f"{each}\n" for each in SCHEMAS)
    elif kind not in SCHEMAS:
        fail(f"there is no kind `{kind}`; {did_you_mean(kind, SCHEMAS) or 'there are ' + ', '.join(SCHEMAS)}")
    else:
        write([editor_schema(kind)], utf8=True)


def _write_all() -> None:
    from cedu.jobs.init import write_schemas

    written = write_schemas(workspace_root())
    write(f"wrote {path}\n" for path in written)
    if not written:
        write(["nothing to write: the schemas are up to date\n"])


COMMAND = Command("schema", schema)
