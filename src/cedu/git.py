"""Asking git about the folder that a workspace lies in, without running what the repository's settings name."""

import os
import subprocess
from pathlib import Path

# A repository may come from strangers, and its settings name programs to run: a monitor of its files, hooks. (Whoever unpacks a `.git`
# with a filter in it has git's own word that it is run: there is no switch for that.)
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "--no-optional-locks")
_SECONDS = 60


def ask(root: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """What git answers in `root`, its exit code included; None where there is no git, or where it takes longer than a minute."""
    # The variables that git sets for a hook would point it at another repository; settings of the user's own, such as which folders are
    # safe, are meant. Ours are secret: a passphrase, a database's password.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CEDU_")) or name.startswith("GIT_CONFIG")
    }
    command = ("git", *_SAFE, "-C", str(root), *arguments)
    try:
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", env=environment, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
