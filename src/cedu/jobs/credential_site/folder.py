"""The folder of a site of certificates: made beside the old one, then swapped with it; and never one that holds anything else."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cedu.credentials.numbers import PRINTED
from cedu.jobs.dist import alone, put_in_place

MARK = "credential-site.txt"
MARK_TEXT = b"`cedu credential site` wrote this folder, and writes it anew as a whole: keep nothing of your own in it.\n"
_ID = r"[\w-]+"
_OURS = re.compile(
    rf"index\.html|{re.escape(MARK)}|did\.json|\.well-known/did\.json|assets/[\w.-]+|status/\d+\.json|verify/(?:[\w-]+/)?index\.html"
    rf"|c/index\.html|c/{PRINTED}/(?:index\.html|v\d+\.(?:json|jwt|pdf|png))"
    rf"|achievements/{_ID}/{_ID}/(?:index\.html|badge\.png|picture\.png)|frameworks/{_ID}/index\.html"
)


def unusable(out: Path, root: Path) -> str:
    """Why a site can't be written to `out`, in words with the remedy; empty where it can."""
    place, home = out.absolute(), root.absolute()
    if home.is_relative_to(place):
        return f"{out} is the workspace, or holds it: give a folder of its own"
    if place.is_relative_to(home / "private"):
        return f"{out} lies in private/, and a site is for everybody: give another folder"
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        return f"{out} is no folder"
    if not out.exists() or not any(out.iterdir()):
        return ""
    if not (out / MARK).is_file():
        return f"{out} holds something else than a site of certificates: give an empty folder, or a new one"
    if foreign := next(_foreign(out), None):
        return f"{out} is replaced as a whole, and `{foreign}` is none of cedu's: move it away first"
    return ""


def _foreign(out: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(out):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            path = (Path(folder) / name).relative_to(out).as_posix()
            if name in links or not _OURS.fullmatch(path):
                yield path


@contextmanager
def replacing(out: Path, root: Path) -> Iterator[Path]:
    """A new, empty folder beside `out` that takes its place when the block ends well, and is gone when it does not."""
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    stage = out.absolute().with_name(f".{out.absolute().name}.stage")
    with alone(root):  # so whatever lies there was left behind
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        try:
            yield stage
            put_in_place(stage, out.absolute())
        finally:
            shutil.rmtree(stage, ignore_errors=True)
