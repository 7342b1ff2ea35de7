"""`cedu credential reissue`."""

import typer

from cedu.cli.app import Command
from cedu.cli.console import now, progress, say, workspace_root, write
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def reissue(
    number: str = typer.Argument("", metavar="[NUMBER]", help="The certificate's number."),
    name: str = typer.Option(None, metavar="TEXT", help="The holder's name as it should be."),
    email: str = typer.Option(None, metavar="ADDRESS", help="The holder's e-mail address as it should be."),
    compromised: bool = typer.Option(False, "--compromised", help="Issue anew all that a compromised key has signed."),
) -> None:
    """Issue a certificate anew: the same number, the next version.

    The version before is revoked.
    """
    from cedu.jobs.credential.reissuing import Correction, Reissued, reissue_compromised
    from cedu.jobs.credential.reissuing import reissue as job

    if bool(number) == compromised:
        raise typer.BadParameter("say either a NUMBER or `--compromised`")
    root = workspace_root()
    with refusals():
        if compromised:
            with progress("reissuing") as report:
                reissued = reissue_compromised(root, passphrase(root), now(), report)
        else:
            reissued = Reissued((job(root, number, Correction(name=name, email=email), passphrase(root), now()),))
    write(f"{each}\n" for each in reissued.numbers)
    for problem in reissued.problems:
        say(problem)
    if reissued.numbers:
        say(f"reissued {len(reissued.numbers)}; send their holders the new files, and publish the site anew")
    elif not reissued.problems:
        say("nothing is left to reissue")
    raise typer.Exit(1 if reissued.problems else 0)


COMMAND = Command("reissue", reissue)
