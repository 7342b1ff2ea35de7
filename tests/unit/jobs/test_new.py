"""One entity, valid as written."""

from pathlib import Path

import pytest

from cedu.diagnostics import Severity
from cedu.jobs.init import start
from cedu.jobs.new import NEW_KINDS, CannotWriteError, write_new
from cedu.jobs.validate import validate
from cedu.model.kinds import KINDS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start(tmp_path)
    return tmp_path


def test_every_kind_has_its_template() -> None:
    assert set(NEW_KINDS) == set(KINDS) - {"workspace"}


@pytest.mark.parametrize("id", ["first-aid", "2026", "1e5", "true", "a" * 64])
@pytest.mark.parametrize("kind", NEW_KINDS)
def test_no_error_as_written(root: Path, kind: str, id: str) -> None:
    written = write_new(root, root / "curricula" / "new", kind, id)
    result = validate(root)
    assert [finding for finding in result.findings if finding.severity is Severity.ERROR] == []
    assert (kind, id) in result.library.outlines
    assert all(path.is_file() for path in written)


def test_a_course_has_a_lesson_and_a_quiz_of_its_own(root: Path) -> None:
    written = write_new(root, root, "course", "tea")
    assert {path.relative_to(root).as_posix() for path in written} == {
        "tea/course.yaml",
        "tea/lessons/start.md",
        "tea/tea.assessment.yaml",
    }
    assert [finding.code for finding in validate(root).findings] == ["CE209"]


@pytest.mark.parametrize(
    ("kind", "id", "message"),
    [
        ("cours", "tea", "there is no kind `cours`; did you mean `course`?"),
        ("workspace", "tea", "a workspace is started with `cedu init`"),
        ("course", "Brühe & Tee", "did you mean `bruhe-tee`?"),
        ("course", "日本", "`日本` is no id"),
        ("course", "x" * 65, "at most 64"),
        ("course", "first-change", "there is a course `first-change` already, in curricula/first-change/course.yaml"),
        ("audience", "authors", "there is an audience `authors` already"),
    ],
)
def test_refused(root: Path, kind: str, id: str, message: str) -> None:
    before = sorted(root.rglob("*"))
    with pytest.raises(CannotWriteError) as refusal:
        write_new(root, root / "curricula", kind, id)
    assert message in str(refusal.value)
    assert [path for path in sorted(root.rglob("*")) if ".cedu" not in path.parts] == [path for path in before if ".cedu" not in path.parts]


def test_refused_where_the_id_is_taken_by_a_broken_or_a_renamed_one(root: Path) -> None:
    (root / "a.bank.yaml").write_text("id: broken\ntitle: [\n")
    (root / "b.audience.yaml").write_text(
        "id: now\nformerly: [then]\ntitle: T\nsummary: S\nrole: R\nrisk: low\nscale: low\n", encoding="utf-8"
    )
    with pytest.raises(CannotWriteError, match="in a file that can't be read"):
        write_new(root, root, "bank", "broken")
    with pytest.raises(CannotWriteError, match="formerly `then`"):
        write_new(root, root, "audience", "then")


@pytest.mark.parametrize(("kind", "place"), [("bank", "tea.bank.yaml"), ("course", "tea")])
def test_nothing_is_overwritten(root: Path, kind: str, place: str) -> None:
    (root / place).symlink_to("nowhere")
    with pytest.raises(CannotWriteError, match="is there already"):
        write_new(root, root, kind, "tea")


def test_what_it_would_name_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: X}\n")
    with pytest.raises(CannotWriteError, match="begin with `cedu new audience ID`"):
        write_new(tmp_path, tmp_path, "path", "tea")
    with pytest.raises(CannotWriteError, match="begin with `cedu new course ID`"):
        write_new(tmp_path, tmp_path, "certification", "tea")


def test_a_template_of_ones_own_comes_first(root: Path) -> None:
    (root / "templates/new").mkdir(parents=True)
    (root / "templates/new/bank.yaml").write_text("id: $id\ntitle: Ours\nitems: [{id: a, type: true-false, stem: S, answer: true}]\n")
    (path,) = write_new(root, root, "bank", "tea")
    assert "title: Ours" in path.read_text()
