"""Start a workspace: a small curriculum that validates and builds, with what git, CI and an editor need."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cedu import __version__, git
from cedu.bundle import write_bytes
from cedu.resources import shipped
from cedu.source.editor import editor_schemas
from cedu.source.tree import ROOT_FILE

NAMESPACE = "https://learn.example.org/"
_ADVICE = "# Change this before the first upload to an LMS, and never after: it"
_SETTLED = "# Never change this: it"


class Started(NamedTuple):
    """What was written, and what was there already and kept as it was; paths from the folder of the workspace.

    `advice`: what is left to do by hand, because files were there or will not be found where they are.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    advice: tuple[str, ...]


class CannotStartError(Exception):
    """Why no workspace can be started here."""


def start(folder: Path, namespace: str = NAMESPACE) -> Started:
    """Make `folder` a workspace, all of it or nothing; what lies there already is kept.

    Raises CannotStartError where it is one, or where a file stands in the way of a folder.
    """
    if os.path.lexists(folder / ROOT_FILE):
        raise CannotStartError(f"{folder / ROOT_FILE} is there already")
    files = _files(namespace)
    for path in files:
        for parent in [folder, *(folder / each for each in Path(path).parents)]:
            if os.path.lexists(parent) and not parent.is_dir():
                raise CannotStartError(f"{parent} is no folder")
    kept = tuple(path for path in files if os.path.lexists(folder / path))
    written = tuple(path for path in files if path not in kept)
    _put(folder, {path: files[path] for path in written})
    return Started(written, kept, (*_unignored(folder, files), *_unseen(folder)))


def _unignored(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """What a `.gitignore` that was there lets into git: what is built, and what is personal."""
    there = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = [line for line in files[".gitignore"].decode().splitlines() if line.startswith("/")]
    missing = [line for line in wanted if line.strip("/") not in {each.strip().strip("/") for each in there}]
    if missing:
        yield f"add {_listed(missing)} to .gitignore: what is built, and what is personal, is not for git"


def _unseen(folder: Path) -> Iterator[str]:
    """What servers and pre-commit look for at the root of a repository alone."""
    answer = git.ask(folder, "rev-parse", "--show-prefix")
    if answer and not answer.returncode and (prefix := answer.stdout.strip()):
        settings = [".github/workflows/cedu.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"]
        yield f"move those of {_listed(settings)} that you use to the repository's root, and let them run in `{prefix}`"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def write_schemas(root: Path) -> tuple[str, ...]:
    """Write the editor's schemas of the workspace at `root`; the paths of those that were missing or stale."""
    stale = {path: text.encode() for path, text in editor_schemas().items() if not _is(root / path, text)}
    for path, content in stale.items():
        write_bytes(root / path, content)
    return tuple(stale)


def _files(namespace: str) -> dict[str, bytes]:
    """Every file of a new workspace. `cedu.yaml` is the last: a folder without it is no workspace."""
    return dict(sorted(_all_files(namespace), key=lambda file: (file[0] == ROOT_FILE, file[0])))


def _all_files(namespace: str) -> Iterator[tuple[str, bytes]]:
    source = shipped("templates") / "init"
    for path in source.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("CEDU_VERSION", __version__)
            if path.name == ROOT_FILE and namespace != NAMESPACE:
                text = text.replace(NAMESPACE, namespace).replace(_ADVICE, _SETTLED)
            # Files of ours whose names start with a dot would work on our own repository.
            yield path.relative_to(source).as_posix().replace("dot-", "."), text.encode()
    for name, schema in editor_schemas().items():
        yield name, schema.encode()


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into `folder`: beside their places first, then moved there; when something fails, nothing of it stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = (folder if folder.is_dir() else folder.parent) / f".cedu-init.{os.getpid()}.tmp"
    undo: list[Callable[[], None]] = []
    try:
        for path, content in files.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_bytes(content)
        if not folder.is_dir():
            stage.rename(folder)
            return
        for path in files:
            for parent in _missing((folder / path).parent):
                parent.mkdir()
                undo.append(parent.rmdir)
            (stage / path).rename(folder / path)
            undo.append((folder / path).unlink)
    except BaseException:
        for step in reversed(undo):
            step()
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _missing(folder: Path) -> list[Path]:
    """`folder` and the folders above it that are not there, the uppermost first."""
    return [each for each in [folder, *folder.parents] if not each.exists()][::-1]


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
