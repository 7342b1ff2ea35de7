"""Opening a registry: made where there is none, and refused where it is another's, another version's or broken."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from cedu.credentials import registry
from cedu.credentials.registry import (
    RegistryUnavailableError,
    UnsupportedRegistryError,
    engines,
    exists,
    location,
    opened,
    tables,
    upgrades,
)
from cedu.credentials.registry.engines import connected, place_of
from postgresql_server import Server
from registry_samples import issue, made


def refused(root: Path, match: str) -> None:
    with pytest.raises(UnsupportedRegistryError, match=match), opened(root):
        pass


def test_a_registry_is_made_for_its_owner_only(sqlite: Path) -> None:
    assert not exists(sqlite)
    with opened(sqlite) as its:
        assert its.counts() == (0,) * 8
        assert (sqlite / "private").stat().st_mode & 0o077 == 0
        for name in ("registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"):
            assert (sqlite / "private" / name).stat().st_mode & 0o077 == 0
    assert exists(sqlite)
    with connected(location(sqlite)) as database:
        settings = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        assert {name: database.rows(f"PRAGMA {name}")[0][0] for name in settings} == settings


def test_the_tables_are_those_that_statements_name(root: Path) -> None:
    with opened(root):
        pass
    with connected(location(root)) as database:
        for table in tables.TABLES:
            names = ", ".join(column.name for column in table.c)
            assert database.rows(f"SELECT {names} FROM {table.name}") is not None
            query = f"SELECT name FROM pragma_table_info('{table.name}')"
            if not database.is_sqlite:
                query = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table.name}' ORDER BY ordinal_position"
            assert [name for (name,) in database.rows(query)] == table.c.keys()


def test_an_older_registry_waits_for_an_upgrade(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(root, 2)
    step = upgrades.Upgrade(2, "a note", *(("ALTER TABLE award ADD COLUMN note TEXT", "CREATE INDEX noted ON award (note)"),) * 2)
    steps = (*upgrades.steps(), step)
    monkeypatch.setattr(upgrades, "steps", lambda: steps)
    refused(root, "has version 1, and this cedu needs 2: .*cedu registry backup.*cedu registry upgrade")
    broken = upgrades.Upgrade(2, "broken", *(("ALTER TABLE award ADD COLUMN note TEXT", "CREATE INDEX noted ON nothing (note)"),) * 2)
    with connected(location(root)) as database:
        monkeypatch.setattr(upgrades, "steps", lambda: (*steps[:-1], broken))
        with pytest.raises(Exception, match="nothing"):
            upgrades.upgrade(database)
        assert upgrades.version(database) == 1
        monkeypatch.setattr(upgrades, "steps", lambda: steps)
        assert upgrades.upgrade(database) == (step,)
        assert upgrades.upgrade(database) == ()
    with opened(root) as its:
        assert its.is_taken(made(root, 1).award.number)
    monkeypatch.undo()


def test_a_newer_registry_is_refused(root: Path) -> None:
    issue(root, 1)
    with connected(location(root)) as database:
        database.run("UPDATE registry SET version = 99")
    refused(root, "has version 99, and this cedu knows 1: take a newer cedu")


def test_what_is_no_registry_is_refused(sqlite: Path) -> None:
    path = sqlite / "private" / registry.FILE
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but some bytes" * 50)
    refused(sqlite, "no SQLite database, or damaged: restore it from a backup")
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE award (number)")
    connection.close()
    refused(sqlite, "is no registry that this cedu knows")
    assert not (path.parent / "number.key").exists()


def test_another_secret_is_refused(root: Path) -> None:
    issue(root, 1)
    key = root / "private/number.key"
    key.write_text("00" * 32)
    refused(root, "number.key` is not the one that the registry was made with")
    key.unlink()
    refused(root, "number.key` is missing")
    assert not key.exists()


def test_a_place_that_can_t_be_written_is_said(sqlite: Path) -> None:
    (sqlite / "private" / registry.FILE).mkdir(parents=True)
    with pytest.raises(IsADirectoryError), opened(sqlite):
        pass


@pytest.mark.parametrize(
    "url",
    [
        *("mysql://me:secret@host/db", "sqlite:///x", "postgresql+asyncpg://host/db", "://secret", "postgresql://me:secret@host:port/x"),
        *("secret", "me:secret@host/db"),
    ],
)
def test_a_url_of_something_else_is_refused_and_not_shown(sqlite: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CEDU_REGISTRY", url)
    with pytest.raises(UnsupportedRegistryError, match="CEDU_REGISTRY is no URL of a PostgreSQL database") as error, opened(sqlite):
        pass
    assert "secret" not in str(error.value)
    assert registry.place() == "CEDU_REGISTRY"


def test_a_server_that_can_t_be_reached_is_named_without_its_password(sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEDU_REGISTRY", "postgresql://me:secret@127.0.0.1:9/cedu")
    with pytest.raises(RegistryUnavailableError) as error, opened(sqlite):
        pass
    assert error.value.filename == place_of(os.environ["CEDU_REGISTRY"]) == "PostgreSQL database cedu on 127.0.0.1:9"
    assert "can't be used" in str(error.value) and "secret" not in str(error.value)


def test_a_missing_driver_is_named(sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEDU_REGISTRY", "postgresql://host/cedu")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    refused(sqlite, r"driver that is not installed: run `pip install 'cedu\[postgresql\]'`")


def test_whoever_waits_too_long_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(root, 1)
    monkeypatch.setattr(engines, "_PATIENCE", 1)
    with opened(root) as its, connected(location(root)) as other, other.transaction():
        with pytest.raises(RegistryUnavailableError, match="another process has kept it busy"):
            its.finish_run(1)
        assert len(its.held()) == 1, "reading needs no patience"


def test_a_server_that_goes_away_leaves_nothing_half_done(sqlite: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEDU_REGISTRY", postgresql.database())
    issue(sqlite, 1)
    with pytest.raises(RegistryUnavailableError, match="can't be used: "), opened(sqlite) as its:
        with connected(location(sqlite)) as other:
            other.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        its.issue(*made(sqlite, 2), 1)
    with opened(sqlite) as its:
        assert its.counts().awards == 1
        assert list(its.audit()) == []


def test_what_the_registry_is_called_holds_no_password(sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.place() == "private/registry.sqlite"
    monkeypatch.setenv("CEDU_REGISTRY", "postgresql://me:secret@db.example.org:5433/cedu?password=secret")
    assert registry.place() == "PostgreSQL database cedu on db.example.org:5433"
