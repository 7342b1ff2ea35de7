"""Every page that cedu writes, held against the Nu HTML Checker: no error, and no warning."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CEDU = Path(sys.executable).with_name("cedu")
# The checker takes neither `'self'` for the address of a file on a disk, nor a block of JSON for no script (HTML 4.12.1: a data block).
POLICY = ("Resource violates Content Security Policy (meta tag): external ", "Inline script violates Content Security Policy (meta tag)")
IMAGE = "Resource violates Content Security Policy (meta tag): image “assets/"


@pytest.fixture(scope="module")
def pages(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of our curriculum and of the tests' course, of each target that makes pages, its packages unpacked."""
    folder = tmp_path_factory.mktemp("pages")
    for name, source in (("ours", ROOT), ("theirs", workspace)):
        root = folder / name
        root.mkdir()
        shutil.copyfile(source / "cedu.yaml", root / "cedu.yaml")
        if name == "theirs":  # its exam has a lesson, which shows nothing of it
            with (root / "cedu.yaml").open("a", encoding="utf-8") as file:
                file.write("lint: {ignore: [CE602]}\n")
        for entry in ("curricula", "git"):
            if (source / entry).is_dir():
                shutil.copytree(source / entry, root / entry)
        targets = ("site", "docs", "scorm12", "cartridge")
        command = [CEDU, "build", "--quiet", "--today", "2026-06-01", *(word for target in targets for word in ("--target", target))]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        for package in (*(root / "dist").rglob("*.zip"), *(root / "dist").rglob("*.imscc")):
            with zipfile.ZipFile(package) as archive:
                archive.extractall(package.with_suffix(""))
    return folder


def test_every_page_is_valid_html(pages: Path, modules: Path) -> None:
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    messages = json.loads(done.stdout)["messages"]
    assert len(list(pages.rglob("*.html"))) > 60
    told = [f"{one['url'].rsplit('/dist/')[-1]}:{one.get('lastLine')}: {one['message']}: {one.get('extract')}" for one in messages]
    assert [line for line, one in zip(told, messages, strict=True) if not one["message"].startswith((*POLICY, IMAGE))] == []


def test_the_checker_would_have_found_something(tmp_path: Path, modules: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text('<!doctype html><html lang="en"><title>T</title><img src="a.png"><ul><p>x</p></ul>', encoding="utf-8")
    command = ["java", "-jar", modules / "vnu-jar/build/dist/vnu.jar", "--format", "json", "--stdout", "--exit-zero-always", page]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)["messages"]) == 2
