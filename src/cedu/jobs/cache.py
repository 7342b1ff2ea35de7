"""What was found in each file the last time, so that only what has changed is examined again."""

import json
import time
from pathlib import Path
from typing import Any

from cedu.bundle import write_bytes
from cedu.jobs.examine import Examined, from_json
from cedu.source.tree import Stamp

# A file written this shortly before it was read may be written again with the same time: it is not trusted (nor does git).
_RACY = 2_000_000_000


class Cache:
    """Examined files by path, in a JSON file (never a pickle: a workspace comes from strangers) that may be thrown away at any time."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._entries: dict[str, list[Any]] = self._read()
        self._changed = False

    def _read(self) -> dict[str, list[Any]]:
        try:
            stored = json.loads(self._path.read_bytes())
            return dict(stored["files"]) if stored["key"] == self._key else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # none yet, or none that can be used: everything is examined

    def get(self, path: str, stamp: Stamp) -> Examined | None:
        """What was found in `path`, if it has not changed since."""
        entry = self._entries.get(path)
        if not entry or entry[0] != stamp.size or entry[1] != stamp.time:
            return None
        try:
            return from_json(entry[2])
        except (TypeError, ValueError, IndexError):
            return None

    def put(self, examined: Examined, stamp: Stamp) -> None:
        """Keep what was found in a file."""
        self._changed = True
        if time.time_ns() - stamp.time > _RACY:
            self._entries[examined.path] = [stamp.size, stamp.time, examined]
        else:
            self._entries.pop(examined.path, None)

    def save(self, present: set[str]) -> None:
        """Write the cache, without files that are gone; a folder that can't be written just has none."""
        gone = self._entries.keys() - present
        if not self._changed and not gone:
            return
        for path in gone:
            del self._entries[path]
        try:
            write_bytes(self._path, json.dumps({"key": self._key, "files": self._entries}, separators=(",", ":")).encode())
        except OSError:
            return
