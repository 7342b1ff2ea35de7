"""The folder of built bundles, swapped whole."""

import os
import subprocess
import sys
from pathlib import Path

from cedu.jobs.dist import keep, put_in_place, staged


def test_what_a_killed_build_left_behind_is_removed_and_what_another_works_in_is_not(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / ".cedu" / f"stage-{ended.pid}"
    nobody = tmp_path / ".cedu" / "stage-x"
    others = tmp_path / ".cedu" / f"stage-{os.getppid()}"
    for folder in (left, nobody, others):
        folder.mkdir(parents=True)
        (folder / "a").touch()
    with staged(tmp_path) as stage:
        assert stage.is_dir() and not list(stage.iterdir())
    assert others.is_dir() and not stage.exists()
    if sys.platform != "win32":  # there it stays for an hour
        assert not left.exists() and not nobody.exists()


def test_the_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    for content in ("old", "new"):
        with staged(tmp_path) as stage:
            (stage / "a.txt").write_text(content)
            put_in_place(stage, dist)
        assert [path.name for path in dist.iterdir()] == ["a.txt"] and (dist / "a.txt").read_text() == content
    assert not list((tmp_path / ".cedu").iterdir())


def test_a_file_is_kept_with_its_time(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("x")
    os.utime(old, ns=(10**18, 10**18))
    keep(old, tmp_path / "a" / "new.txt")
    assert (tmp_path / "a" / "new.txt").read_text() == "x"
    assert (tmp_path / "a" / "new.txt").stat().st_mtime_ns == 10**18
