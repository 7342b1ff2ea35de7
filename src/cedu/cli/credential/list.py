"""`cedu credential list`."""

from cedu.cli.app import Command


def list_() -> None:
    """List what was awarded."""


COMMAND = Command("list", list_)
