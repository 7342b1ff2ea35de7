"""Golden cases: each folder in `cases/` is a small workspace, what `cedu` is called with there, and what it says.

`arguments` (one command line; `validate --today 2026-11-21` where there is none) and `expected` (the standard output, and the exit code in
the last line). CEDU names the executable to run: another one than this environment's, such as that of an installed wheel.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
DEFAULT = "validate --today 2026-11-21"


def cases() -> list[str]:
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


def cedu() -> list[str]:
    return shlex.split(os.environ.get("CEDU", "")) or [sys.executable, "-m", "cedu"]


def said(case: Path, folder: Path) -> str:
    """What `cedu` says in a copy of the case's workspace, which thus can't be changed by it."""
    shutil.copytree(case, folder, symlinks=True, ignore=shutil.ignore_patterns("expected", "arguments", ".cedu"))
    arguments = case / "arguments"
    line = arguments.read_text(encoding="utf-8") if arguments.exists() else DEFAULT
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    result = subprocess.run(
        [*cedu(), *shlex.split(line)], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in result.stderr, result.stderr
    return f"{result.stdout}exit {result.returncode}\n"


@pytest.mark.parametrize("name", cases())
def test_case(name: str, tmp_path: Path, update: bool) -> None:
    found = said(CASES / name, tmp_path / "workspace")
    expected = CASES / name / "expected"
    if update:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_forty_mistakes_are_each_named_once_with_their_line(tmp_path: Path) -> None:
    """Comments `planted: CE201` in the case's files say what is wrong in their line; nothing else is."""
    folder = tmp_path / "workspace"
    shutil.copytree(CASES / "forty-mistakes", folder, ignore=shutil.ignore_patterns("expected"))
    planted = [
        (path.relative_to(folder).as_posix(), number, code)
        for path in folder.rglob("*.*")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in re.findall(r"planted: (CE[0-9]{3})", line)
    ]
    command = [*cedu(), "validate", "--today", "2026-11-21", "--format", "json"]
    result = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)
    found = [(each["path"], each["line"], each["code"]) for each in json.loads(result.stdout)["findings"]]
    assert len(planted) == 40
    assert sorted(found) == sorted(planted)
    assert result.returncode == 1
