"""`cedu issuer rotate`."""

from cedu.cli.app import Command
from cedu.cli.console import now, workspace_root
from cedu.cli.issuer.saying import changed
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def rotate() -> None:
    """Make new keys, and retire those that signed so far.

    Retired keys stay in the DID document, so that what they signed stays good; their private halves are deleted.
    """
    from cedu.jobs.issuer import rotate as job

    root = workspace_root()
    with refusals():
        changed(job(root, passphrase(root), now()))


COMMAND = Command("rotate", rotate)
