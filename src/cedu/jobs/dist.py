"""The folder of built bundles: put together beside the old one, then swapped with it, so that it is whole at every moment."""

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_STALE = 3600.0  # seconds


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One build of a workspace after the other: of two at once, one would put back what the other has just replaced.

    The system frees whoever waits for a killed build; where it has no locks, as in some network folders, nobody waits.
    """
    home = root / ".cedu"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("wb") as file:
        with suppress(OSError):
            _lock(file)
        yield


def _lock(file: BinaryIO) -> None:
    """Wait until nobody else has `file` locked; it is free again when it is closed. Raises OSError where there are no locks."""
    if sys.platform == "win32":
        import errno
        import msvcrt

        waits = True
        while waits:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                waits = False
            except OSError as error:  # after ten seconds
                if error.errno != errno.EDEADLOCK:
                    raise
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX)  # unlike `flock`'s, it is not the forked workers', too


@contextmanager
def staged(root: Path) -> Iterator[Path]:
    """A new, empty folder to put a build together in, which is gone at the end; what a killed build left behind is removed."""
    home = root / ".cedu"
    home.mkdir(exist_ok=True)
    for left in home.glob("stage-*"):
        if _is_left_behind(left):
            shutil.rmtree(left, ignore_errors=True)
    stage = home / f"stage-{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def keep(old: Path, new: Path) -> None:
    """Take a file over from an earlier build: linked where the file system can, copied where not."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def carry_over(dist: Path, stage: Path, known: Container[str], folders: Container[str]) -> None:
    """Take along what lies in `dist` and is none of cedu's, since it is not ours to delete.

    Ours are the `known` files, of which what stays is in the stage already, all that lies in `folders`, and what starts with a dot.
    """
    if dist.is_dir():
        _carry_over(dist, dist, stage, known, folders)


def _carry_over(folder: Path, dist: Path, stage: Path, known: Container[str], folders: Container[str]) -> None:
    for entry in folder.iterdir():
        path = entry.relative_to(dist).as_posix()
        if path in folders or path == "build.json" or path.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            _carry_over(entry, dist, stage, known, folders)
        elif entry.is_file() and path not in known and not (stage / path).exists():
            keep(entry, stage / path)


def put_in_place(stage: Path, dist: Path) -> None:
    """Make `stage` the new `dist`, in one step where the system has one (Linux), and remove the old one."""
    if not dist.exists():
        stage.replace(dist)
        return
    if not _exchange(stage, dist):
        aside = stage.with_name(f"{stage.name}-old")
        dist.replace(aside)
        stage.replace(dist)
        stage = aside
    shutil.rmtree(stage)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders at once (renameat2 with RENAME_EXCHANGE); False where the system can't."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    return bool(libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _is_left_behind(stage: Path) -> bool:
    """Does nobody work in `stage` any more?"""
    if sys.platform == "win32":  # where signal 0 is Ctrl+C
        return time.time() - stage.stat().st_mtime > _STALE
    try:
        os.kill(int(stage.name.split("-")[1]), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return True
    except PermissionError:
        return False
    return False
