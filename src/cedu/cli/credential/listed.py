"""`cedu credential listed`."""

from datetime import UTC, datetime

import typer

from cedu.cli.app import Command
from cedu.cli.console import fail, say, workspace_root
from cedu.cli.refusals import refusals


def listed(
    learner: str = typer.Argument(..., metavar="LEARNER", help="The learner's id."),
    yes: bool = typer.Option(..., "--yes/--no", help="Whether the pages of their certificates may name them."),
) -> None:
    """Say whether a learner's pages may name them.

    They may not, until the learner has asked for it: then a page only compares a name that its reader types with the one on the
    certificate. What is said here holds from the next `cedu credential site` on.
    """
    from cedu.credentials.registry import exists, opened

    root = workspace_root()
    if not exists(root):
        fail("there is no registry yet, so nobody is in it")
    with refusals(), opened(root) as registry:
        try:
            registry.set_listed(learner, yes, datetime.now(UTC))
        except LookupError:
            fail(f"nobody in the registry has the id `{learner}`: `cedu credential list` names all")
    say(f"{learner} is {'named' if yes else 'not named'} from the next `cedu credential site` on")


COMMAND = Command("listed", listed)
