"""`cedu registry`, and a module for each command below it."""

from cedu.cli.app import Command, Group


def registry() -> None:
    """Look after the registry of awards."""


COMMAND: Command = Group("registry", registry, "cedu.cli.registry")
