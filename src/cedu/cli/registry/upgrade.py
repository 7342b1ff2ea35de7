"""`cedu registry upgrade`."""

from cedu.cli.app import Command
from cedu.cli.console import say, workspace_root
from cedu.cli.refusals import refusals


def upgrade() -> None:
    """Bring the registry of an older cedu to this version.

    All of it, or nothing.

    Make a backup first; an older cedu can't read the registry any more.
    """
    from cedu.jobs.registry import upgrade as job

    with refusals():
        steps = job(workspace_root())
    for step in steps:
        say(step)
    if not steps:
        say("the registry has the newest version already")


COMMAND = Command("upgrade", upgrade)
