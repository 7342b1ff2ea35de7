"""Which findings count: severities, what is ignored where, and the baseline."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from cedu.bundle import write_bytes
from cedu.diagnostics import Finding, Severity
from cedu.jobs.kept import BASELINE, read_kept
from cedu.model.workspace import Lint as LintSettings
from cedu.model.workspace import Workspace
from cedu.rules import rules


class Lint:
    """What a workspace, its comments and its baseline say of findings."""

    def __init__(
        self, root: Path, workspace: Workspace, ignored: Mapping[str, Mapping[int, tuple[str, ...]]], *, use_baseline: bool
    ) -> None:
        self._settings = workspace.lint or LintSettings(origin=workspace.origin)
        self._ignored = ignored
        self._baseline = read_baseline(root) if use_baseline else Counter()

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that count, each once, with the severity that they have here, by place."""
        known = rules()
        counted = []
        for finding in sorted(set(findings), key=lambda each: (each.span, each.code, each.message)):
            severity = known[finding.code].severity
            if known[finding.code].always_counts:
                counted.append(finding._replace(severity=severity))
                continue
            if self._is_ignored(finding):
                continue
            if self._baseline[_print(finding)] > 0:
                self._baseline[_print(finding)] -= 1
                continue
            counted.append(finding._replace(severity=Severity(self._settings.severity.get(finding.code, severity))))
        return tuple(counted)

    def _is_ignored(self, finding: Finding) -> bool:
        if finding.code in self._settings.ignore:
            return True
        if any(finding.code in paths.ignore and _matches(finding.span.path, paths.path) for paths in self._settings.paths):
            return True
        return finding.code in self._ignored.get(finding.span.path, {}).get(finding.span.line, ())


def _matches(path: str, pattern: str) -> bool:
    """Does `pattern` (a file, a folder, or either with `*` and `**`) name `path`?"""
    pattern = pattern.rstrip("/")
    return path.startswith(f"{pattern}/") or fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}/*")


def _print(finding: Finding) -> str:
    """What tells a finding from others without its line, which moves when something above it is edited."""
    return f"{finding.code} {finding.span.path}: {finding.message}"


def read_baseline(root: Path) -> "Counter[str]":
    """How often each finding was there when the baseline was written; one that can't be read hides nothing."""
    counts = read_kept(root / BASELINE).get("findings")
    if not isinstance(counts, dict) or not all(isinstance(count, int) for count in counts.values()):
        return Counter()
    return Counter(counts)


def write_baseline(root: Path, findings: Iterable[Finding]) -> Path:
    """Write down `findings`, so that from now on only new ones count."""
    counts = Counter(_print(finding) for finding in findings)
    path = root / BASELINE
    stored = {"cedu": 1, "findings": dict(sorted(counts.items()))}
    write_bytes(path, (json.dumps(stored, indent=2, ensure_ascii=False) + "\n").encode())
    return path
