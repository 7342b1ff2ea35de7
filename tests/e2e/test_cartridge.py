"""Cartridges that the installed command builds: whole, and with pages that everyone can read by themselves.

No reader of cartridges or of QTI 1.2 that another project keeps is on npm or PyPI; how Moodle's and Canvas's read them, unit tests say.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


@pytest.fixture(scope="module")
def cartridges(workspace: Path, served: tuple[Path, str]) -> dict[str, Path]:
    """Our courses and the tests' own as cartridges, unpacked in a folder that is served, by their ids."""
    found = {}
    for name, source in (("ours", ROOT), ("theirs", workspace)):
        root = served[0] / "cartridges" / name
        root.mkdir(parents=True)
        shutil.copyfile(source / "cedu.yaml", root / "cedu.yaml")
        for entry in ("curricula", "git"):
            if (source / entry).is_dir():
                shutil.copytree(source / entry, root / entry)
        command = [Path(sys.executable).with_name("cedu"), "build", "--quiet", "--target", "cartridge", "--today", "2026-06-01"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        for package in sorted((root / "dist/cartridge/course").iterdir()):
            assert package.suffix == ".imscc"
            with zipfile.ZipFile(package) as archive:
                assert archive.testzip() is None
                archive.extractall(package.with_suffix(""))
            found[package.stem] = package.with_suffix("")
    return found


def test_a_cartridge_has_all_that_its_manifest_says_and_nothing_else(cartridges: dict[str, Path]) -> None:
    assert set(cartridges) == {"authoring", "publishing", "certifying", "git-basics"}
    for folder in cartridges.values():
        manifest = fromstring((folder / "imsmanifest.xml").read_bytes())
        declared = {file.get("href") for file in manifest.iter(f"{CP}file")}
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert there == declared | {"imsmanifest.xml"}


def test_an_exam_is_in_no_page(cartridges: dict[str, Path]) -> None:
    folder = cartridges["git-basics"]
    assert "the-key-of-the-exam" in (folder / "test-git-exam.xml").read_text(encoding="utf-8")
    assert all("the-key-of-the-exam" not in page.read_text(encoding="utf-8") for page in folder.rglob("*.html"))


def test_pages_pass_axe_fit_a_narrow_window_and_ask_nobody(
    cartridges: dict[str, Path], served: tuple[Path, str], node: Callable[..., Any], modules: Path
) -> None:
    pages = [page.relative_to(served[0]).as_posix() for page in sorted(cartridges["git-basics"].rglob("*.html"))]
    lessons = ("life-of-a-change", "anatomy", "item-types", "good-items", "install")
    pages += [(cartridges["authoring"] / f"authoring/{lesson}.html").relative_to(served[0]).as_posix() for lesson in lessons]
    found = node(HERE / "site/visit.js", "everyone", json.dumps(served[1]), json.dumps(pages))
    assert found == {"seen": [], "troubles": []}
