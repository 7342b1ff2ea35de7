"""What was found in each file the last time, so that only what has changed is examined again."""

import json
from binascii import crc32
from pathlib import Path

from cedu.bundle import replacing
from cedu.jobs.kept import is_settled
from cedu.source.tree import Stamp


class Cache:
    """Examined files by path, in a file that may be thrown away at any time.

    Its first line is the key, on which all of it depends. Each other line is a file: path, size, time, a checksum and what was found,
    with tabs between.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._lines: dict[str, tuple[str, str]] = {}
        self._present: dict[str, tuple[Stamp, str]] = {}
        self._changed = False
        self._read()

    def _read(self) -> None:
        try:
            key, *lines = self._path.read_text(encoding="utf-8").splitlines()
            if key == self._key:
                for line in lines:
                    path, size, changed, checksum, encoded = line.split("\t", 4)
                    if checksum == _checksum(encoded):
                        self._lines[json.loads(path)] = (f"{size} {changed}", encoded)
        except (OSError, ValueError):
            self._lines = {}  # none yet, or none that can be used: everything is examined

    def get(self, path: str, stamp: Stamp) -> str | None:
        """What was found in `path`, encoded, if it has not changed since."""
        written, encoded = self._lines.get(path, ("", ""))
        if written != f"{stamp.size} {stamp.time}":
            return None
        self._present[path] = (stamp, encoded)
        return encoded

    def put(self, path: str, stamp: Stamp, encoded: str) -> None:
        """Keep what was found in a file, as one line of JSON."""
        self._changed = True
        if is_settled(stamp.time):
            self._present[path] = (stamp, encoded)

    def save(self) -> None:
        """Write the files that were asked for or put; a folder that can't be written just has no cache."""
        if not self._changed and len(self._present) == len(self._lines):
            return
        try:
            with replacing(self._path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
                file.write(f"{self._key}\n")
                for path, (stamp, encoded) in self._present.items():
                    file.write(f"{json.dumps(path)}\t{stamp.size}\t{stamp.time}\t{_checksum(encoded)}\t{encoded}\n")
        except OSError:
            return


def _checksum(encoded: str) -> str:
    """Tells what was written from what a disk or an editor has made of it since."""
    return format(crc32(encoded.encode()), "08x")
