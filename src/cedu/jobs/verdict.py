"""What is wrong with a workspace; where nothing has changed since it was asked the last time, without reading any of it again."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding, Severity, Span
from cedu.jobs.kept import read_kept
from cedu.jobs.program import program
from cedu.resources import layers
from cedu.source.tree import Tree, read_tree

# A file written this shortly before may be written again with the same time: what was found in it is not kept (nor does git trust it).
_RACY = 2_000_000_000


class Verdict(NamedTuple):
    """The findings that count, by place, and the paths of the files that were checked."""

    findings: tuple[Finding, ...]
    paths: tuple[str, ...]


def judge(root: Path, today: date, *, progress: Callable[[int, int], None] | None = None, baseline: bool = True) -> Verdict:
    """Validate the workspace at `root`, or say again what was said of just these files on this day.

    `baseline=False` shows what the baseline hides as well.
    """
    tree = read_tree(root)
    stamps = [*tree.files.items(), *_stamps_outside(root)]
    key = _key(tree, stamps, f"{program()} {today} {baseline}")
    kept = root / ".cedu" / "verdict.json"
    if said := _read(kept, key):
        return said
    from cedu.jobs.validate import validate

    result = validate(root, today=today, progress=progress, baseline=baseline, tree=tree)
    verdict = Verdict(result.findings, result.paths)
    if time.time_ns() - max(changed for _, (_, changed) in stamps) > _RACY:
        _write(kept, key, verdict)
    return verdict


def _stamps_outside(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The size and time of each file that validation reads though it is no content: schemas, and the editor's copies of them."""
    for folder in (*layers("schemas", root), root / ".vscode" / "cedu"):
        for path in folder.rglob("*.json"):
            status = path.stat()
            yield str(path), (status.st_size, status.st_mtime_ns)


def _key(tree: Tree, stamps: list[Any], asked: str) -> str:
    """What a verdict depends on, in 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps([asked, sorted(stamps), sorted(tree.outside)]).encode()).hexdigest()


def _read(path: Path, key: str) -> Verdict | None:
    stored = read_kept(path)
    if stored.get("key") != key:
        return None
    try:
        findings = (Finding(Span(*span), message, hint, code, Severity(level)) for span, message, hint, code, level in stored["findings"])
        return Verdict(tuple(findings), tuple(stored["paths"]))
    except (ValueError, KeyError, TypeError):
        return None  # not as `_write` writes it


def _write(path: Path, key: str, verdict: Verdict) -> None:
    from cedu.bundle import write_bytes

    stored = {"key": key, "findings": verdict.findings, "paths": verdict.paths}
    try:
        write_bytes(path, json.dumps(stored, separators=(",", ":")).encode())
    except OSError:
        return  # a folder that can't be written just remembers nothing
