"""The private folder: only ours, and never in git."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cedu.credentials.private import exposed, folder, number_secret, write_secret


def git(root: Path, *arguments: str) -> None:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=environment)


def test_without_git_nothing_is_exposed(tmp_path: Path) -> None:
    assert exposed(tmp_path) == ""


def test_a_repository_has_to_ignore_the_folder(tmp_path: Path) -> None:
    git(tmp_path, "init")
    root = tmp_path / "workspace"
    root.mkdir()
    assert exposed(root) == "git does not ignore `private/`: add the line `private/` to .gitignore"
    (tmp_path / ".gitignore").write_text("private/\n")
    assert exposed(root) == ""


def test_a_repository_must_not_track_the_folder(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "old.csv").write_text("x")
    git(tmp_path, "add", "private/old.csv")
    (tmp_path / ".gitignore").write_text("private/\n")
    assert exposed(tmp_path).startswith("git tracks `private/old.csv`: run `git rm -r --cached private`")


def test_a_hook_s_variables_do_not_mislead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    here = tmp_path / "here"
    for root in (other, here):
        root.mkdir()
        git(root, "init")
    (other / ".gitignore").write_text("private/\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert exposed(here) != ""


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    os.umask(0o022)
    secret = number_secret(tmp_path)
    assert len(secret) == 32
    assert number_secret(tmp_path) == secret
    assert (tmp_path / "private" / "number.key").stat().st_mode & 0o777 == 0o600
    assert folder(tmp_path).stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder(tmp_path).iterdir()] == ["number.key"]


def test_a_dry_run_makes_no_secret(tmp_path: Path) -> None:
    assert len(number_secret(tmp_path, create=False)) == 32
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_written_where_there_are_no_links_and_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a USB stick that a backup is written to."""

    def link(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(target))

    monkeypatch.setattr(os, "link", link)
    path = tmp_path / "issuer.backup"
    write_secret(path, b"first")
    with pytest.raises(FileExistsError):
        write_secret(path, b"second")
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["issuer.backup"]
