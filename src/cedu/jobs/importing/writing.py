"""Writing what an import makes: into a new folder as a whole, into one that is there file by file, what is referred to first."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from cedu.bundle import write_bytes


def put(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files`, by their path below `folder`.

    A new folder is moved into its place when all of it is there. In one that is there, each file is replaced whole, and YAML comes last, so
    that whenever it ends, no YAML names a file that is missing.
    """
    if not folder.exists():
        _put_folder(folder, files)
        return
    for path in sorted(files, key=lambda path: (path.endswith(".yaml"), path)):
        target = folder / path
        if not target.resolve().is_relative_to(root.resolve()):
            raise OSError(None, "leads out of the workspace", str(target))
        write_bytes(target, files[path])


def _put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        for path, content in files.items():
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        stage.rename(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
