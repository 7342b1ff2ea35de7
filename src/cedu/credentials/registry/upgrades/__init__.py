"""How the registry's tables came to be: one file per version, each a list of SQL statements that leads on from the version before.

A new registry takes all the steps; an older one takes what it lacks, when somebody says so (`cedu registry upgrade`). A step that was
released is never changed.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from cedu.credentials import private
from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.tables import REGISTRY
from cedu.credentials.registry.values import UnsupportedRegistryError
from cedu.plugins import collect

_SQLITE = "SELECT name FROM sqlite_master WHERE name IN ('registry', 'award', 'event')"
# Not by `to_regclass`, which in a transaction may not yet know what another has made since it began.
_POSTGRESQL = "SELECT relname FROM pg_class WHERE relname IN ('registry', 'award', 'event') AND pg_table_is_visible(oid)"
_MADE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_SET_VERSION = update(REGISTRY).values(version=bindparam("version"))
_SET_CHECK = update(REGISTRY).values(secret_check=bindparam("secret_check"))


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A step: the version that it leads to, what it does in words, and its statements for each engine."""

    version: int
    title: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


def steps() -> tuple[Upgrade, ...]:
    """All steps, in order."""
    return tuple(sorted(collect(__name__, "UPGRADE", Upgrade), key=lambda step: step.version))


def version(database: Database) -> int:
    """The version of the tables; 0 where there are none. Raises UnsupportedRegistryError for a database of something else."""
    names = {name for (name,) in database.rows(_SQLITE if database.is_sqlite else _POSTGRESQL)}
    if "registry" not in names:
        if names:
            raise UnsupportedRegistryError("the database is no registry that this cedu knows, but has a table of the same name")
        return 0
    (found,) = database.rows("SELECT version FROM registry")[0]
    return int(found)


def supported(database: Database) -> int:
    """The version of a registry that is not newer than this cedu. Raises UnsupportedRegistryError where it is."""
    found, latest = version(database), steps()[-1].version
    if found > latest:
        raise UnsupportedRegistryError(f"the registry has version {found}, and this cedu knows {latest}: take a newer cedu")
    return found


def current(database: Database) -> bool:
    """Are the tables there, in this cedu's version? Raises UnsupportedRegistryError where they are in another."""
    found, latest = supported(database), steps()[-1].version
    if 0 < found < latest:
        hint = "save it with `cedu registry backup FILE`, then run `cedu registry upgrade`"
        raise UnsupportedRegistryError(f"the registry has version {found}, and this cedu needs {latest}: {hint}")
    return found == latest


def upgrade(database: Database, secret: bytes = b"") -> tuple[Upgrade, ...]:
    """Take the steps that a registry lacks, all or none; which those were. A new one is tied to the `secret` that numbers are made with."""
    with database.transaction():
        found = supported(database)
        taken = tuple(step for step in steps() if step.version > found)
        for step in taken:
            for statement in step.sqlite if database.is_sqlite else step.postgresql:
                database.run(statement)
            database.run(_SET_VERSION, {"version": step.version})
        if not found:
            database.run(_SET_CHECK, {"secret_check": _check(secret)})
    return taken


def changed(database: Database) -> tuple[str, ...]:
    """The names of tables, indexes and triggers of SQLite's that are not what the steps make, so that it may refuse too little."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for step in steps():
            for statement in step.sqlite:
                fresh.execute(statement)
        wanted = set(fresh.execute(_MADE))
    return tuple(sorted({name for name, _ in wanted ^ set(map(tuple, database.rows(_MADE)))}))


def same_secret(database: Database, secret: bytes) -> bool:
    """Was the registry made with this secret? Another one would give the same award another number."""
    (found,) = database.rows("SELECT secret_check FROM registry")[0]
    return bool(found == _check(secret))


def _check(secret: bytes) -> str:
    return private.derived(secret, "registry check").hex()
