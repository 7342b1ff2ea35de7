"""A disk that is full while certificates are issued: it is said, nothing is torn, and the run goes on when there is room again."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from academy import Academy
from cedu.credentials.registry import opened

HERE = Path(__file__).parent
# From a disk that has no room for a registry to one that has room for all but a few files.
KILOBYTES = (0, 16, 40, 70, 120, 200, 350, 500, 650, 800, 950, 1_100, 1_300, 1_500, 1_800, 2_100, 2_400)


def test_a_disk_that_fills_up(academy: Academy, tmp_path: Path) -> None:
    template, disk = tmp_path / "template", tmp_path / "disk"
    shutil.copytree(academy.root, template)
    disk.mkdir()
    academy.certify()
    # A mount of one's own, which is gone with the program: as root, or as a user who may be root to themselves.
    unshare = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.getuid() else [])]
    program = [sys.executable, HERE / "full_disk.py", academy.root, template, disk, *map(str, KILOBYTES)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE.parents[1]), *sys.path))}
    result = subprocess.run([*unshare, *program], capture_output=True, text=True, env=environment)
    if "unshare failed" in result.stderr or "mount:" in result.stderr:
        pytest.fail(f"a small disk of memory can't be mounted here, which the test needs (run it as root): {result.stderr}")
    assert result.returncode == 0, result.stderr
    attempts = json.loads(result.stdout)
    failed = [each for each in attempts if each["said"]]
    for each in attempts:
        assert not each["said"] or re.fullmatch(r"/.*: no space left on device", each["said"].lower()), each
        assert (each["torn"], each["problems"], each["after"], each["same"], each["left"]) == ([], [], "", True, []), each
    # It was full before the first award, between two, and while files were written.
    assert {0, 20} < {each["awards"] for each in failed}, attempts
    assert any(0 < each["awards"] < 20 for each in failed), attempts


def test_a_file_that_may_not_grow(academy: Academy, tmp_path: Path) -> None:
    """The same where a limit on the size of files takes the place of a full disk."""
    template = tmp_path / "template"
    shutil.copytree(academy.root, template)
    academy.certify()
    whole = academy.rows(), academy.files()
    for kilobytes in (20, 100, 300, 600):
        found = Academy(tmp_path / f"limited-{kilobytes}")
        shutil.copytree(template, found.root)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, before[1]))
        try:
            with pytest.raises(OSError, match="the disk failed, or may hold no larger file"):
                found.certify()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        with opened(found.root) as registry:
            assert list(registry.audit()) == []
        found.certify()
        assert (found.rows(), found.files()) == whole
