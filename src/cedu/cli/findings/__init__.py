"""Findings as text for people and as reports for machines: one file per format."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath

from cedu.cli.console import counted
from cedu.diagnostics import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported: the findings by place, and the files that were checked, both with paths from `root`.

    `here` is the folder that people read paths from; `width`, how many columns they see; `strict`, whether warnings count as errors;
    `quiet`, whether there is no summary for people.
    """

    root: Path
    findings: Sequence[Finding]
    paths: Sequence[str]
    here: Path
    strict: bool = False
    quiet: bool = False
    coloured: bool = False
    width: int = 100

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are not."""
        return len(self.findings) - self.errors

    @property
    def failed(self) -> bool:
        """Does the report stop a build?"""
        return bool(self.findings if self.strict else self.errors)

    @property
    def summary(self) -> str:
        """The report in one line."""
        files = counted(len(self.paths), "file")
        if not self.findings:
            return f"{files}, nothing wrong"
        counts = [counted(self.errors, "error")] * bool(self.errors) + [counted(self.warnings, "warning")] * bool(self.warnings)
        return f"{', '.join(counts)} in {files}"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a report, as pieces of text; each is written as soon as it is there."""

    name: str
    write: Callable[[Report], Iterator[str]]


def find_format(name: str) -> Format:
    """The format of that name; no other is loaded."""
    found = import_module(f"{__name__}.{name}").FORMAT
    assert isinstance(found, Format)  # noqa: S101  # a plug-in without its constant is a mistake of ours
    return found


def fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """What tells each finding from all others, and stays when lines move: hexadecimal, 32 digits."""
    import hashlib

    seen: Counter[str] = Counter()
    for finding in findings:
        name = f"{finding.code}\0{finding.span.path}\0{finding.message}"
        seen[name] += 1
        yield hashlib.sha256(f"{name}\0{seen[name]}".encode(errors="surrogateescape")).hexdigest()[:32]


@cache
def repository_prefix(root: Path) -> PurePosixPath:
    """The way from the root of the git repository, which code hosts count paths from, to the workspace; `.` where there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return PurePosixPath(root.relative_to(folder).as_posix())
    return PurePosixPath()


def said(finding: Finding) -> str:
    """The message with its hint, for formats that have one field for both."""
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message
