"""What is wrong with a workspace; where nothing has changed since it was asked the last time, without reading any of it again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cedu.diagnostics import Finding, Severity, Span
from cedu.jobs.kept import BASELINE, is_settled, read_kept
from cedu.jobs.program import program
from cedu.resources import layers
from cedu.source.tree import read_tree


class Verdict(NamedTuple):
    """The findings that count, by place, and the paths of the files that were checked."""

    findings: tuple[Finding, ...]
    paths: tuple[str, ...]


def judge(root: Path, today: date, *, progress: Callable[[int, int], None] | None = None, baseline: bool = True) -> Verdict:
    """Validate the workspace at `root`, or say again what was said of just these files on this day.

    `baseline=False` shows what the baseline hides as well.
    """
    tree = read_tree(root)
    outside = sorted(_stamps_outside(root))
    asked = f"{program()} {today} {baseline}"
    key = _digest([asked, outside, sorted(tree.files.items()), sorted(tree.outside)])
    kept = root / ".cedu" / "verdict.json"
    if said := _read(kept, "files", key):
        return said
    from cedu.jobs.validate import conclude, look

    looked = look(root, tree, today, progress)
    # Most changes are to words, of which no conclusion speaks.
    content = _digest([asked, outside, looked.digest])
    verdict = _read(kept, "content", content)
    if verdict is None:
        result = conclude(root, looked, baseline=baseline)
        verdict = Verdict(result.findings, result.paths)
    if _are_settled(outside):
        _write(kept, key if _are_settled(tree.files.items()) else "", content, verdict)
    return verdict


def _are_settled(stamps: Iterable[tuple[str, tuple[int, int]]]) -> bool:
    """Does the time of every file tell of its next change?"""
    return all(is_settled(changed) for _, (_, changed) in stamps)


def _stamps_outside(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The size and time of what validation reads though it is no content: the baseline, schemas, their copies, words, designs."""
    folders = (*layers("schemas", root), root / ".vscode" / "cedu")
    schemas = (path for folder in folders for path in folder.rglob("*.json"))
    templates = (*(root / "templates" / "words").glob("*"), *(root / "templates" / "certificate").rglob("*"))
    for path in (root / BASELINE, *schemas, *templates):
        try:
            status = path.stat()
        except OSError:
            continue  # not there: then nothing is read from it
        yield str(path), (status.st_size, status.st_mtime_ns)


def _digest(value: Any) -> str:
    """What tells `value` from any other, in 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _read(path: Path, of: str, digest: str) -> Verdict | None:
    """The verdict that is kept, if it is of just these files (`files`) or of what was found in them (`content`)."""
    stored = read_kept(path)
    if stored.get(of) != digest:
        return None
    try:
        findings = (Finding(Span(*span), message, hint, code, Severity(level)) for span, message, hint, code, level in stored["findings"])
        return Verdict(tuple(findings), tuple(stored["paths"]))
    except (ValueError, KeyError, TypeError):
        return None  # not as `_write` writes it


def _write(path: Path, files: str, content: str, verdict: Verdict) -> None:
    from cedu.bundle import write_bytes

    stored = {"files": files, "content": content, "findings": verdict.findings, "paths": verdict.paths}
    try:
        write_bytes(path, json.dumps(stored, separators=(",", ":")).encode())
    except OSError:
        return  # a folder that can't be written just remembers nothing
