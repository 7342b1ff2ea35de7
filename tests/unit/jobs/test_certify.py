"""Certifying as a whole: once, however often, however parallel, and whatever kills it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cedu.jobs.certify import Certified, certify

TODAY = date(2026, 6, 1)
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
  - {id: expert, title: Expert, achievement: helps others, requires: [{level: associate}, {assessment: exam, least_score: 90}]}
""",
}
HEADER = "learner_id,name,kind,id,score,passed,completed_on,source\n"
CHILD = """
import os, signal, sys
from datetime import date
from pathlib import Path
from cedu import bundle
from cedu.jobs.certify import certify
place, count = sys.argv[1], int(sys.argv[2])
def die(done, total):
    if place == "award" and done == count: os.kill(os.getpid(), signal.SIGKILL)
if place == "file":
    fsync, calls = os.fsync, []
    def counted(descriptor):
        calls.append(descriptor)
        if len(calls) == count: os.kill(os.getpid(), signal.SIGKILL)
        fsync(descriptor)
    bundle.os.fsync = counted
certify(Path.cwd(), Path("results.csv"), today=date(2026, 6, 1), progress=die)
"""


def rows(count: int, score: int = 95) -> str:
    return HEADER + "".join(
        f"u-{learner},Learner Nº {learner},course,vcs,,yes,2026-01-0{learner % 9 + 1},client\n"
        f"u-{learner},Learner Nº {learner},assessment,exam,{score},,2026-02-01,server\n"
        for learner in range(count)
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "results.csv").write_text(rows(3), encoding="utf-8")
    return tmp_path


def run(root: Path, **options: bool) -> Certified:
    return certify(root, root / "results.csv", today=TODAY, **options)


def states(certified: Certified) -> list[str]:
    return [outcome.decision.state for outcome in certified.outcomes]


def kept(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the registry, and the digest of every certificate's file."""
    connection = sqlite3.connect(root / "private" / "registry.sqlite")
    found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY number").fetchall() for table in ("award", "certificate")}
    connection.close()
    files = sorted((root / "private" / "certificates").glob("[!.]*"))
    return found | {"files": [(path.name, sha256(path.read_bytes()).hexdigest()) for path in files]}


def child(root: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", CHILD, *arguments], cwd=root, stderr=subprocess.PIPE)


def whole(root: Path, learners: int) -> None:
    """Two awards a learner, each with its row, its certificate and the same bytes in its file."""
    found = kept(root)
    assert len(found["award"]) == len(found["certificate"]) == len(found["files"]) == 2 * learners
    assert [(f"{number}.pdf", digest) for number, digest, _ in found["certificate"]] == found["files"]
    assert all(sha256(pdf).hexdigest() == digest for _, digest, pdf in found["certificate"])  # type: ignore[arg-type]


def test_two_runs_award_once(root: Path) -> None:
    first = run(root)
    assert states(first) == ["awarded"] * 6
    assert len(first.written) == 6
    before = kept(root)
    whole(root, 3)
    again = run(root)
    assert states(again) == ["held"] * 6
    assert again.written == ()
    assert [outcome.decision.number for outcome in again.outcomes] == [outcome.decision.number for outcome in first.outcomes]
    assert kept(root) == before
    award = before["award"][0]
    assert award[5:8] == ("git-user", award[6], 1)  # the lasting id, not today's


def test_a_certificate_that_was_lost_is_written_again_the_same(root: Path) -> None:
    run(root)
    before = kept(root)
    files = sorted((root / "private" / "certificates").iterdir())
    files[0].unlink()
    files[1].write_bytes(b"%PDF torn")
    assert len(run(root).written) == 2
    assert kept(root) == before


def test_the_same_results_give_the_same_awards_where_the_registry_is_lost(root: Path) -> None:
    run(root)
    before = kept(root)
    for path in (root / "private").glob("registry.sqlite*"):
        path.unlink()
    shutil.rmtree(root / "private" / "certificates")
    assert states(run(root)) == ["awarded"] * 6
    assert kept(root) == before


def test_a_dry_run_says_the_same_and_writes_nothing(root: Path) -> None:
    certify(root, root / "results.csv", today=TODAY, dry_run=True)  # fills the cache of validation
    before = sorted(path for path in root.rglob("*") if ".cedu" not in path.parts)
    assert states(run(root, dry_run=True)) == ["awarded"] * 6
    assert sorted(path for path in root.rglob("*") if ".cedu" not in path.parts) == before
    run(root)
    assert states(run(root, dry_run=True)) == ["held"] * 6


def test_bad_rows_are_found_and_good_ones_awarded(root: Path) -> None:
    text = rows(2).replace("u-1,Learner Nº 1,assessment", "u-1,Learner Nº 1,assesment")
    (root / "results.csv").write_text(text, encoding="utf-8")
    certified = run(root)
    assert [(finding.code, finding.span.path, finding.span.line) for finding in certified.findings] == [("CE714", "results.csv", 5)]
    assert states(certified) == ["awarded", "awarded", "not yet", "not yet"]


def test_a_name_that_cannot_be_drawn_refuses_its_award_only(root: Path) -> None:
    (root / "results.csv").write_text(rows(2).replace("Learner Nº 1", "محمد"), encoding="utf-8")
    certified = run(root)
    assert states(certified) == ["awarded", "awarded", "refused", "not yet"]
    assert "has to be shaped" in certified.outcomes[2].decision.reasons[0]
    assert len(kept(root)["award"]) == 2


def test_two_at_once_award_once(root: Path) -> None:
    (root / "results.csv").write_text(rows(12), encoding="utf-8")
    processes = [child(root, "nowhere", "0") for _ in range(2)]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
    whole(root, 12)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize(("place", "count"), [("award", 1), ("award", 5), ("file", 3), ("file", 9)])
def test_a_run_that_is_killed_is_finished_by_the_next(root: Path, place: str, count: int) -> None:
    (root / "results.csv").write_text(rows(8), encoding="utf-8")
    process = child(root, place, str(count))
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    for torn in root.glob("private/certificates/.*.tmp"):
        os.utime(torn, (0, 0))
    run(root)
    whole(root, 8)
    assert list(root.glob("private/certificates/.*")) == []
    twin = root / "twin"
    for name in (*FILES, "results.csv"):
        (twin / name).parent.mkdir(exist_ok=True)
        shutil.copy(root / name, twin / name)
    (twin / "private").mkdir()
    shutil.copy(root / "private" / "number.key", twin / "private" / "number.key")
    run(twin)
    assert kept(twin) == kept(root)


def test_nothing_is_awarded_where_it_could_leak_or_the_workspace_is_wrong(root: Path) -> None:
    subprocess.run(["git", "init", "-q", root], check=True, env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull})
    refused = run(root)
    assert (refused.refused, [finding.code for finding in refused.findings]) == (True, ["CE725"])
    (root / ".gitignore").write_text("private/\n")
    (root / "git.course.yaml").write_text("id: git\n")
    wrong = run(root)
    assert wrong.refused
    assert wrong.validated.errors
    assert not (root / "private").exists()


def test_a_registry_from_the_future_and_a_broken_design_refuse_the_run(root: Path) -> None:
    (root / "private").mkdir()
    connection = sqlite3.connect(root / "private" / "registry.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert [finding.code for finding in run(root).findings] == ["CE726"]
    (root / "templates" / "certificate").mkdir(parents=True)
    (root / "templates" / "certificate" / "layout.yaml").write_text("boxes: [{type: txt}]\n")
    assert {finding.code for finding in run(root).findings} == {"CE724"}


def test_the_latest_name_is_printed(root: Path) -> None:
    lines = rows(1).splitlines()
    (root / "results.csv").write_text(
        "\n".join([*lines, lines[2].replace("Learner Nº 0", "Nova").replace("2026-02-01", "2026-03-01")]), encoding="utf-8"
    )
    certified = run(root)
    assert [finding.code for finding in certified.findings] == ["CE722"]
    assert {outcome.name for outcome in certified.outcomes} == {"Nova"}
    assert certified.outcomes[0].decision.awarded_on == date(2026, 2, 1)
