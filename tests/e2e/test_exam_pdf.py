"""Printed tests as people get them: built by the command, read and drawn by poppler."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

WORKSPACE = Path(__file__).resolve().parents[2]
MILLIMETRES = 25.4
DPI = 50


def printed(root: Path, **environment: str) -> dict[str, Path]:
    """The author exam of our own curriculum, in two forms, printed in the workspace `root`."""
    for name in ("cedu.yaml", "curricula"):
        subprocess.run(["cp", "-r", WORKSPACE / name, root / name], check=True)
    exam = root / "curricula/authoring/author-exam.assessment.yaml"
    text = re.sub(r"^forms:.*\n", "", exam.read_text(encoding="utf-8"), flags=re.MULTILINE)
    exam.write_text(f"{text}forms: {{count: 2, seed: autumn}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "cedu", "build", "assessment/author-exam", "--target", "exam-pdf"]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env={**os.environ, **environment})
    return {path.stem: path for path in (root / "dist/exam-pdf/assessment/author-exam").iterdir()}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The exam as this machine prints it."""
    return printed(tmp_path_factory.mktemp("exam"))


def read(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_a_form_is_a_booklet_a_sheet_and_a_key(papers: dict[str, Path]) -> None:
    assert sorted(papers) == [f"form-{code}{kind}" for code in "AB" for kind in ("", "-answer-sheet", "-key")]
    booklet, sheet, key = (read(papers[f"form-A{kind}"]) for kind in ("", "-answer-sheet", "-key"))
    assert [int(number) for number in re.findall(r"^ {0,3}(\d+)  +\S", booklet, re.MULTILINE)] == list(range(1, 31))
    assert {int(number) for number in re.findall(r"(?<![\d.])(\d+)(?:\.\d)? +A(?: |$)", sheet, re.MULTILINE)} <= set(range(1, 31))
    ids = re.findall(r"author-questions\.(?!bank\.)[a-z0-9-]+", key)
    assert len(set(ids)) == 30
    assert not re.findall(r"author-questions\.", booklet + sheet)


def test_nothing_runs_over_the_edge_of_a_page_and_no_page_is_empty(papers: dict[str, Path], tmp_path: Path) -> None:
    for name, path in papers.items():
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", path, tmp_path / name], check=True)
    margin = int(8 / MILLIMETRES * DPI)
    drawn = sorted(tmp_path.glob("*.png"))
    assert len(drawn) > 10
    for page in drawn:
        with Image.open(page) as image:
            left, top, right, bottom = image.point(lambda value: 255 if value < 200 else 0).getbbox() or (0, 0, 0, 0)
            assert margin <= left < right <= image.width - margin
            assert margin <= top < bottom <= image.height - margin


def test_the_same_source_is_the_same_bytes_anywhere(papers: dict[str, Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder" / "für später"
    elsewhere.mkdir(parents=True)
    again = printed(elsewhere, TZ="Pacific/Kiritimati", LC_ALL="de_DE.ISO-8859-1", PYTHONHASHSEED="7", PYTHONUTF8="0")
    assert {name: path.read_bytes() for name, path in again.items()} == {name: path.read_bytes() for name, path in papers.items()}
