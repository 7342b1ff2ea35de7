"""Media of any size go through a build piece by piece: what they weigh is not what a build takes."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cedu.jobs.init import start

MEGABYTE = 1 << 20
FILM = 240 * MEGABYTE  # stored, because it is compressed
DATA = 120 * MEGABYTE  # deflated
MOST = 110 * MEGABYTE  # cedu itself takes 50
# In one process, whose own peak the kernel knows: what `getrusage` says of a child goes back to before it was one.
BUILD = """
import os, re, sys
from pathlib import Path
from cedu.jobs.build import build

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
built = build(Path(sys.argv[1]), only=sys.argv[2:])
assert built.outputs, built.findings
print(built.fresh, int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024)
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace whose course shows a film and links to data: files with nothing in them, which take no room on the disk."""
    root = tmp_path / "workspace"
    start(root)
    folder = root / "curricula/first-change"
    for name, size in (("film.mp4", FILM), ("data.bin", DATA)):
        with (folder / "assets" / name).open("wb") as file:
            file.truncate(size)
    (folder / "assets/film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", encoding="utf-8")
    (folder / "lessons/said.md").write_text("Hello.\n", encoding="utf-8")
    course = folder / "course.yaml"
    lesson = (
        "      - {id: film, title: A film, type: video, minutes: 5, body: lessons/film.md, media: assets/film.mp4,\n"
        "         captions: assets/film.vtt, transcript: lessons/said.md, objectives: [make-a-change]}\n"
    )
    text = course.read_text(encoding="utf-8")
    place = text.index("      - {id: check")
    course.write_text(text[:place] + lesson + text[place:], encoding="utf-8")
    (folder / "lessons/film.md").write_text("Look, and try it with [the data](../assets/data.bin).\n", encoding="utf-8")
    return root


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel for the peak")
def test_a_build_takes_no_more_memory_for_large_files(workspace: Path) -> None:
    for number, only in enumerate((["scorm12", "cartridge", "site"], ["site"])):
        (workspace / "curricula/first-change/lessons/said.md").write_text(f"Hello, {number}.\n", encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", BUILD, str(workspace), *only], capture_output=True, text=True, check=True)
        assert int(done.stdout.split()[-1]) < MOST
    with zipfile.ZipFile(workspace / "dist/scorm12/course/first-change.zip") as archive:
        found = {Path(member.filename).name: member for member in archive.infolist()}
        assert (found["film.mp4"].file_size, found["film.mp4"].compress_size) == (FILM, FILM)
        assert found["data.bin"].file_size == DATA > 100 * found["data.bin"].compress_size
    shutil.rmtree(workspace / "dist")
