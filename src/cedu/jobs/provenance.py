"""Which source a result was made from."""

import subprocess
from pathlib import Path
from typing import NamedTuple


class Provenance(NamedTuple):
    """The commit of the sources (None outside git), and whether anything had been changed since."""

    commit: str | None
    changed: bool


def provenance(root: Path) -> Provenance:
    """What git says of the workspace at `root`."""
    commit = _git(root, "rev-parse", "HEAD")
    if not commit:
        return Provenance(None, True)
    return Provenance(commit.strip(), bool(_git(root, "status", "--porcelain", "--", ".")))


def is_tracked(root: Path, path: str) -> bool:
    """Does git track `path`, or anything below it?"""
    return bool(_git(root, "ls-files", "--", path))


def _git(root: Path, *arguments: str) -> str:
    """What git prints; nothing where it is not installed or this is no repository. No hook or monitor of the repository is run."""
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-optional-locks")
    try:
        done = subprocess.run(["git", *safe, *arguments], cwd=root, capture_output=True, text=True, check=False, timeout=60)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
