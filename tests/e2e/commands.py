"""Commands as people run them: without what the tests' own environment says of Python and of cedu."""

import os
import subprocess
from pathlib import Path


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints, which has to succeed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CEDU"))}
    done = subprocess.run(command, cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
