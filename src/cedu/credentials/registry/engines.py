"""The two engines: SQLite in a file of one's own, PostgreSQL for a team. Whoever writes waits until the one before has committed."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from cedu.credentials.registry.values import RegistryUnavailableError, UnsupportedRegistryError

if TYPE_CHECKING:
    from sqlalchemy import URL, ClauseElement, Connection, CursorResult, Engine

Parameters = Mapping[str, object]

# How many seconds to wait for another process that writes.
_PATIENCE = 60
# Any number would do that nobody else locks in the same database.
_LOCK = 0x6365_6475
_DRIVER = "postgresql+psycopg"
# With fewer bytes than this, SQLite's shared memory has no room, which it calls an error of the disk.
_LITTLE = 1 << 16
_BUSY = f"another process has kept it busy for {_PATIENCE} seconds"
_NO_DRIVER = "PostgreSQL needs a driver that is not installed: run `pip install 'cedu[postgresql]'`"
NO_URL = "CEDU_REGISTRY is no URL of a PostgreSQL database: write it such as postgresql://user@host/database"


class Database:
    """An open connection. Statements outside `transaction` stand for themselves."""

    def __init__(self, connection: "Connection", place: str) -> None:
        self._connection = connection
        self._compiled: dict[int, tuple[ClauseElement, str, Parameters]] = {}
        self.place = place
        self.is_sqlite = connection.dialect.name == "sqlite"

    def rows(self, statement: "ClauseElement | str", parameters: Parameters | None = None) -> Sequence[Any]:
        """The rows that a statement gives. What the engine refuses for want of space, rights or a connection is an OSError."""
        return self._execute(statement, parameters).all()

    def run(self, statement: "ClauseElement | str", parameters: Parameters | None = None) -> int:
        """Run a statement; how many rows it changed."""
        return self._execute(statement, parameters).rowcount

    def _execute(self, statement: "ClauseElement | str", parameters: Parameters | None) -> "CursorResult[Any]":
        sql, constants = (statement, {}) if isinstance(statement, str) else self._prepared(statement)
        with _explained(self.place):
            return self._connection.exec_driver_sql(sql, {**constants, **(parameters or {})})

    def _prepared(self, statement: "ClauseElement") -> tuple[str, Parameters]:
        """A statement in the engine's words, and the constants in it: compiled once, so that the driver, too, knows it again."""
        from sqlalchemy.sql.compiler import SQLCompiler

        known = self._compiled.get(id(statement))
        if known is None:
            compiled = statement.compile(dialect=self._connection.dialect)
            constants = {}
            if isinstance(compiled, SQLCompiler):
                constants = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
            # The statement is kept, too: its id is its own as long as it lives.
            known = self._compiled[id(statement)] = (statement, str(compiled), constants)
        return known[1:]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing, and nobody else's in between: the chain of events has one end."""
        if self.is_sqlite:
            # Whoever writes takes the lock at once: two that read first and then write would have to give up.
            self.run("BEGIN IMMEDIATE")
        else:
            self.run("BEGIN")
        try:
            if not self.is_sqlite:
                self.run(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield
            self.run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read is the state of one moment, whatever others write meanwhile."""
        self.run("BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        """Undo what was begun; a full disk has done so already, and a lost connection needs nobody to."""
        from sqlalchemy.exc import SQLAlchemyError

        with suppress(SQLAlchemyError):
            self._connection.exec_driver_sql("ROLLBACK")

    @property
    def sqlite(self) -> Any:
        """The driver's own connection, of SQLite."""
        return self._connection.connection.dbapi_connection

    def purge(self) -> None:
        """See to it that what was deleted or overwritten is nowhere in the database's files any more, as far as we can."""
        if self.is_sqlite:
            self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            self.run("VACUUM FULL learner")
            self.run("VACUUM FULL award")
            self.run("VACUUM FULL credential")


@contextmanager
def connected(location: str) -> Iterator[Database]:
    """The database at a path, or behind a URL; a file is made where there is none, for this account's eyes only."""
    engine, place = _postgresql(location) if "://" in location else (_sqlite(Path(location)), location)
    try:
        with _explained(place):
            connection = engine.connect()
        with connection:
            yield Database(connection, place)
    finally:
        engine.dispose()


def place_of(url: str) -> str:
    """What to call the database behind a URL: without a password, and the environment's variable where the URL is none."""
    try:
        return _shown(_url(url))
    except UnsupportedRegistryError:
        return "CEDU_REGISTRY"


def client(location: str) -> tuple[str, str]:
    """How PostgreSQL's own programs are told where a database is, and its password, which is no argument: others could see it."""
    url = _url(location)
    return url.set(drivername="postgresql", password=None).render_as_string(), url.password or ""


def _url(location: str) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise UnsupportedRegistryError(NO_URL) from None  # the cause may show the password
    if url.drivername not in ("postgres", "postgresql", _DRIVER):
        raise UnsupportedRegistryError(NO_URL)
    return url.set(drivername=_DRIVER)


def _shown(url: "URL") -> str:
    at = url.host or url.query.get("host") or "this machine"
    port = f":{url.port}" if url.port else ""
    return f"PostgreSQL database {url.database or url.username or ''} on {at}{port}"


def _postgresql(location: str) -> tuple["Engine", str]:
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    url = _url(location)
    try:
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": _PATIENCE})
    except ImportError as error:
        raise UnsupportedRegistryError(_NO_DRIVER) from error

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED")
            cursor.execute(f"SET lock_timeout = '{_PATIENCE}s'")
            # What a server's setting makes faster would be lost with its power.
            cursor.execute("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'")
        connection.commit()

    return engine, _shown(url)


def _sqlite(path: Path) -> "Engine":
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import NullPool

    # SQLite gives its journals the mode of the file itself.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", paramstyle="named")

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # so that REPLACE meets the triggers that refuse to delete
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA trusted_schema=OFF")

    return engine


def _write_ahead(connection: Any) -> None:
    """Turn write-ahead logging on. SQLite does not wait for others while a file changes its mode, whatever the time-out says."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.02)


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """What is nobody's mistake in cedu, in words: never the statement, whose values are personal."""
    try:
        yield
    except Exception as error:
        from sqlalchemy.exc import DBAPIError

        if not isinstance(error, DBAPIError):
            raise
        explained = _reason(error.orig, place)
        if explained is None:
            raise
        raise explained from None


def _reason(error: BaseException | None, place: str) -> Exception | None:
    """What an error of a driver means; None for what is a mistake of ours."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_reason(error, place)
    line = str(error).strip().partition("\n")[0]
    match getattr(error, "sqlstate", None):
        case "53100":
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)
        case "42501" | "25006":
            return OSError(errno.EACCES, f"may not be written: {line}", place)
        case "55P03":
            return RegistryUnavailableError(errno.EAGAIN, _BUSY, place)
        case None if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
            return None
        # No answer at all; class 08: connection, 28: authorization, 3D: no such database, 53: too few resources, 57: an operator's doing.
        case None | str() as state if state is None or state[:2] in ("08", "28", "3D", "53", "57"):
            return RegistryUnavailableError(errno.EHOSTUNREACH, f"can't be used: {line}", place)
    return None


def _sqlite_reason(error: sqlite3.Error, place: str) -> Exception | None:
    """The same of SQLite, by its result codes (sqlite.org/rescode.html)."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return UnsupportedRegistryError("the registry is no SQLite database, or damaged: restore it from a backup")
    is_full = name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and shutil.disk_usage(Path(place).parent).free < _LITTLE)
    if is_full:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)
    if name.startswith("SQLITE_IOERR"):
        return OSError(errno.EIO, "the disk failed, or may hold no larger file", place)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return OSError(errno.EACCES, f"may not be written: {error}", place)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RegistryUnavailableError(errno.EAGAIN, _BUSY, place)
    return None
