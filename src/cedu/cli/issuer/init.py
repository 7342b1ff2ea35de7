"""`cedu issuer init`."""

from cedu.cli.app import Command
from cedu.cli.console import now, workspace_root
from cedu.cli.issuer.saying import changed
from cedu.cli.passphrase import passphrase
from cedu.cli.refusals import refusals


def init() -> None:
    """Make the keys that credentials are signed with.

    Two: Ed25519 for the credential, P-256 for the same as a JWT. They are encrypted with a passphrase, from the variable CEDU_PASSPHRASE,
    the system's keyring or the terminal.
    """
    from cedu.jobs.issuer import init as job

    root = workspace_root()
    with refusals():
        changed(job(root, passphrase(root, new=True), now()))


COMMAND = Command("init", init)
