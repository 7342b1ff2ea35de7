"""Which files lie in a workspace, and what each of them is."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cedu.diagnostics import Finding, Span, nearest
from cedu.model.kinds import KINDS

ROOT_FILE = "cedu.yaml"
# Made by cedu or by other tools, or personal: never looked through.
_SKIPPED = frozenset({"dist", "private", "node_modules", "__pycache__"})
# At the root only: a workspace's own layers.
_LAYERS = frozenset({"schemas", "templates"})
_ENTITY_KINDS = tuple(kind for kind in KINDS if kind != "workspace")


class Stamp(NamedTuple):
    """What tells that a file has changed without reading it: its size in bytes and its time in nanoseconds."""

    size: int
    time: int


class Tree(NamedTuple):
    """The files of a workspace, by their POSIX path from its root; `outside` are symbolic links that lead out of it.

    `misnamed` has the files that are not read because of their name, and the kind of entity that each of them seems to be.
    """

    files: dict[str, Stamp]
    outside: frozenset[str]
    documents: dict[str, str]
    pages: tuple[str, ...]
    misnamed: dict[str, str]
    findings: tuple[Finding, ...]


def find_root(start: Path) -> Path | None:
    """The folder of the nearest `cedu.yaml` at or above `start`."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / ROOT_FILE).is_file()), None)


def is_searched(steps: Sequence[str]) -> bool:
    """Is a folder one that is looked through? `steps` are the names on the way to it from the root."""
    return not any(name.startswith(".") or name in _SKIPPED for name in steps) and not _LAYERS.intersection(steps[:1])


def read_tree(root: Path) -> Tree:
    """All files of the workspace at `root`, without what other tools keep there and without workspaces inside it.

    `documents` gives the kind of each YAML file that declares an entity; `pages`, the Markdown files in folders of entities or below them.
    """
    files: dict[str, Stamp] = {}
    outside: set[str] = set()
    real_root = os.path.realpath(root)
    folders = [""]
    while folders:
        folder = folders.pop()
        for entry in _entries(root, folder):
            path = folder + entry.name
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if target != real_root and not target.startswith(real_root + os.sep):
                    outside.add(path)
                    continue
            if entry.is_dir(follow_symlinks=False):
                if _is_searched(entry, folder):
                    folders.append(path + "/")
            elif entry.is_file():
                status = entry.stat()
                files[path] = Stamp(status.st_size, status.st_mtime_ns)
    return _sorted_out(files, frozenset(outside))


def _entries(root: Path, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as entries:
            return list(entries)
    except OSError:
        return []  # a folder that may not be read holds no file that can be used: what refers to one says so


def _is_searched(entry: os.DirEntry[str], folder: str) -> bool:
    if entry.name.startswith(".") or entry.name in _SKIPPED or (not folder and entry.name in _LAYERS):
        return False
    return not (Path(entry.path) / ROOT_FILE).exists()


def _sorted_out(files: dict[str, Stamp], outside: frozenset[str]) -> Tree:
    documents: dict[str, str] = {}
    misnamed: dict[str, str] = {}
    findings: list[Finding] = []
    for path in sorted(files):
        kind, finding = _kind(path)
        if finding:
            misnamed[path] = kind or ""
            findings.append(finding)
        elif kind:
            documents[path] = kind
    for path in sorted(outside):
        if _kind(path)[0]:
            message = "this file is a symbolic link out of the workspace, so it is not read"
            findings.append(Finding(Span(path), message, "copy the file into the workspace", "CE206"))
    homes = {path.rpartition("/")[0] for path in documents}
    pages = tuple(path for path in sorted(files) if path.endswith(".md") and _is_content(path, homes))
    return Tree(files, outside, documents, pages, misnamed, tuple(findings))


def _is_content(path: str, homes: set[str]) -> bool:
    """Does a Markdown file lie in an entity's folder or below it? The root is everybody's folder, so it does not count."""
    folder = path.rpartition("/")[0]
    if path.rpartition("/")[2].upper().startswith("README"):
        return False
    while folder:
        if folder in homes:
            return True
        folder = folder.rpartition("/")[0]
    return False


def _kind(path: str) -> tuple[str | None, Finding | None]:
    """The kind of entity that a file name stands for, and what is wrong with the name."""
    name = path.rpartition("/")[2]
    if path == ROOT_FILE:
        return "workspace", None
    stem, dot, ending = name.rpartition(".")
    if not dot or ending not in ("yaml", "yml"):
        return None, None
    prefix, inner, last = stem.rpartition(".")
    if ending == "yml":
        if last in _ENTITY_KINDS or name == "cedu.yml":
            return last, Finding(Span(path), "a file of cedu's ends in `.yaml`", f"rename it to `{stem}.yaml`", "CE012")
        return None, None
    if last in _ENTITY_KINDS:
        return last, None
    if inner and prefix and (close := nearest(last, _ENTITY_KINDS)):
        return close, Finding(
            Span(path), f"there is no kind `{last}`, so the file is not read", f"did you mean `{prefix}.{close}.yaml`?", "CE016"
        )
    return None, None
