"""What the last build made, and from what, so that only what has changed is built again."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from cedu.bundle import is_inside, write_bytes
from cedu.jobs.kept import read_kept
from cedu.jobs.reading import Digests, Stamped
from cedu.model.library import Library


class Unit(NamedTuple):
    """One thing to build: a target of an entity, for the receiver of that name (`cedu.deliveries`) or for everybody.

    The workspace's own has the kind `workspace` and no id.
    """

    target: str
    kind: str
    id: str
    receiver: str = ""

    @property
    def name(self) -> str:
        """What it is called in messages and in the cache."""
        return "/".join(filter(None, (self.receiver, self.target, self.kind, self.id)))


class Output(NamedTuple):
    """What a unit became: `path` from `dist/`; each file's SHA-256, by its path from `dist/`; and what else `build.json` says of it."""

    unit: Unit
    path: str
    files: dict[str, str]
    facts: dict[str, str]


class Memory:
    """What the last builds made from what, in `.cedu/build.json`, which may be thrown away at any time.

    What was made under another `key` is not fresh; it is there all the same.
    """

    def __init__(self, root: Path, key: str, library: Library) -> None:
        self._root = root
        self._path = root / ".cedu" / "build.json"
        self._key = key
        stored = read_kept(self._path)
        units = stored.get("units")
        self._last: dict[str, dict[str, Any]] = (
            {name: entry for name, entry in units.items() if _is_usable(name, entry)} if isinstance(units, dict) else {}
        )
        self._digests = Digests(library, _stamped(stored.get("sources")))

    def fresh(self, unit: Unit) -> Output | None:
        """What `unit` became the last time, if all that it read is the same and all that it made is still there."""
        entry = self._last.get(unit.name)
        if not entry or entry["key"] != self._key or any(self._digests[name] != digest for name, digest in entry["read"].items()):
            return None
        if any(_stamp(self._root / "dist" / path) != stamp for path, stamp in entry["stamps"].items()):
            return None
        return self._output(entry)

    def last(self) -> list[Output]:
        """All that earlier builds made and that is still there."""
        return [
            self._output(entry)
            for entry in self._last.values()
            if all(_stamp(self._root / "dist" / path) == stamp for path, stamp in entry["stamps"].items())
        ]

    def save(self, outputs: Sequence[Output], read: Mapping[Unit, Mapping[str, str]]) -> None:
        """Write down the `outputs` that are there now; of those that were made just now, what was `read` for them, with its digests."""
        units = {}
        for output in outputs:
            entry = self._entry(output, read[output.unit]) if output.unit in read else self._last[output.unit.name]
            units[output.unit.name] = {**entry, "stamps": {path: _stamp(self._root / "dist" / path) for path in output.files}}
        kept = {"units": units, "sources": self._digests.stamped}
        write_bytes(self._path, json.dumps(kept, separators=(",", ":")).encode())

    def _entry(self, output: Output, read: Mapping[str, str]) -> dict[str, Any]:
        return {"key": self._key, **output._asdict(), "read": read}

    @staticmethod
    def _output(entry: dict[str, Any]) -> Output:
        return Output(Unit(*entry["unit"]), entry["path"], entry["files"], entry["facts"])


def _stamped(stored: Any) -> dict[str, Stamped]:
    """What is usable of the sources that `save` has written."""
    found = {}
    for path, stamp in stored.items() if isinstance(stored, dict) else ():
        match stamp:
            case [int(size), int(changed), str(digest)]:
                found[path] = (size, changed, digest)
    return found


def _is_usable(name: str, entry: Any) -> bool:
    """Is it as `save` writes it, and does it name nothing outside of `dist/`? What is not usable is built anew."""
    match entry:
        case {
            "key": str(),
            "unit": [str(), str(), str(), str()] as unit,
            "path": str(path),
            "files": dict(files),
            "facts": dict(facts),
            "read": dict(),
            "stamps": dict(stamps),
        }:
            strings = all(isinstance(value, str) for value in (*files.values(), *facts.values()))
            return strings and Unit(*unit).name == name and all(is_inside(PurePosixPath(name)) for name in (path, *files, *stamps))
    return False


def _stamp(path: Path) -> list[int] | None:
    """A file's size and time, which change when somebody changes it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]
