"""Backups of the registry, whole or absent, while others go on working; and going back to one.

SQLite is copied by its own online backup, PostgreSQL by its own `pg_dump` and `pg_restore`, which have to be installed. A backup holds all
that the registry does, personal data included, and is for its owner's eyes only; the secrets beside it have a backup of their own
(`cedu issuer backup`). What was issued after a backup is lost to the registry that goes back to it. That is an event, which names the end
that was lost; whoever was erased since then is erased again, as far as the registry that is given up can still say so.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import private
from cedu.credentials.registry import anchor, auditing, chain, people, reading, upgrades
from cedu.credentials.registry.engines import Database, client, connected
from cedu.credentials.registry.session import Session, session
from cedu.credentials.registry.values import Head, RegistryError, UnsupportedRegistryError, pseudonym
from cedu.credentials.times import shown


class Restored(NamedTuple):
    """Where the registry ends after going back to a backup, where it was last seen to end, and how many people were erased again."""

    head: Head
    lost: Head | None
    erased: int


def back_up(location: str, path: Path) -> None:
    """Write a backup. Raises FileExistsError, and RegistryError where there is nothing to back up, or no program to do it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        with connected(location) as database:
            if not upgrades.version(database):
                raise RegistryError("there is no registry yet")
            if database.is_sqlite:
                _copy(database.sqlite, temporary)
            else:
                _run("pg_dump", location, "--format=custom", f"--file={temporary}")
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        os.link(temporary, path)  # refused where there is a file already; a rename would replace it
    finally:
        temporary.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """A copy of a database in one file. Raises OSError where SQLite can't write it."""
    try:
        with closing(sqlite3.connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error), str(path)) from error


def _run(program: str, location: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs. Raises RegistryError."""
    found = shutil.which(program)
    if found is None:
        raise RegistryError(f"`{program}` is not installed: it comes with PostgreSQL's client (Debian: postgresql-client)")
    url, password = client(location)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CEDU_")}  # a passphrase, among others
    if password:
        environment["PGPASSWORD"] = password
    result = subprocess.run([found, *arguments, f"--dbname={url}"], capture_output=True, text=True, env=environment, check=False)
    if result.returncode:
        raise RegistryError(f"`{program}` says: {result.stderr.strip()}")


def restore(location: str, root: Path, path: Path, at: datetime) -> Restored:
    """Go back to a backup. Raises RegistryError where it is none, or not of this workspace."""
    secret = private.number_secret(root, create=False)
    erased = _erased(location)
    if "://" in location:
        _run("pg_restore", location, "--clean", "--if-exists", "--single-transaction", "--no-owner", str(path))
    else:
        _put_back(Path(location), path, secret)
    with connected(location) as database:
        return _noted(session(database, secret), root / private.FOLDER / anchor.FILE, erased, at)


def _erased(location: str) -> frozenset[str]:
    """Who was erased, by the registry that is given up, if that can still be read."""
    if "://" in location or Path(location).exists():
        with suppress(RegistryError, OSError), connected(location) as database:
            if upgrades.version(database):
                return reading.erased(database)
    return frozenset()


def _put_back(path: Path, backup: Path, secret: bytes) -> None:
    """Put a backup in the place of a SQLite file: looked through first, and written as one change that others see whole or not at all."""
    copy = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        shutil.copyfile(backup, copy)
        copy.chmod(0o600)
        with connected(str(copy)) as database:
            _check(database, secret)
            with _replaceable(path) as target:
                database.sqlite.backup(target.sqlite)
    finally:
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _check(database: Database, secret: bytes) -> None:
    """Is a backup a registry, of this workspace, and whole?"""
    if not upgrades.current(database):
        raise UnsupportedRegistryError("the backup is no registry")
    if not upgrades.same_secret(database, secret):
        raise UnsupportedRegistryError(f"the backup was made with another `{private.FOLDER}/{private.NUMBER_KEY}`: restore that one first")
    for problem in auditing.audit(session(database, secret), None):
        raise RegistryError(f"the backup is damaged: {problem}")


@contextmanager
def _replaceable(path: Path) -> Iterator[Database]:
    """The registry that is given up. What is no database any more is put aside."""
    try:
        with connected(str(path)) as database:
            upgrades.version(database)
            yield database
        return
    except UnsupportedRegistryError:
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).replace(path.with_name(f"{path.name}.damaged{ending}"))
    with connected(str(path)) as database:
        yield database


def _noted(its: Session, path: Path, erased: frozenset[str], at: datetime) -> Restored:
    """Add the event that says so, erase again who was erased, and move the anchor."""
    database = its.database
    seen = anchor.read(path)
    lost = seen if seen and anchor.problem(database, seen) else None
    with database.transaction():
        chain.append(database, "restored", shown(at), {"seq": str(lost.seq), "hash": lost.hash} if lost else {})
    back = [id for id in reading.learners(database) if pseudonym(its.key, id) in erased] if erased else []
    for id in back:
        people.erase(its, id, at)
    head = chain.head(database)
    anchor.write(path, head)
    return Restored(head, lost, len(back))
