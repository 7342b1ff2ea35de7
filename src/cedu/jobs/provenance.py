"""Which source a result was made from."""

from pathlib import Path
from typing import NamedTuple

from cedu import git


class Provenance(NamedTuple):
    """The commit of the sources (None outside git), and whether anything may have been changed since."""

    commit: str | None
    changed: bool


def provenance(root: Path) -> Provenance:
    """What git says of the workspace at `root`."""
    commit = git.ask(root, "rev-parse", "HEAD")
    if commit is None or commit.returncode:
        return Provenance(None, True)
    status = git.ask(root, "status", "--porcelain", "--", ".")
    return Provenance(commit.stdout.strip(), status is None or bool(status.returncode or status.stdout))
