"""`cedu registry`, and a module for each command below it."""

from collections.abc import Iterator
from contextlib import contextmanager

from cedu.cli.app import Command, Group
from cedu.cli.console import fail


def registry() -> None:
    """Look after the registry of awards."""


@contextmanager
def refusals() -> Iterator[None]:
    """What the registry can't do is said, and ends the command."""
    from cedu.credentials.registry import RegistryError

    try:
        yield
    except RegistryError as error:
        fail(str(error))


COMMAND: Command = Group("registry", registry, "cedu.cli.registry")
