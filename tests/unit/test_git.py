"""Asking git runs nothing that a repository names, and asks about this repository."""

import os
import subprocess
from pathlib import Path

import pytest

from cedu import git
from cedu.jobs.provenance import Provenance, provenance


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit."""
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "a.txt").write_text("a")
    for arguments in (["init"], ["add", "a.txt"], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-m", "One"]):
        run(root, *arguments)
    return root


def run(root: Path, *arguments: str) -> str:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True, env=environment).stdout


def test_the_commit_and_whether_anything_was_changed(repository: Path) -> None:
    commit = run(repository, "rev-parse", "HEAD").strip()
    assert provenance(repository) == Provenance(commit, changed=False)
    (repository / "a.txt").write_text("b")
    assert provenance(repository) == Provenance(commit, changed=True)


def test_secrets_in_the_environment_are_not_handed_on(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that a repository names is run by git, and sees what git sees."""
    seen = repository.parent / "seen"
    run(repository, "config", "filter.spy.clean", f"sh -c 'env > {seen}; cat'")
    (repository / ".gitattributes").write_text("*.txt filter=spy\n")
    (repository / "a.txt").write_text("b")
    for name in ("CEDU_PASSPHRASE", "CEDU_REGISTRY"):
        monkeypatch.setenv(name, "secret")
    assert provenance(repository).changed
    assert "CEDU_" not in seen.read_text()


def test_outside_of_git_nothing_is_known(tmp_path: Path) -> None:
    assert provenance(tmp_path) == Provenance(None, changed=True)


def test_without_git_there_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.ask(tmp_path, "status") is None
    assert provenance(tmp_path) == Provenance(None, changed=True)


def test_runs_no_program_that_the_repository_names(repository: Path) -> None:
    program = repository / ".git" / "program"
    program.write_text(f"#!/bin/sh\ntouch '{repository / 'ran'}'\n")
    program.chmod(0o755)
    for hook in ("post-index-change", "fsmonitor-watchman"):
        (repository / ".git" / "hooks" / hook).symlink_to(program)
    run(repository, "config", "core.fsmonitor", str(program))
    run(repository, "status")
    assert (repository / "ran").exists(), "git runs it"
    (repository / "ran").unlink()
    provenance(repository)
    git.ask(repository, "ls-files", "-z", "--", "private")
    git.ask(repository, "check-ignore", "-q", "private/x")
    assert not (repository / "ran").exists()
