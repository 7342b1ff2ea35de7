"""What an earlier run has kept as JSON, which may come with a workspace from strangers, and may be thrown away at any time."""

import json
import time
from pathlib import Path
from typing import Any

# The findings that a team has put up with; unlike the rest, it is committed.
BASELINE = "cedu-baseline.json"


# A file written this many nanoseconds ago may be written again with the same time: its stamp is not trusted (nor does git trust it).
_RACY = 2_000_000_000


def is_settled(changed: int) -> bool:
    """Was a file last written (in nanoseconds) long enough ago for its time to tell of the next change?"""
    return time.time_ns() - changed > _RACY


def read_kept(path: Path) -> dict[str, Any]:
    """The object in a file; empty where there is none, or none that can be used."""
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}
