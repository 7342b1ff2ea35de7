"""Results: who completed or scored what, from whatever tells it: tables of ours, LMSs' exports, xAPI statements.

Everything wrong is a finding with its file and line; a row with an error is left out, and the others are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cedu.credentials.award import Learner
from cedu.diagnostics import Finding

if TYPE_CHECKING:
    from cedu.model.library import Library

Kind = Literal["course", "assessment", "practical", "exemption"]
Source = Literal["server", "client"]


class Result(NamedTuple):
    """A learner completed a course, was scored in an assessment, had practical work assessed, or is exempt from a requirement.

    `id` is what the workspace calls it today: `certification.practical` of a practical, and of an exemption the requirement that it is
    from, as `assessment/author-exam`; `level` is then the level (`certification.level`) that it is for, or empty for all. `score` is in
    percent. `assessor` assessed, or granted; `reason` is the exemption's. `undated` says that `completed_on` is only the latest day that
    it can have been, such as that of an export.
    """

    kind: Kind
    id: str
    completed_on: date
    file: str
    line: int
    score: float | None = None
    passed: bool | None = None
    source: Source = "server"
    assessor: str = ""
    reason: str = ""
    level: str = ""
    undated: bool = False


@dataclass(slots=True)
class Candidate:
    """A learner, as the latest of their results names them, and the results."""

    learner: Learner
    results: list[Result]


class ResultsFile(NamedTuple):
    """A file to read: where it is, what findings call it, and which of the workspace's `results:` says how (empty: what fits)."""

    path: Path
    shown: str
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was read: the candidates by learner id, in the order in which files name them; each file's SHA-256; and all that is wrong."""

    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the one file; of several, that of the sorted lines of theirs."""
        hashes = sorted(self.hashes.values())
        return hashes[0] if len(hashes) == 1 else sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()


def read(files: Iterable[ResultsFile], library: "Library", today: date, merged: Mapping[str, str] | None = None) -> Results:
    """The results in `files`, for the workspace of `library`, whose `results:` say what other systems call things.

    `merged` gives the learner id that goes on by one that was merged into it. Raises OSError where a file can't be read.
    """
    raise NotImplementedError
