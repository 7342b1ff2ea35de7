"""Forty items of every type in every format: what is written, file by file, and what comes back.

`banks/every-type` is the workspace; `banks/expected/<target>/` holds the members of what is built of its bank, images by their digest, and
`banks/expected/<target>.yaml` what `cedu import` makes of it. `pytest --update` rewrites them.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cedu.importers import importers
from cedu.model.assessment import Bank
from cedu.targets import targets

BANKS = Path(__file__).parent / "banks"
# Every target that takes a bank, and writes what can be read.
FORMATS = sorted(target.name for target in targets().values() if Bank in target.kinds and target.pack != "folder")
PICTURES = (".png", ".svg", ".jpg", ".pdf")


def run(folder: Path, *arguments: str) -> str:
    """What `cedu` says; it has to end well."""
    command = shlex.split(os.environ.get("CEDU", "")) or [sys.executable, "-m", "cedu"]
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*command, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace with its bank built for every format."""
    folder = tmp_path_factory.mktemp("banks") / "workspace"
    shutil.copytree(BANKS / "every-type", folder, ignore=shutil.ignore_patterns(".cedu", "dist"))
    run(folder, "build", "bank/everything", *(each for name in FORMATS for each in ("--target", name)))
    return folder


def bundle(built: Path, format: str) -> Path:
    (found,) = (built / "dist" / format / "bank").iterdir()
    return found


def members(path: Path) -> dict[str, bytes]:
    """The files of a bundle, by their name in it."""
    if path.suffix not in (".zip", ".imscc"):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def golden(content: dict[str, bytes], folder: Path, update: bool) -> None:
    found = {name: _shown(name, each) for name, each in content.items()}
    if update:
        shutil.rmtree(folder, ignore_errors=True)
        for name, each in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(each)
    expected = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(found) == sorted(expected)
    for name, each in found.items():
        assert each == expected[name], name


def _shown(name: str, content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n" if name.endswith(PICTURES) else content


@pytest.mark.parametrize("format", FORMATS)
def test_the_forty_items_are_written_as_approved(built: Path, format: str, update: bool) -> None:
    golden(members(bundle(built, format)), BANKS / "expected" / format, update)


@pytest.mark.parametrize("format", sorted(set(FORMATS) & set(importers())))
def test_the_forty_items_are_read_as_approved(built: Path, tmp_path: Path, format: str, update: bool) -> None:
    """Into an empty workspace, which then is as it should be: `cedu validate` finds no error."""
    (tmp_path / "cedu.yaml").write_bytes((BANKS / "every-type/cedu.yaml").read_bytes())
    (tmp_path / "course.yaml").write_bytes((BANKS / "every-type/course.yaml").read_bytes())
    asked = (BANKS / "every-type/tasting.assessment.yaml").read_text(encoding="utf-8").partition("blueprint:")[0]
    (tmp_path / "tasting.assessment.yaml").write_text(asked, encoding="utf-8")
    if format == "csv":  # a table names files, and brings none
        shutil.copytree(BANKS / "every-type/assets", tmp_path / "back/assets")
    said = run(tmp_path, "import", str(bundle(built, format)), "--format", format, "--into", "back")
    run(tmp_path, "validate", "--today", "2026-11-22")
    files = {path.relative_to(tmp_path / "back").as_posix(): path.read_bytes() for path in (tmp_path / "back").rglob("*") if path.is_file()}
    golden({**files, "said": said.encode()}, BANKS / "expected" / f"{format}-back", update)
