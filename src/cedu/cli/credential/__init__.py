"""`cedu credential`, and a module for each command below it."""

from cedu.cli.app import Command, Group


def credential() -> None:
    """Look after the credentials that were issued."""


COMMAND: Command = Group("credential", credential, "cedu.cli.credential")
