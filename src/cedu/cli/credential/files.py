"""`cedu credential files`."""

from cedu.cli.app import Command
from cedu.cli.console import counted, progress, say, workspace_root
from cedu.cli.refusals import refusals


def files() -> None:
    """Write the certificates' files that are missing or changed.

    They lie in private/certificates, and are copies of what the registry holds.

    They are the same byte for byte; what was revoked or erased goes.
    """
    from cedu.jobs.certify.files import Files
    from cedu.jobs.credential import registry_of

    root = workspace_root()
    with refusals(), registry_of(root) as registry, progress("writing") as report:
        count = Files(root, registry).project(report, thorough=True)
    say(f"wrote the files of {counted(count, 'credential')}")


COMMAND = Command("files", files)
