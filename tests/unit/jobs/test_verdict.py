"""What was said is said again only where nothing at all has changed."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cedu.jobs import verdict as verdict_module
from cedu.jobs.init import start
from cedu.jobs.validate import conclude, look, validate
from cedu.jobs.verdict import judge

TODAY = date(2026, 3, 1)


def age(root: Path) -> None:
    """Make every file older than what is too young to be trusted."""
    before = time.time() - 100
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (before, before))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start(tmp_path)
    course = tmp_path / "curricula/first-change/course.yaml"
    course.write_text(course.read_text() + "review_by: 2026-03-15\nsumary: x\n")
    age(tmp_path)
    return tmp_path


def judged_anew(root: Path, monkeypatch: pytest.MonkeyPatch, today: date = TODAY, baseline: bool = True) -> bool:
    """Was anything read again? And the verdict has to be what validation says, either way."""
    calls = []

    def counting(*arguments: object, **named: object) -> object:
        calls.append(1)
        return look(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("cedu.jobs.validate.look", counting)
        said = judge(root, today, baseline=baseline)
    assert (said.findings, said.paths) == validate(root, today=today, baseline=baseline)[1:]
    return bool(calls)


def test_said_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge(root, TODAY).findings
    assert not judged_anew(root, monkeypatch)


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)

    return change


def link_outwards(root: Path) -> None:
    (root / "curricula" / "out.md").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    "change",
    [
        write("cedu.yaml", "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: X}\n"),
        write("curricula/first-change/lessons/files.md", "# New\n"),
        write("curricula/new.bank.yaml", "id: [\n"),
        write("curricula/unused.svg", "<svg/>"),
        write("schemas/course.schema.json", '{"required": ["owner", "meta"]}'),
        write("cedu-baseline.json", '{"cedu": 1, "findings": {}}'),
        write(".vscode/cedu/course.schema.json", "{}"),
        write("templates/words/fr.json", '{"pages": {"nxet": "Suivant"}}'),
        lambda root: (root / "curricula/authors.path.yaml").unlink(),
        lambda root: (root / "curricula/authors.path.yaml").rename(root / "curricula/writers.path.yaml"),
        link_outwards,
    ],
)
def test_judged_anew_when_something_has_changed(root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]) -> None:
    judge(root, TODAY)
    change(root)
    assert judged_anew(root, monkeypatch)


def test_judged_anew_on_another_day_without_baseline_or_by_another_cedu(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(root, TODAY)
    assert judged_anew(root, monkeypatch, today=date(2026, 3, 2))
    assert judged_anew(root, monkeypatch, today=date(2026, 3, 2), baseline=False)
    monkeypatch.setattr(verdict_module, "program", lambda: "9.9.9 1")
    assert judged_anew(root, monkeypatch, today=date(2026, 3, 2), baseline=False)


def test_a_file_that_was_just_written_is_not_trusted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "curricula/first-change/lessons/files.md").write_text("# New\n")
    judge(root, TODAY)
    assert judged_anew(root, monkeypatch)


USELESS = [b"", b"{}", b"[1]", b'{"key": 1}', b"\xff", b"[" * 100_000, b'{"key": "KEY"}', b'{"key": "KEY", "findings": [[]], "paths": []}']


@pytest.mark.parametrize("content", USELESS, ids=range(len(USELESS)))
def test_what_cannot_be_used_is_not(root: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    judge(root, TODAY)
    kept = root / ".cedu/verdict.json"
    key = kept.read_bytes().split(b'"')[3]
    kept.write_bytes(content.replace(b"KEY", key))
    assert judged_anew(root, monkeypatch)


def test_a_workspace_that_cannot_be_written_is_judged_all_the_same(root: Path) -> None:
    (root / ".cedu").write_text("in the way")
    assert judge(root, TODAY).findings


def test_words_that_no_conclusion_speaks_of_change_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(root, TODAY)
    lesson = root / "curricula/first-change/lessons/change.md"
    lesson.write_text(lesson.read_text() + "\nOne more sentence.\n")
    concluded = []

    def counting(*arguments: object, **named: object) -> object:
        concluded.append(1)
        return conclude(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("cedu.jobs.validate.conclude", counting)
        said = judge(root, TODAY)
        assert not concluded
        lesson.write_text(lesson.read_text() + "\n[Read on](nowhere.md).\n")
        assert len(judge(root, TODAY).findings) == len(said.findings) + 1
        assert concluded


def test_another_mistake_in_the_file_at_the_root_is_another_verdict(root: Path) -> None:
    places = []
    for broken in ('cedu: 1\nnamespace: "x\n', 'cedu: 1\n\n\nnamespace: "x\n'):
        (root / "cedu.yaml").write_text(broken)
        places.append([finding.span.line for finding in judge(root, TODAY).findings if finding.span.path == "cedu.yaml"])
    assert places == [[2], [4]]
