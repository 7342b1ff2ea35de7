"""The registry: every award, once, with its certificate, in an SQLite file that survives a crash at any moment.

The table of awards has a constraint that makes a second award for the same learner, level and cycle impossible, whoever tries. An award and
its certificate are written in one transaction; the file beside it is a copy that can be written again at any time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from cedu.credentials.eligibility import Held

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, MetaData

VERSION = 1
FILE = "registry.sqlite"
# How many seconds to wait for another process that writes.
_PATIENCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One person's level, as it is kept. Certification and level are lasting ids; `cycle` counts renewals from 1."""

    number: str
    learner_id: str
    name: str
    email: str
    language: str
    certification: str
    level: str
    cycle: int
    certification_version: str
    awarded_on: date
    valid_until: date | None
    results_sha256: str


class UnsupportedRegistryError(Exception):
    """The registry was written by a newer cedu, or is none."""


class Registry:
    """An open registry."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._tables = _metadata()

    def _reading(self) -> "Connection":
        return self._engine.connect().execution_options(reads=True)

    def held(self, certification: str, level: str) -> dict[str, Held]:
        """Who holds a level, by learner id: the award of the latest cycle."""
        from sqlalchemy import select

        award = self._tables.tables["award"]
        query = select(award.c.learner_id, award.c.awarded_on, award.c.valid_until, award.c.number)
        query = query.where(award.c.certification == certification, award.c.level == level).order_by(award.c.cycle)
        with self._reading() as connection:
            return {row.learner_id: Held(row.awarded_on, row.valid_until, row.number) for row in connection.execute(query)}

    def is_taken(self, number: str) -> bool:
        """Is there a certificate with this number?"""
        from sqlalchemy import select

        award = self._tables.tables["award"]
        with self._reading() as connection:
            return connection.execute(select(award.c.number).where(award.c.number == number)).first() is not None

    def add(self, award: Award, pdf: bytes) -> bool:
        """Keep an award and its certificate, both or neither; False where the learner has it already."""
        from sqlalchemy import insert
        from sqlalchemy.exc import IntegrityError

        tables = self._tables.tables
        values = {name: getattr(award, name) for name in award.__dataclass_fields__}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(tables["award"]).values(values))
                certificate = {"number": award.number, "sha256": sha256(pdf).hexdigest(), "pdf": pdf}
                connection.execute(insert(tables["certificate"]).values(certificate))
        except IntegrityError:
            return False
        return True

    def certificates(self) -> Iterator[tuple[str, int]]:
        """The number of every certificate, and how many bytes it has."""
        from sqlalchemy import func, select

        certificate = self._tables.tables["certificate"]
        query = select(certificate.c.number, func.length(certificate.c.pdf)).order_by(certificate.c.number)
        with self._reading() as connection:
            yield from (tuple(row) for row in connection.execute(query))

    def pdf(self, number: str) -> bytes:
        """The certificate with this number, as it was first drawn. Raises LookupError where there is none."""
        from sqlalchemy import select

        certificate = self._tables.tables["certificate"]
        with self._reading() as connection:
            found: bytes | None = connection.execute(select(certificate.c.pdf).where(certificate.c.number == number)).scalar()
        if found is None:
            raise LookupError(number)
        return found


@contextmanager
def opened(path: Path) -> Iterator[Registry]:
    """The registry in `path`, which is made where it isn't there. Raises UnsupportedRegistryError for one that this cedu can't read."""
    from sqlalchemy.exc import DatabaseError

    # SQLite gives its journals the mode of the file itself.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = _engine(path)
    try:
        try:
            with engine.begin() as connection:
                _upgrade(connection)
        except DatabaseError as error:
            if "not a database" not in str(error) and "malformed" not in str(error):
                raise
            raise UnsupportedRegistryError("the registry is no SQLite database: restore it from a backup") from error
        yield Registry(engine)
    finally:
        engine.dispose()


def _engine(path: Path) -> "Engine":
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begins(connection: "Connection") -> None:
        # Whoever writes takes the lock at once: two that read first and then write would have to give up.
        if not connection.get_execution_options().get("reads"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: Any) -> None:
    """Turn write-ahead logging on. SQLite does not wait for others while a file changes its mode, whatever the time-out says."""
    from sqlite3 import OperationalError

    until = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.02)


def _upgrade(connection: "Connection") -> None:
    """Bring the tables to this version."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > VERSION:
        raise UnsupportedRegistryError(f"the registry has version {version}, and this cedu knows {VERSION}: take a newer cedu")
    if version < 1:
        _metadata().create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _metadata() -> "MetaData":
    from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

    metadata = MetaData()
    Table(
        "award",
        metadata,
        Column("number", String, primary_key=True),
        Column("learner_id", String, nullable=False),
        Column("name", String, nullable=False),
        Column("email", String, nullable=False),
        Column("language", String, nullable=False),
        Column("certification", String, nullable=False),
        Column("level", String, nullable=False),
        Column("cycle", Integer, CheckConstraint("cycle >= 1"), nullable=False),
        Column("certification_version", String, nullable=False),
        Column("awarded_on", Date, nullable=False),
        Column("valid_until", Date),
        Column("results_sha256", String, nullable=False),
        UniqueConstraint("learner_id", "certification", "level", "cycle", name="one_person_one_award"),
    )
    Table(
        "certificate",
        metadata,
        Column("number", ForeignKey("award.number"), primary_key=True),
        Column("sha256", String, nullable=False),
        Column("pdf", LargeBinary, nullable=False),
    )
    return metadata
