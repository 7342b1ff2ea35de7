"""`cedu init`."""

import re
from pathlib import Path

import typer

from cedu.cli.app import Command
from cedu.cli.console import fail, say, write

_NAMESPACE = re.compile(r"https://[^\s\"'#<>\\^`{|}]+/")


def init(
    folder: Path = typer.Argument(Path(), metavar="[DIR]", show_default=False, help="The folder; the current one where it is left out."),
    namespace: str = typer.Option("", metavar="URL", help="An address that is yours for good; it can be changed until the first upload."),
) -> None:
    """Start a workspace, with settings for CI, git and your editor.

    It validates and builds as it stands: change it into your own. What is there already is kept.
    """
    from cedu.jobs.init import NAMESPACE, CannotStartError, start

    if namespace and not _NAMESPACE.fullmatch(namespace.removesuffix("/") + "/"):
        raise typer.BadParameter(f"`{namespace}` is no namespace; write an address such as {NAMESPACE}")
    try:
        started = start(folder, namespace.removesuffix("/") + "/" if namespace else NAMESPACE)
    except CannotStartError as error:
        fail(f"{error}; nothing was written")
    write(f"{folder / path}\n" for path in started.written)
    for path in started.kept:
        say(f"kept {folder / path}, which was there already")
    for advice in started.advice:
        say(advice)
    say(_next_steps(folder, namespace))


def _next_steps(folder: Path, namespace: str) -> str:
    enter = "" if folder.resolve() == Path.cwd() else f"`cd {folder}`, then "
    settle = "" if namespace else "; set the `namespace` in cedu.yaml before the first upload"
    return f"next: {enter}`cedu validate` and `cedu build`{settle}"


COMMAND = Command("init", init)
