"""What tells one cedu from another, for what is kept from one run to the next."""

import os
from collections.abc import Iterator
from pathlib import Path

from cedu import __version__


def program() -> str:
    """The version, and while cedu is developed, when its newest file was changed."""
    newest = max(_times(str(Path(__file__).resolve().parent.parent)))
    return f"{__version__} {newest}"


def _times(folder: str) -> Iterator[int]:
    """When each file below `folder` was last changed, in nanoseconds; but for what Python compiled."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                yield entry.stat().st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _times(entry.path)
