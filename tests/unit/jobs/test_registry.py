"""The registry's upkeep, as the command line offers it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cedu.cli.app import run
from cedu.credentials.registry import RegistryError, opened
from cedu.jobs import registry as job
from registry_samples import issue


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_where_there_is_none_that_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["show"], ["upgrade"], ["backup", "private/backup"]):
        assert run(["registry", *arguments]) == 1
        assert "there is no registry yet" in capsys.readouterr().err
    assert not (root / "private").exists()


def test_show(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue(root, 3)
    assert run(["registry", "show"]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if not line.startswith("last"))
    assert lines["place"] == "private/registry.sqlite"
    assert (lines["version"], lines["awards"], lines["events"], lines["revoked"]) == ("1", "3", "3", "0")
    (root / "private/registry.anchor").write_text(f"9 {'0' * 64}\n")
    assert run(["registry", "show"]) == 1
    assert "was restored from an old backup" in capsys.readouterr().err


def test_upgrade(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue(root, 1)
    assert run(["registry", "upgrade"]) == 0
    assert "has the newest version already" in capsys.readouterr().err
    with closing(sqlite3.connect(root / "private/registry.sqlite")) as connection, connection:
        connection.execute("UPDATE registry SET version = 2")
    assert run(["registry", "upgrade"]) == 1
    assert "take a newer cedu" in capsys.readouterr().err


def test_backup_and_restore(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue(root, 2)
    assert run(["registry", "backup", "backup.sqlite"]) == 1
    assert "write it to `private/`, or outside of the workspace" in capsys.readouterr().err
    assert run(["registry", "backup", "private/backup.sqlite"]) == 0
    assert "wrote private/backup.sqlite" in capsys.readouterr().err
    assert run(["registry", "backup", "private/backup.sqlite"]) == 1
    assert "never replaces another" in capsys.readouterr().err
    issue(root, 5)
    assert run(["registry", "restore", "private/backup.sqlite"]) == 0
    said = capsys.readouterr().err
    assert "ends with event 3" in said and "before, it ended with event 5" in said
    with opened(root) as registry:
        assert len(registry.held()) == 2


def test_a_restore_needs_the_secret(root: Path) -> None:
    (root / "backup").touch()
    with pytest.raises(RegistryError, match="`cedu issuer restore FILE` brings it back"):
        job.restore(root, root / "backup", datetime.now(UTC))
