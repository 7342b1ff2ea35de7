"""`cedu build` against the floor: the same files read, deflated and written bare, one zip for each course. Interleaved in one run.

    python benchmarks/bundles.py [--courses 100] [--rounds 3] [--large]

Prints ratios, which is what counts: seconds depend on the machine and its load. `--large` builds a course with 2 GB of film, too.
"""

import argparse
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from workspaces import write_workspace

CEDU = Path(sys.executable).with_name("cedu")
OTHERS = ("scorm2004", "cmi5", "cartridge", "site")
MEGABYTE = 1024 * 1024


def write_courses(root: Path, courses: int) -> None:
    """`courses` courses of 20 lessons, each lesson with text and code and every fourth with a photograph of its own."""
    write_workspace(root, round(courses / 0.4), bodies=True)
    for number, folder in enumerate(sorted(root.glob("group-*/*"))):
        rng = random.Random(number)
        for lesson in sorted(folder.glob("lessons/*-0.md")):
            name = f"{lesson.stem}.png"
            (folder / "assets" / name).write_bytes(png(160, 90, rng))
            lesson.write_text(lesson.read_text() + f"\n![What it looks like](../assets/{name})\n")


def png(width: int, height: int, rng: random.Random) -> bytes:
    """A picture of noise, which can't be compressed, as a photograph can't: 43 KB for 160 × 90."""
    rows = b"".join(b"\0" + rng.randbytes(width * 3) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def floor(root: Path, dist: Path) -> None:
    """Each course's files into a zip of its own."""
    dist.mkdir()
    for folder in sorted(root.glob("group-*/*")):
        with zipfile.ZipFile(dist / f"{folder.name}.zip", "w") as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    method = zipfile.ZIP_STORED if path.suffix == ".png" else zipfile.ZIP_DEFLATED
                    archive.writestr(str(path.relative_to(folder)), path.read_bytes(), method)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def built(root: Path, target: str, cores: int, *, anew: bool = True) -> str:
    """Run `cedu build` on so many cores, from nothing where `anew`; what it says of it."""
    if anew:
        for folder in (".cedu", "dist"):
            shutil.rmtree(root / folder, ignore_errors=True)
    allowed = set(sorted(os.sched_getaffinity(0))[:cores])
    done = subprocess.run(
        [CEDU, "build", "--target", target],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )
    if done.returncode != 0:
        raise SystemExit(f"cedu build failed:\n{done.stderr[-2000:]}")
    return done.stderr.strip().splitlines()[-1]


def peak(root: Path, target: str) -> float:
    """The most memory that one process of a build from nothing takes, in megabytes."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    for folder in (".cedu", "dist"):
        shutil.rmtree(root / folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-c", script, CEDU, "build", "--quiet", "--target", target], cwd=root, capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1024


def film(root: Path, size: int) -> None:
    """Put a film of `size` bytes into the first course; the disk holds none of it."""
    course = min(root.glob("group-*/*/course.yaml"))
    with (course.parent / "assets" / "film.mp4").open("wb") as file:
        file.truncate(size)
    (course.parent / "lessons" / "film.md").write_text("# Film\n\nWhat is said in it.\n")
    texts = "transcript: lessons/film.md, body: lessons/film.md"
    lesson = f"      - {{id: film, title: Film, type: video, media: assets/film.mp4, {texts}, minutes: 90}}"
    course.write_text(course.read_text().replace("    lessons:\n", f"    lessons:\n{lesson}\n", 1))


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "workspace"
        write_courses(root, options.courses)
        times: dict[str, list[float]] = {}
        for _ in range(options.rounds):
            times.setdefault("floor", []).append(seconds(lambda: floor(root, Path(name) / "floor")))
            shutil.rmtree(Path(name) / "floor")
            for cores in (1, 2):
                times.setdefault(f"scorm12, {cores} cores", []).append(seconds(lambda cores=cores: built(root, "scorm12", cores)))
            for target in OTHERS:
                times.setdefault(target, []).append(seconds(lambda target=target: built(root, target, 1)))
        medians = {name: statistics.median(all_of_it) for name, all_of_it in times.items()}
        one, two = medians["scorm12, 1 cores"], medians["scorm12, 2 cores"]
        print(f"{options.courses} courses of 20 lessons, medians of {options.rounds}")
        print(f"floor                    {medians['floor']:7.2f} s")
        print(f"scorm12 on one core      {one:7.2f} s = {one / medians['floor']:.1f} times the floor (at most 25)")
        print(f"scorm12 on two cores     {two:7.2f} s = {two / medians['floor']:.1f} times the floor (at most 14)")
        for target in OTHERS:
            print(f"{target:<24} {medians[target]:7.2f} s = {medians[target] / one:.2f} times scorm12 on one core (at most 1.5)")

        built(root, "scorm12", 2)
        lesson = min(root.glob("group-*/*/lessons/*.md"))
        lesson.write_text(lesson.read_text() + "\nRevised.\n")
        print(f"one lesson changed: {built(root, 'scorm12', 2, anew=False)}")

        few = Path(name) / "few"
        write_courses(few, max(1, options.courses // 10))
        print(
            f"peak memory of a process: {peak(root, 'scorm12'):.0f} MB for {options.courses} courses, "
            f"{peak(few, 'scorm12'):.0f} MB for a tenth of them (at most 96)"
        )
        if options.large:
            film(few, 2048 * MEGABYTE)
            print(f"peak memory with 2 GB of film: {peak(few, 'scorm12'):.0f} MB (at most 300)")


if __name__ == "__main__":
    main()
