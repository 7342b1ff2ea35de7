"""The files in `private/certificates/`: copies of what the registry holds, made again at any time and never signed again."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain, islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import NamedTuple, Self

from cedu.credentials import baking, private
from cedu.credentials.award import Credential
from cedu.credentials.registry import Printed, Registry

FOLDER = f"{private.FOLDER}/certificates"
ENDINGS = (".pdf", ".json", ".jwt", ".png", ".svg")
# What a process leaves behind that was killed; younger ones may be of one that goes on.
_STALE_NANOSECONDS = 3600 * 1_000_000_000
# How many credentials' files become durable at once, for which the registry waits, too; and how many may wait to be written.
_TOGETHER = 256
_WAITING = 32


class _File(NamedTuple):
    name: str
    content: bytes
    stamp: int


class Files:
    """The files of a workspace's certificates, beside its open registry."""

    def __init__(self, root: Path, registry: Registry) -> None:
        self._folder = root / FOLDER
        self._registry = registry
        self._asset = cache(registry.asset)

    def contents(self, credential: Credential) -> Iterator[tuple[str, bytes]]:
        """The name and the bytes of each file of a credential."""
        pictures = ((".png", baking.png, credential.badge), (".svg", baking.svg, credential.badge_svg))
        yield f"{credential.number}.pdf", self._asset(credential.template) + credential.page
        yield f"{credential.number}.json", credential.document
        yield f"{credential.number}.jwt", credential.jwt.encode()
        for ending, bake, picture in pictures:
            yield f"{credential.number}{ending}", bake(self._asset(picture), credential.jwt)

    def project(self, told: Callable[[int, int], None] | None = None, *, thorough: bool = False) -> int:
        """Write what is missing, torn or of an older version, and take away what was revoked or erased; of how many credentials?

        A file's time says of which version it is: a file that somebody has changed has another. `thorough` looks into each file all the
        same.
        """
        private.folder(self._folder.parents[1])
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._clear()
        lost = [number for printed in self._registry.printed() if (number := self._lacks(printed, thorough=thorough))]
        numbers, done = iter(lost), 0
        while together := list(islice(numbers, _TOGETHER)):
            self._write(self._current(together))
            done += len(together)
            if told:
                told(done, len(lost))
        return len(lost)

    def write(self, credentials: Iterable[Credential]) -> None:
        """Write the files of credentials that were issued just now."""
        private.folder(self._folder.parents[1])
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._write(file for credential in credentials for file in self._files(credential))

    def know(self, credential: Credential) -> None:
        """Read from the registry what the files of a credential share with others, so that another thread can write them."""
        for sha256 in (credential.template, credential.badge, credential.badge_svg):
            self._asset(sha256)

    def remove(self, numbers: Iterable[str]) -> None:
        """Take away the files of credentials that nobody is to be sent any more."""
        for number in numbers:
            for ending in ENDINGS:
                (self._folder / f"{number}{ending}").unlink(missing_ok=True)

    def _clear(self) -> None:
        """Take away what a killed process has left half-written."""
        with os.scandir(self._folder) as entries:
            half = [entry.path for entry in entries if entry.name.startswith(".") and entry.name.endswith(".tmp")]
        for path in half:
            changed = _time(path)
            if changed is not None and time.time_ns() - changed > _STALE_NANOSECONDS:
                Path(path).unlink(missing_ok=True)

    def _lacks(self, printed: Printed, *, thorough: bool) -> str:
        """The number of a credential whose files are not there, or are another version's."""
        if printed.revoked or printed.erased:
            self.remove((printed.number,))
            return ""
        wanted = stamp(printed.issued_at, printed.version)
        same = all(_time(f"{self._folder}/{printed.number}{ending}") == wanted for ending in ENDINGS)
        return "" if same and (not thorough or self._are_same(printed.number)) else printed.number

    def _are_same(self, number: str) -> bool:
        contents = self.contents(self._registry.current(number))
        return all((self._folder / name).read_bytes() == content for name, content in contents)

    def _current(self, numbers: Iterable[str]) -> Iterator[_File]:
        for number in numbers:
            credential = self._registry.current(number)
            if credential.document:  # erased by another process meanwhile
                yield from self._files(credential)

    def _files(self, credential: Credential) -> Iterator[_File]:
        written = stamp(credential.issued_at, credential.version)
        return (_File(name, content, written) for name, content in self.contents(credential))

    def _write(self, files: Iterable[_File]) -> None:
        """Write files, each whole or not at all, and let them become durable together, before any of them has its name."""
        temporary: dict[str, str] = {}
        try:
            for name, content, written in files:
                path = f"{self._folder}/.{name}.{os.getpid()}.tmp"
                temporary[path] = f"{self._folder}/{name}"
                _write_private(path, content)
                os.utime(path, ns=(written, written))
            _make_durable(temporary)
            for path, target in temporary.items():
                Path(path).replace(target)
        except BaseException:
            for path in temporary:
                Path(path).unlink(missing_ok=True)
            raise


class Behind:
    """Writes the files of what was issued, in a thread of its own where that is much: so nobody waits for them. `count` says how many."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._few: list[Credential] = []
        self._queue: Queue[Credential | None] = Queue(_WAITING)
        self._thread: Thread | None = None
        self._problem: Exception | None = None
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Wait until all files are written. Raises what has hindered that."""
        if self._thread:
            self._queue.put(None)
            self._thread.join()
            self._complain()
        elif self._few:
            self._files.write(self._few)

    def add(self, credential: Credential) -> None:
        """Write the files of a credential before long. Raises what has hindered those before."""
        self._files.know(credential)
        self.count += 1
        if self._thread is None:
            self._few.append(credential)
            if len(self._few) == _WAITING:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
                while self._few:
                    self._queue.put(self._few.pop(0))
            return
        self._queue.put(credential)
        self._complain()

    def _work(self) -> None:
        arriving = iter(self._queue.get, None)
        try:
            for first in arriving:
                self._files.write(chain((first,), islice(arriving, _TOGETHER - 1)))
        except Exception as error:
            self._problem = error
            for _ in arriving:  # nobody may wait for ever to hand over more
                pass

    def _complain(self) -> None:
        if self._problem:
            raise self._problem


def stamp(issued_at: datetime, version: int) -> int:
    """The time of the files of one version, in nanoseconds since 1970: when it was issued, and which one it is."""
    return int(issued_at.timestamp()) * 1_000_000_000 + version * 1_000


def _time(path: str) -> int | None:
    """When a file was changed, in nanoseconds since 1970; None where there is none."""
    try:
        return os.lstat(path).st_mtime_ns
    except OSError:
        return None


def _write_private(path: str, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            left = memoryview(content)
            while left:
                left = left[file.write(left) :]
    except OSError as error:  # a full disk says so without a name
        error.filename = path
        raise


def _make_durable(paths: Iterable[str]) -> None:
    """Wait until files are on the disk."""
    if sys.platform.startswith("linux"):  # waits there, and is as fast for a thousand files as for one
        os.sync()
        return
    for path in paths:
        with Path(path).open("r+b") as file:
            os.fsync(file.fileno())
