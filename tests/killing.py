"""Kill a process at each of its writes, with strace: a forked copy of this one, so that nothing has to be loaded anew."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import NamedTuple

import pytest

# All that changes what a disk holds. Names that a kernel or a C library does not know are left out by strace itself (`?`).
_CALLS = (
    *("write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate", "copy_file_range", "sendfile"),
    *("sync", "syncfs", "utimensat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "chmod", "fchmod"),
)
_SET = ",".join(f"?{call}" for call in _CALLS)
_CALL = re.compile(r"^\d+ +(\w+)\(")
_PR_SET_PTRACER = 0x59616D61


class Point(NamedTuple):
    """The n-th call of a name."""

    call: str
    n: int


def points(action: Callable[[], object]) -> list[Point]:
    """Every call that changes what a disk holds, in the order in which `action` makes them; `action` is done afterwards."""
    with tempfile.NamedTemporaryFile("r") as log:
        status = traced(action, f"--trace={_SET}", f"--output={log.name}")
        assert status == 0, f"the action fails: {status}"
        calls = [match[1] for line in log if (match := _CALL.match(line))]
    assert calls, "strace sees no calls"
    seen: Counter[str] = Counter()
    found = []
    for call in calls:
        seen[call] += 1
        found.append(Point(call, seen[call]))
    return found


def killed_at(point: Point, action: Callable[[], object]) -> None:
    """Do `action`, and kill it right before a call."""
    status = traced(action, f"--inject={point.call}:signal=KILL:when={point.n}", "--output=/dev/null")
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, f"{point} was not met"


def traced(action: Callable[[], object], *options: str) -> int:
    """Do `action` in a copy of this process, below strace; how it ended, as `os.waitpid` says it."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.fail("strace is missing: run tests/e2e/install-system-packages.sh, or install Debian's package strace")
    child = os.fork()
    if child == 0:
        _act(action)
    tracer = subprocess.Popen([strace, "--follow-forks", f"--attach={child}", *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status = os.waitpid(child, 0)
    _, said = tracer.communicate()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _UNTRACED:
        pytest.fail(f"strace can't attach to a process here: {said.decode().strip()}")
    return status


_UNTRACED, _FAILED = 97, 98


def _act(action: Callable[[], object]) -> None:
    """What the copy does: wait for strace, act, and end without any of what is to be done at the original's end."""
    code = _FAILED
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)  # where only an ancestor may trace
        code = _UNTRACED
        if any(_istraced() for _ in range(5_000)):
            code = _FAILED
            action()
            code = 0
    finally:
        os._exit(code)


def _istraced() -> bool:
    """Has strace come? If not, it gets a moment."""
    if "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        sleep(0.002)
        return False
    return True
