"""Certifies on a disk that fills up, at ever later moments, and goes on when there is room again; see `test_full_disk`.

What it prints is a list, with what happened for each of the numbers of kilobytes that are free at first.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from academy import Academy
from cedu.credentials.registry import opened

MEGABYTES = 12


def main(whole: Path, template: Path, disk: Path, kilobytes: list[int]) -> None:
    """`template` is a workspace with results, and `whole` what becomes of it where there is room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", disk], check=True)
    sys.stdout.write(json.dumps([attempt(Academy(whole), template, disk, free) for free in kilobytes]))


def attempt(whole: Academy, template: Path, disk: Path, free: int) -> dict[str, Any]:
    found = Academy(disk / "academy")
    shutil.copytree(template, found.root)
    with (disk / "filler").open("wb") as file:
        file.write(bytes(shutil.disk_usage(disk).free - free * 1024))
    said = certify(found)
    again = certify(found)
    (disk / "filler").unlink()
    with opened(found.root) as registry:
        awards, problems = registry.counts().awards, list(registry.audit())
    files = found.files()
    torn = sorted(files.items() - whole.files().items())
    shown = {"free": free, "said": said, "again": again, "awards": awards, "files": len(files), "torn": torn, "problems": problems}
    after = certify(found)
    same = (found.rows(), found.files()) == (whole.rows(), whole.files())
    left = sorted(path.name for path in found.root.glob("private/**/.*"))
    shutil.rmtree(found.root)
    return {**shown, "after": after, "same": same, "left": left}


def certify(academy: Academy) -> str:
    """What the command line would say of a failure."""
    try:
        academy.certify()
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return ""


if __name__ == "__main__":
    os.environ.pop("CEDU_REGISTRY", None)
    main(*map(Path, sys.argv[1:4]), list(map(int, sys.argv[4:])))
