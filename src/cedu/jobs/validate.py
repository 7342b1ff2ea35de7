"""Validate a workspace: every finding, once, with file, line and column."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cedu.diagnostics import Finding, Severity
from cedu.jobs.cache import Cache
from cedu.jobs.codec import decode, encode, texts_in
from cedu.jobs.examine import Examined, examine, run
from cedu.jobs.lint import Lint
from cedu.jobs.parallel import chunked, spread, without_garbage_collection
from cedu.jobs.program import program
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.model.workspace import Workspace
from cedu.resources import layers
from cedu.rules import Settings, rules
from cedu.source.load import load_workspace
from cedu.source.text import ignored_codes
from cedu.source.tree import ROOT_FILE, Tree, read_tree

Progress = Callable[[int, int], None]
Widened = Callable[[Workspace], Workspace]

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


class Looked(NamedTuple):
    """What a look at each file by itself gave: `encoded` for every file, and `examined` for those that had changed since the last look."""

    tree: Tree
    settings: Settings
    text: str
    findings: list[Finding]
    encoded: dict[str, str]
    examined: dict[str, Examined]

    @property
    def digest(self) -> str:
        """What stays the same as long as no conclusion can be another one."""
        digest = hashlib.sha256(f"{self.text}\0{self.settings.today}\0{self.findings}\0".encode(errors="surrogateescape"))
        for names in (self.tree.files, self.tree.outside):
            digest.update("\0".join([*sorted(names), ""]).encode(errors="surrogateescape"))
        for path, encoded in self.encoded.items():
            digest.update(f"{path}\0{encoded}\0".encode(errors="surrogateescape"))
        return digest.hexdigest()


def validate(
    root: Path, *, today: date | None = None, progress: Progress | None = None, baseline: bool = True, widened: Widened | None = None
) -> Validated:
    """Validate the workspace at `root`. `today` decides what is stale; `baseline=False` shows what the baseline hides as well.

    `widened` makes the workspace say what `cedu.yaml` does not, so that it is validated for that, too.
    """
    return conclude(root, look(root, read_tree(root), today or date.today(), progress, widened), baseline=baseline)


def look(root: Path, tree: Tree, today: date, progress: Progress | None = None, widened: Widened | None = None) -> Looked:
    """Examine every file that has changed since it was last examined; the cache knows the others."""
    with without_garbage_collection():
        said, findings, text = load_workspace(root)
        settings = Settings(widened(said) if widened else said, today)
        looked = Looked(tree, settings, text, findings, {}, {})
        cache = Cache(root / ".cedu" / ("validate.cache" if settings.workspace == said else "widened.cache"), _key(root, text, settings))
        files = [(path, kind) for path, kind in tree.documents.items() if kind != "workspace"]
        _examine(root, looked, [*files, *((path, "") for path in tree.pages)], cache, progress)
        _examine(root, looked, _pages_elsewhere(looked), cache, None)
        cache.save()
        return looked


def _examine(root: Path, looked: Looked, files: Sequence[tuple[str, str]], cache: Cache, progress: Progress | None) -> None:
    """Add to `looked` what is found in `files`, each a path and its kind (none for a text)."""
    stamps = looked.tree.files
    looked.encoded.update((path, cache.get(path, stamps[path]) or "") for path, _ in files)
    changed = [file for file in files if not looked.encoded[file[0]]]
    seconds = sum(stamps[path].size for path, _ in changed) / 1000 * _SECONDS_A_KILOBYTE
    for chunk in spread(_examine_chunk, (root, looked.settings), chunked(changed, _CHUNK), seconds=seconds):
        for path, encoded in chunk:
            looked.encoded[path] = encoded
            looked.examined[path] = decode(encoded, path)
            cache.put(path, stamps[path], encoded)
        if progress:
            progress(len(files) - len(changed) + len(looked.examined), len(files))


def _pages_elsewhere(looked: Looked) -> list[tuple[str, str]]:
    """The texts and transcripts of lessons that lie where no pages are looked for, such as beside all entities, or are called otherwise."""
    tree = looked.tree
    named = {text for path in tree.documents for text in texts_in(looked.encoded.get(path, "")) if text in tree.files}
    return [(path, "") for path in sorted(named.difference(tree.pages, tree.documents))]


def conclude(root: Path, looked: Looked, *, baseline: bool = True) -> Validated:
    """What all files together are: the library, and the findings that count."""
    with without_garbage_collection():
        tree, settings = looked.tree, looked.settings
        findings = [*looked.findings, *tree.findings, *run(settings.workspace, settings)]
        examined = [looked.examined.get(path) or _decoded(root, looked, path) for path in looked.encoded]
        library = _library(root, tree, settings, examined)
        for rule in rules().values():
            if rule.check and not rule.each:
                findings += [finding._replace(code=rule.code, severity=rule.severity) for finding in rule.check(library, settings)]
        ignored = {ROOT_FILE: ignored_codes(looked.text)}
        for each in examined:
            findings += each.findings
            if each.ignored:
                ignored[each.path] = dict(each.ignored)
        counted = Lint(root, settings.workspace, ignored, use_baseline=baseline).apply(findings)
        return Validated(library, counted, (ROOT_FILE, *looked.encoded))


def _decoded(root: Path, looked: Looked, path: str) -> Examined:
    """What the cache says of a file; a cache that was made up is not believed."""
    try:
        return decode(looked.encoded[path], path)
    except (TypeError, ValueError, IndexError, AttributeError, RecursionError):
        return examine(root, looked.settings, path, looked.tree.documents.get(path, ""))


def _examine_chunk(shared: tuple[Path, Settings], files: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """In a worker: examine some files, each a path and its kind; what was found, encoded."""
    root, settings = shared
    return [(path, encode(examine(root, settings, path, kind))) for path, kind in files]


def _key(root: Path, text: str, settings: Settings) -> str:
    """What an examined file depends on beside its own bytes: `cedu.yaml`, the day, cedu itself, and the workspace's own schemas."""
    built = (settings.workspace.build, settings.workspace.deliveries)
    digest = hashlib.sha256(f"{text}\0{built}\0{settings.today}\0{program()}".encode())
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
