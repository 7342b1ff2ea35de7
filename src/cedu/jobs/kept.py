"""What an earlier run has kept as JSON, which may come with a workspace from strangers, and may be thrown away at any time."""

import json
from pathlib import Path
from typing import Any

# The findings that a team has put up with; unlike the rest, it is committed.
BASELINE = "cedu-baseline.json"


def read_kept(path: Path) -> dict[str, Any]:
    """The object in a file; empty where there is none, or none that can be used."""
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}
