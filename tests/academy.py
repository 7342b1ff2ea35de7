"""A workspace whose issuer has keys, and what is in its registry and folder after a run."""

import shutil
import sqlite3
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cedu.jobs.certify import Asked, Certified, Outcome, certify
from cedu.jobs.executors import Growing

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PASSPHRASE = "a phrase for tests"
FILES = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
issuer: {name: Example Academy, url: https://verify.example.org/c, number_prefix: EXA}
""",
    "git.course.yaml": """\
id: git
title: Git
formerly: [vcs]
summary: Git.
version: 1.0.0
language: en
objectives: [{id: commit, text: Commit a change, bloom: apply}]
modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5, objectives: [commit]}]}]
""",
    "l.md": "# L\n",
    "exam.assessment.yaml": """\
id: exam
title: Exam
formerly: [first-exam]
purpose: summative
stakes: certification
passing_score: 80
items: [{id: a, type: true-false, stem: So., answer: true, objective: git.commit}]
""",
    "git.certification.yaml": """\
id: certified
title: Certified Git user
summary: For users.
formerly: [git-user]
levels:
  - id: associate
    title: Associate
    achievement: commits changes
    requires: [{course: git}, {assessment: exam}]
    validity_months: 24
    renewal_months: 6
  - {id: expert, title: Expert, achievement: helps others, requires: [{level: associate}, {assessment: exam, least_score: 90}]}
""",
}
HEADER = "learner_id,name,email,kind,id,score,passed,completed_on,source\n"


class Academy:
    """A workspace, and what can be done in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outcomes: list[Outcome] = []

    def write(self, text: str, name: str = "results.csv") -> None:
        (self.root / name).write_text(HEADER + text, encoding="utf-8")

    def certify(self, *names: str, **asked: Any) -> Certified:
        """One run; its outcomes are `outcomes` then."""
        self.outcomes = []
        paths = [self.root / name for name in names or ("results.csv",)]
        told: dict[str, Any] = {
            "passphrase": lambda: PASSPHRASE,
            "today": TODAY,
            "now": NOW,
            "tell": self.outcomes.extend,
            "executor": Growing(1_000_000),
        }
        return certify(self.root, paths, Asked(**(told | asked)))

    @property
    def states(self) -> list[str]:
        return [outcome.decision.state for outcome in self.outcomes]

    @property
    def numbers(self) -> list[str]:
        return [outcome.decision.number for outcome in self.outcomes if outcome.decision.number]

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """The awards and credentials in the registry, but for the run that they are of."""
        connection = sqlite3.connect(self.root / "private" / "registry.sqlite")
        connection.row_factory = sqlite3.Row
        found = {}
        for table in ("award", "credential"):
            rows = connection.execute(f"SELECT * FROM {table} ORDER BY number").fetchall()
            found[table] = [tuple(row[key] for key in row.keys() if key != "run") for row in rows]  # noqa: SIM118
        connection.close()
        return found

    def files(self) -> dict[str, str]:
        """The SHA-256 of each certificate's file."""
        folder = self.root / "private" / "certificates"
        return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("[!.]*"))}

    def twin(self) -> "Academy":
        """A workspace like this one was before anything was awarded, with the same keys."""
        other = self.root / "twin"
        shutil.copytree(self.root, other, ignore=shutil.ignore_patterns("twin", "certificates", ".cedu", "registry.*"))
        shutil.copytree(self.root / "fresh", other / "private", dirs_exist_ok=True)
        return Academy(other)


def learners(count: int, score: int = 95, start: int = 0) -> str:
    """Results that earn both levels (with a score of 90 or more)."""
    return "".join(
        f"u-{learner},Learner Nº {learner},u{learner}@example.org,course,vcs,,yes,2026-01-0{learner % 9 + 1},client\n"
        f"u-{learner},Learner Nº {learner},u{learner}@example.org,assessment,exam,{score},,2026-02-01,server\n"
        for learner in range(start, start + count)
    )
