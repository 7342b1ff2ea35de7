"""What the last build made, and from what, so that only what has changed is built again."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cedu.bundle import write_bytes
from cedu.jobs.reading import Digests


class Unit(NamedTuple):
    """One thing to build: a target of an entity; the workspace's own has the kind `workspace` and no id."""

    target: str
    kind: str
    id: str

    @property
    def name(self) -> str:
        """What it is called in messages and in the cache."""
        return "/".join(filter(None, self))


class Output(NamedTuple):
    """What a unit became: `path` from `dist/`, and each file's SHA-256, by its path from `dist/`."""

    unit: Unit
    path: str
    version: str
    files: dict[str, str]


class Memory:
    """What the last build made from what, in `.cedu/build.json`, which may be thrown away at any time."""

    def __init__(self, root: Path, key: str, digests: Digests) -> None:
        self._root = root
        self._path = root / ".cedu" / "build.json"
        self._key = key
        self._digests = digests
        self._last: dict[str, dict[str, Any]] = self._load()
        self._units = dict(self._last)

    def _load(self) -> dict[str, dict[str, Any]]:
        try:
            stored = json.loads(self._path.read_bytes())
            return dict(stored["units"]) if stored["key"] == self._key else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # none yet, or none that can be used: everything is built

    def fresh(self, unit: Unit) -> Output | None:
        """What `unit` became the last time, if all that it read is the same and all that it made is still there."""
        entry = self._last.get(unit.name)
        if not entry or any(self._digests[name] != digest for name, digest in entry["read"].items()):
            return None
        if any(_stamp(self._root / "dist" / path) != stamp for path, stamp in entry["stamps"].items()):
            return None
        return self._output(entry)

    def last(self) -> list[Output]:
        """All that the last build made and that is still there."""
        return [
            self._output(entry)
            for entry in self._last.values()
            if all(_stamp(self._root / "dist" / path) == stamp for path, stamp in entry["stamps"].items())
        ]

    def remember(self, output: Output, read: dict[str, str]) -> None:
        """Note what a unit was made from."""
        self._units[output.unit.name] = {
            "unit": output.unit,
            "path": output.path,
            "version": output.version,
            "files": output.files,
            "read": read,
            "stamps": {},  # known when it is in its place
        }

    def save(self, outputs: Sequence[Output]) -> None:
        """Write it down, for the outputs that are there now."""
        units = {}
        for output in outputs:
            stamps = {path: _stamp(self._root / "dist" / path) for path in output.files}
            units[output.unit.name] = {**self._units[output.unit.name], "stamps": stamps}
        write_bytes(self._path, json.dumps({"key": self._key, "units": units}, separators=(",", ":")).encode())

    @staticmethod
    def _output(entry: dict[str, Any]) -> Output:
        return Output(Unit(*entry["unit"]), entry["path"], entry["version"], entry["files"])


def _stamp(path: Path) -> list[int] | None:
    """A file's size and time, which change when somebody changes it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]
