"""A PostgreSQL server of the tests' own, from Debian's package: in a folder for a moment, behind a socket, as a user who is not root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

_MISSING = "PostgreSQL's server is missing: run tests/e2e/install-system-packages.sh, or install Debian's package postgresql"


class Server:
    """A running server, which makes databases."""

    def __init__(self, folder: Path, user: str, binaries: Path) -> None:
        self._folder = folder
        self._user = user
        self._binaries = binaries
        self._names = count()

    def database(self) -> str:
        """The URL of a new and empty database."""
        name = f"cedu{next(self._names)}"
        run(self._binaries / "createdb", "-h", self._folder, "-U", self._user, name, user=self._user)
        return f"postgresql://{self._user}:unused@/{name}?host={self._folder}"


def run(*command: object, user: str) -> None:
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, user=user if os.getuid() == 0 else None, cwd="/")
    assert result.returncode == 0, result.stderr + result.stdout


def binaries() -> Path:
    """Where `initdb` and `pg_ctl` are: Debian keeps them beside those of other versions."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    alone = shutil.which("initdb")
    if not found and not alone:
        pytest.fail(_MISSING)
    return found[-1].parent if found else Path(alone or "").parent


@contextmanager
def server() -> Iterator[Server]:
    """A server that is gone afterwards. `initdb` refuses root, who therefore lets Debian's user `postgres` run it."""
    programs = binaries()
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="cedu-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
    try:
        if os.getuid() == 0:
            shutil.chown(folder, user)
        data = folder / "data"
        run(programs / "initdb", "-D", data, "-A", "trust", "-U", user, "-E", "UTF8", "--locale", "C", "--no-sync", user=user)
        options = f"-k {folder} -c listen_addresses=''"
        run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start", user=user)
        try:
            yield Server(folder, user, programs)
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", user=user)
    finally:
        shutil.rmtree(folder)
