"""`cedu issuer`, and a module for each command below it."""

from cedu.cli.app import Command, Group


def issuer() -> None:
    """Look after the keys that credentials are signed with."""


COMMAND: Command = Group("issuer", issuer, "cedu.cli.issuer")
