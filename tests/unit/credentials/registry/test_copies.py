"""Backups, whole or absent, and going back to one."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cedu.credentials.registry import RegistryError, UnsupportedRegistryError, copies, location, opened
from registry_samples import AT, issue, made

LATER = AT + timedelta(days=1)


def restore(root: Path, path: Path) -> copies.Restored:
    return copies.restore(location(root), root, path, LATER)


def test_a_backup_is_made_while_others_write_and_brings_everything_back(root: Path) -> None:
    issue(root, 3)
    with opened(root) as registry:
        registry.issue(*made(root, 7), 1)
        copies.back_up(location(root), root / "backup")
        registry.issue(*made(root, 8), 1)
        seen = registry.head()
    assert (root / "backup").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        copies.back_up(location(root), root / "backup")
    assert {path.name for path in root.iterdir()} == {"backup", "private"}

    restored = restore(root, root / "backup")
    assert (restored.head.seq, restored.lost, restored.erased) == (5, seen, 0) == (seen.seq, seen, 0)
    with opened(root) as registry:
        assert {key[0] for key in registry.held()} == {"u-0", "u-1", "u-2", "u-7"}
        # It is noted what was lost; from now on, this is how it is meant to be.
        (*_, event) = registry.events()
        assert (event.kind, event.facts) == ("restored", {"seq": "5", "hash": seen.hash})
        assert registry.lost_end() == ""
        assert list(registry.audit()) == []
    assert issue(root, 4) == 1


def test_who_was_erased_stays_erased(root: Path) -> None:
    issue(root, 3)
    copies.back_up(location(root), root / "backup")
    with opened(root) as registry:
        registry.erase("u-1", AT)
    assert restore(root, root / "backup").erased == 1
    with opened(root) as registry:
        assert registry.award(made(root, 1).award.number).erased
        assert registry.people().is_erased("u-1")
        assert list(registry.audit()) == []


def test_a_registry_that_is_broken_is_put_aside(sqlite: Path) -> None:
    issue(sqlite, 3)
    copies.back_up(location(sqlite), sqlite / "backup")
    path = Path(location(sqlite))
    path.write_bytes(b"nothing but rubbish" * 100)
    assert restore(sqlite, sqlite / "backup").head.seq == 4
    with opened(sqlite) as registry:
        assert len(registry.held()) == 3
    assert (path.parent / "registry.sqlite.damaged").read_bytes().startswith(b"nothing but rubbish")
    assert not list(path.parent.glob(".*"))
    path.unlink()
    assert restore(sqlite, sqlite / "backup").head.seq == 4


def test_what_is_no_backup_changes_nothing(sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    issue(sqlite, 2)
    copies.back_up(location(sqlite), sqlite / "backup")
    (sqlite / "text").write_text("no backup")
    (sqlite / "empty").touch()
    with closing(sqlite3.connect(sqlite / "backup")) as connection, connection:
        connection.execute("UPDATE award SET level = 'expert'")
    for name, error, match in (
        ("text", UnsupportedRegistryError, "no SQLite database"),
        ("empty", UnsupportedRegistryError, "the backup is no registry"),
        ("backup", RegistryError, "the backup is damaged: award .* was changed"),
    ):
        with pytest.raises(error, match=match):
            restore(sqlite, sqlite / name)
    other = tmp_path_factory.mktemp("other")
    issue(other, 1)
    copies.back_up(location(other), sqlite / "foreign")
    with pytest.raises(UnsupportedRegistryError, match=r"made with another `private/number\.key`"):
        restore(sqlite, sqlite / "foreign")
    with opened(sqlite) as registry:
        assert registry.head().seq == 2
        assert list(registry.audit()) == []
    assert not list((sqlite / "private").glob(".*"))


def test_there_is_nothing_to_back_up(sqlite: Path) -> None:
    (sqlite / "private").mkdir()
    with pytest.raises(RegistryError, match="there is no registry yet"):
        copies.back_up(location(sqlite), sqlite / "backup")
    assert not (sqlite / "backup").exists()


def test_programs_of_postgresql_are_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "CEDU_REGISTRY" not in os.environ:
        return
    issue(root, 1)
    with monkeypatch.context() as patch, pytest.raises(RegistryError, match="`pg_dump` is not installed"):
        patch.setenv("PATH", "/nowhere")
        copies.back_up(location(root), root / "backup")
    (root / "text").write_text("no backup")
    with pytest.raises(RegistryError, match="`pg_restore` says: "):
        restore(root, root / "text")
