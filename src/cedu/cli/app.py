"""The command line as a whole: finds the commands, and turns what happens in one into an exit code."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, util
from keyword import iskeyword
from pathlib import Path
from typing import Any

import typer
from typer._click.exceptions import ClickException

from cedu.plugins import collect

FINE, FAILED, MISUSED, BUG, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line: its name, and the typed function that typer reads its arguments from."""

    name: str
    function: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Group(Command):
    """A command that has commands of its own: the modules of `package`. Its function's docstring says what they have in common."""

    package: str


def run(arguments: list[str]) -> int:
    """Run the command that `arguments` name; the exit code (design, 4): fine, failed, misused, a bug of ours, or interrupted."""
    try:
        code = typer.main.get_command(_app(arguments)).main(arguments, prog_name="cedu", standalone_mode=False)
        sys.stdout.flush()
    except ClickException as error:
        error.show()
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FINE
    except OSError as error:
        sys.stderr.write(f"cedu: {_place(error.filename)}: {(error.strerror or str(error)).lower()}\n")
        return FAILED
    except Exception:
        import traceback

        traceback.print_exc()
        sys.stderr.write("cedu: this is a bug of ours; please report it with the lines above\n")
        return BUG
    return code if isinstance(code, int) else FINE


def _place(path: object) -> str:
    """What to call the file that an operation failed on: one that we make for a moment, by the folder that it was to be in."""
    if not isinstance(path, str | os.PathLike):
        return "a file"
    place = Path(path)
    return str(place.parent.absolute() if place.suffix == ".tmp" else place)


def _app(arguments: list[str]) -> typer.Typer:
    """The commands, or only the one that is called: no other has to be loaded for it."""
    app = _typer("cedu", "Curricula and certifications as text in git, validated like code, built for any LMS.")
    app.callback()(_everywhere)
    _add(app, "cedu.cli", arguments)
    return app


def _typer(name: str, help: str) -> typer.Typer:
    return typer.Typer(
        name=name, help=help, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )


def _add(app: typer.Typer, package: str, arguments: list[str]) -> None:
    """Give `app` the commands of a package that `arguments` may mean."""
    for command in _commands(package, arguments[0] if arguments else ""):
        if isinstance(command, Group):
            group = _typer(command.name, command.function.__doc__ or "")
            group.callback()(command.function)
            _add(group, command.package, arguments[1:])
            app.add_typer(group, name=command.name)
        else:
            app.command(command.name)(command.function)


def _commands(package: str, called: str) -> tuple[Command, ...]:
    module = f"{package}.{called}_" if iskeyword(called) else f"{package}.{called}"
    if called.isidentifier() and util.find_spec(module):
        command = getattr(import_module(module), "COMMAND", None)
        if isinstance(command, Command):
            return (command,)
    return collect(package, "COMMAND", Command)


def _version(value: bool) -> None:
    if value:
        from cedu import __version__

        typer.echo(f"cedu {__version__}")
        raise typer.Exit


def _everywhere(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say which cedu this is.")) -> None:
    pass
