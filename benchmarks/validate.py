"""`cedu validate` against `check-jsonschema` with the same schemas on the same YAML files, interleaved in one run.

    python benchmarks/validate.py [--documents 1000] [--rounds 3] [--quick]

Prints ratios, which is what counts: seconds depend on the machine and on what else it does.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workspaces import write_workspace

from cedu.resources import shipped
from cedu.source.schema import bundle

BIN = Path(sys.executable).parent
KINDS = ("course", "assessment", "path", "certification", "audience", "framework")


def seconds(*command: str | Path, cwd: Path) -> float:
    """How long a command takes, in seconds; it has to end well."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def cedu_cold(root: Path) -> float:
    """Validate without any cache."""
    shutil.rmtree(root / ".cedu", ignore_errors=True)
    return seconds(BIN / "cedu", "validate", "--quiet", cwd=root)


def cedu_warm(root: Path) -> float:
    """Validate after one change."""
    course = next(iter(sorted(root.glob("group-*/*/course.yaml"))))
    course.write_text(
        course.read_text().replace("version: 1.", "version: 2.") if "version: 1." in course.read_text() else course.read_text() + "\n"
    )
    return seconds(BIN / "cedu", "validate", "--quiet", cwd=root)


def peer(root: Path, schemas: Path) -> float:
    """check-jsonschema, once per kind, because it takes one schema at a time."""
    total = 0.0
    for kind in KINDS:
        files = sorted(map(str, root.rglob(f"*{kind}.yaml")))
        total += seconds(BIN / "check-jsonschema", "--schemafile", schemas / f"{kind}.json", *files, cwd=root)
    return total


def peak_megabytes(root: Path) -> float:
    """The largest memory of `cedu validate` and of its workers, cold, in a process of its own."""
    shutil.rmtree(root / ".cedu", ignore_errors=True)
    pid = os.fork()
    if pid == 0:
        subprocess.run([BIN / "cedu", "validate", "--quiet"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        os._exit(min(255, kilobytes // 4096))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) * 4.0


def start_up(rounds: int, empty: Path) -> None:
    """What a command costs before it does anything."""
    python = Path(sys.executable)
    bare, version, nothing = [], [], []
    for _ in range(rounds):
        bare.append(seconds(python, "-c", "pass", cwd=empty))
        version.append(seconds(BIN / "cedu", "--version", cwd=empty))
        nothing.append(seconds(BIN / "cedu", "validate", "--quiet", cwd=empty))
    base = statistics.median(bare)
    print(f"bare python             {base * 1000:8.1f} ms")
    print(f"cedu --version          {statistics.median(version) / base:8.1f} times that (at most 2)")
    print(f"cedu validate, empty    {statistics.median(nothing) / base:8.1f} times that (at most 11)")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="without the ten times larger workspace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), options.documents, options.rounds, options.quick)


def run(folder: Path, documents: int, rounds: int, quick: bool) -> None:
    """Measure, and print ratios."""
    schemas = folder / "schemas"
    schemas.mkdir()
    for kind in KINDS:
        (schemas / f"{kind}.json").write_text(json.dumps(bundle(kind, shipped("schemas"))))
    small, bodies, large, empty = (folder / name for name in ("small", "bodies", "large", "empty"))
    write_workspace(small, documents, bodies=False)
    write_workspace(bodies, documents, bodies=True)
    empty.mkdir()
    (empty / "cedu.yaml").write_text("cedu: 1\nnamespace: https://empty.example.org/\norganization: {name: Empty}\n")
    time.sleep(2.1)  # what was written this moment is not cached
    start_up(15, empty)
    ours, theirs, with_bodies, warm = [], [], [], []
    for _ in range(rounds):
        ours.append(cedu_cold(small))
        theirs.append(peer(small, schemas))
        warm.append(cedu_warm(small))
        with_bodies.append(cedu_cold(bodies))
    cold = statistics.median(ours)
    print(f"\n{documents} documents, {len(os.sched_getaffinity(0))} cores, medians of {rounds}")
    print(f"cedu validate, cold     {cold:8.2f} s")
    bodied = statistics.median(with_bodies)
    print(f"check-jsonschema        {statistics.median(theirs):8.2f} s = {statistics.median(theirs) / cold:.0f} times that (at least 60)")
    print(f"with Markdown bodies    {bodied:8.2f} s = {bodied / cold:.2f} times cold (at most 3)")
    print(f"warm, one change        {statistics.median(warm):8.2f} s = {statistics.median(warm) / cold:.2f} of cold (at most 0.25)")
    if quick:
        return
    write_workspace(large, documents * 10, bodies=False)
    ours, tenfold = [], []
    for _ in range(rounds):
        ours.append(cedu_cold(small))
        tenfold.append(cedu_cold(large))
    growth = statistics.median(tenfold) / 10 / statistics.median(ours)
    print(
        f"{documents * 10} documents         {statistics.median(tenfold):8.2f} s = {growth:.2f} times the time per document (at most 1.3)"
    )
    print(f"peak memory             {peak_megabytes(large):8.0f} MB (at most 300)")


if __name__ == "__main__":
    main()
