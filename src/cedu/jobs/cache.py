"""What was found in each file the last time, so that only what has changed is examined again."""

import json
import time
from binascii import crc32
from pathlib import Path

from cedu.bundle import replacing
from cedu.jobs.codec import decode
from cedu.jobs.examine import Examined
from cedu.source.tree import Stamp

# A file written this shortly before it was read may be written again with the same time: it is not trusted (nor does git).
_RACY = 2_000_000_000


class Cache:
    """Examined files by path, in a file that may be thrown away at any time.

    Its first line is the key, on which all of it depends. Each other line is a file: path, size, time, a checksum and what was found,
    with tabs between.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._lines: dict[str, tuple[str, str]] = {}
        self._present: dict[str, str] = {}
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

    def get(self, path: str, stamp: Stamp) -> Examined | None:
        """What was found in `path`, if it has not changed since."""
        written, encoded = self._lines.get(path, ("", ""))
        if written != f"{stamp.size} {stamp.time}":
            return None
        try:
            examined = decode(encoded, path)
        except (TypeError, ValueError, IndexError, AttributeError):
            return None
        self._keep(path, stamp, encoded)
        return examined

    def put(self, path: str, stamp: Stamp, encoded: str) -> None:
        """Keep what was found in a file, as JSON."""
        self._changed = True
        if time.time_ns() - stamp.time > _RACY:
            self._keep(path, stamp, encoded)

    def _keep(self, path: str, stamp: Stamp, encoded: str) -> None:
        self._present[path] = "\t".join((json.dumps(path), str(stamp.size), str(stamp.time), _checksum(encoded), encoded))

    def save(self) -> None:
        """Write the files that were asked for or put; a folder that can't be written just has no cache."""
        if not self._changed and len(self._present) == len(self._lines):
            return
        try:
            with replacing(self._path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in (self._key, *self._present.values()))
        except OSError:
            return


def _checksum(encoded: str) -> str:
    """Tells what was written from what a disk or an editor has made of it since."""
    return format(crc32(encoded.encode()), "08x")
