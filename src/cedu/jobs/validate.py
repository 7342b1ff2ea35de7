"""Validate a workspace: every finding, once, with file, line and column."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cedu.diagnostics import Finding, Severity
from cedu.jobs.cache import Cache
from cedu.jobs.codec import decode, encode
from cedu.jobs.examine import Examined, examine, run
from cedu.jobs.lint import Lint
from cedu.jobs.parallel import chunked, spread, without_garbage_collection
from cedu.jobs.program import program
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.resources import layers
from cedu.rules import Settings, rules
from cedu.source.load import load_workspace
from cedu.source.text import ignored_codes
from cedu.source.tree import ROOT_FILE, Tree, read_tree

Progress = Callable[[int, int], None]

# Measured: what a kilobyte of YAML or Markdown takes, in seconds, to decide whether a second process pays.
_SECONDS_A_KILOBYTE = 0.00012
_CHUNK = 24


class Validated(NamedTuple):
    """What validation found: the library, the findings that count (sorted by place), and the paths of the files that were checked."""

    library: Library
    findings: tuple[Finding, ...]
    paths: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many findings stop a build."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings do not."""
        return len(self.findings) - self.errors


def validate(
    root: Path, *, today: date | None = None, progress: Progress | None = None, baseline: bool = True, tree: Tree | None = None
) -> Validated:
    """Validate the workspace at `root`. `today` decides what is stale; `baseline=False` shows what the baseline hides as well.

    `tree` is what lies there, for who has looked already.
    """
    with without_garbage_collection():
        return _validate(root, tree or read_tree(root), today or date.today(), progress, baseline)


def _validate(root: Path, tree: Tree, today: date, progress: Progress | None, baseline: bool) -> Validated:
    workspace, findings, text = load_workspace(root)
    settings = Settings(workspace, today)
    findings += [*tree.findings, *run(workspace, settings)]
    examined = _examine(root, tree, settings, _key(root, text, settings), progress)
    library = _library(root, tree, settings, examined)
    for rule in rules().values():
        if rule.check and not rule.each:
            findings += [finding._replace(code=rule.code, severity=rule.severity) for finding in rule.check(library, settings)]
    ignored = {ROOT_FILE: ignored_codes(text)}
    for each in examined:
        findings += each.findings
        if each.ignored:
            ignored[each.path] = dict(each.ignored)
    counted = Lint(root, workspace, ignored, use_baseline=baseline).apply(findings)
    return Validated(library, counted, (ROOT_FILE, *(each.path for each in examined)))


def _examine(root: Path, tree: Tree, settings: Settings, key: str, progress: Progress | None) -> list[Examined]:
    """Examine every file that has changed since it was last examined, and take the others from the cache."""
    files = [(path, kind) for path, kind in tree.documents.items() if kind != "workspace"]
    files += [(path, "") for path in tree.pages]
    cache = Cache(root / ".cedu" / "validate.cache", key)
    examined = _examine_files((root, settings), tree, files, cache, progress)
    examined += _examine_files((root, settings), tree, _pages_elsewhere(examined, tree), cache, None)
    cache.save()
    return examined


def _pages_elsewhere(examined: Iterable[Examined], tree: Tree) -> list[tuple[str, str]]:
    """The texts and transcripts of lessons that lie where no pages are looked for, such as beside all entities, or are called otherwise."""
    known = frozenset((*tree.pages, *tree.documents))
    uses = (use for each in examined if each.outline for use in each.outline.files if use.path not in known)
    return sorted({(use.path, "") for use in uses if use.field.endswith((".body", ".transcript")) and use.path in tree.files})


def _examine_files(
    shared: tuple[Path, Settings], tree: Tree, files: Sequence[tuple[str, str]], cache: Cache, progress: Progress | None
) -> list[Examined]:
    known = {path: found for path, _ in files if (found := cache.get(path, tree.files[path]))}
    changed = [file for file in files if file[0] not in known]
    size = sum(tree.files[path].size for path, _ in changed)
    for encoded_chunk in spread(_examine_chunk, shared, chunked(changed, _CHUNK), seconds=size / 1000 * _SECONDS_A_KILOBYTE):
        for path, encoded in encoded_chunk:
            known[path] = decode(encoded, path)
            cache.put(path, tree.files[path], encoded)
        if progress:
            progress(len(known), len(files))
    return [known[path] for path, _ in files]


def _examine_chunk(shared: tuple[Path, Settings], files: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """In a worker: examine some files, each a path and its kind; what was found, encoded."""
    root, settings = shared
    return [(path, encode(examine(root, settings, path, kind))) for path, kind in files]


def _key(root: Path, text: str, settings: Settings) -> str:
    """What an examined file depends on beside its own bytes: `cedu.yaml`, the day, cedu itself, and the workspace's own schemas."""
    digest = hashlib.sha256(f"{text}\0{settings.today}\0{program()}".encode())
    for folder in layers("schemas", root):
        for path in sorted(folder.rglob("*.json")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _library(root: Path, tree: Tree, settings: Settings, examined: Iterable[Examined]) -> Library:
    outlines: dict[tuple[str, str], Outline] = {}
    duplicates = []
    for each in examined:
        if each.outline is None:
            continue
        key = (each.outline.kind, each.outline.id)
        if key in outlines:
            duplicates.append(each.outline)
        else:
            outlines[key] = each.outline
    broken = [each for each in examined if each.outline is None and each.page is None]
    return Library(
        root=root,
        workspace=settings.workspace,
        outlines=outlines,
        duplicates=tuple(duplicates),
        pages={each.path: each.page for each in examined if each.page},
        files=frozenset(tree.files),
        outside=tree.outside,
        broken=frozenset([*(each.path for each in broken), *tree.misnamed]),
        broken_ids=frozenset(
            [*((each.kind, each.broken_id) for each in broken if each.kind), *((kind, "") for kind in tree.misnamed.values())]
        ),
    )
