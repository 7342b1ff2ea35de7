"""`cedu build --target scorm12` against `mkdocs build` of the same lessons, interleaved in one run, each on one core.

    python benchmarks/build.py [--courses 100] [--rounds 3]

Prints ratios, which is what counts: seconds depend on the machine and on what else it does.
"""

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from workspaces import write_workspace

BIN = Path(sys.executable).parent


def seconds(*command: str | Path, cwd: Path) -> float:
    """How long a command takes on one core, in seconds; it has to end well."""
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    )
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def cold(root: Path) -> float:
    """Build everything anew."""
    for folder in (".cedu", "dist"):
        shutil.rmtree(root / folder, ignore_errors=True)
    return seconds(BIN / "cedu", "build", "--quiet", cwd=root)


def warm(root: Path, number: int) -> float:
    """Build after one lesson has changed."""
    lesson = min(root.glob("group-*/*/lessons/*.md"))
    lesson.write_text(lesson.read_text() + f"\nRevised for the {number}th time.\n")
    return seconds(BIN / "cedu", "build", "--quiet", cwd=root)


def peer(site: Path) -> float:
    """mkdocs with its own theme, from nothing."""
    shutil.rmtree(site / "site", ignore_errors=True)
    return seconds(BIN / "mkdocs", "build", "--quiet", cwd=site)


def digests(root: Path) -> dict[str, str]:
    """The hash of each member of each package."""
    found = {}
    for path in sorted((root / "dist").rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            found.update({f"{path.name}/{name}": hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()})
    return found


def write_site(root: Path, site: Path) -> int:
    """The lessons of the workspace as a site of mkdocs; how many there are."""
    site.mkdir()
    (site / "mkdocs.yml").write_text(
        "site_name: Bench\nuse_directory_urls: false\nmarkdown_extensions: [tables, fenced_code, footnotes, admonition, codehilite]\n"
    )
    lessons = sorted(root.glob("group-*/*/lessons/*.md"))
    for lesson in lessons:
        target = site / "docs" / lesson.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(lesson, target)
        figure = target.parent.parent / "assets" / "figure.svg"
        if not figure.exists():
            figure.parent.mkdir()
            shutil.copyfile(lesson.parent.parent / "assets" / "figure.svg", figure)
    (site / "docs" / "index.md").write_text("# Bench\n")
    return len(lessons)


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, site = Path(folder) / "workspace", Path(folder) / "site"
        write_workspace(root, round(options.courses / 0.4), bodies=True)
        lessons = write_site(root, site)
        ours, theirs, warmed = [], [], []
        for number in range(options.rounds):
            ours.append(cold(root))
            theirs.append(peer(site))
            warmed.append(warm(root, number))
        after_change = digests(root)
        cold(root)
        same = after_change == digests(root)
    base = statistics.median(ours)
    print(f"{options.courses} courses, {lessons} lessons with a text, one core, medians of {options.rounds}")
    print(f"cedu build, cold      {base:8.2f} s")
    print(f"mkdocs build          {statistics.median(theirs):8.2f} s = {statistics.median(theirs) / base:.1f} times that (at least 5)")
    print(f"one lesson changed    {statistics.median(warmed):8.2f} s = {statistics.median(warmed) / base:.3f} of cold (at most 0.1)")
    print(f"the same as a clean build: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
