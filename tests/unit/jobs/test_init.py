"""A workspace from nothing: valid, whole, and gentle with what is there."""

import json
import os
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from cedu.jobs.init import CannotStartError, start, write_schemas
from cedu.jobs.validate import validate
from cedu.source import text
from cedu.source.tree import read_tree

REPOSITORY = Path(__file__).resolve().parents[3]


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and ".cedu" not in path.parts}


def test_valid_and_without_a_finding(tmp_path: Path) -> None:
    start(tmp_path / "deep" / "academy")
    result = validate(tmp_path / "deep" / "academy")
    assert result.findings == ()
    kinds = {kind for kind, _ in result.library.outlines}
    assert kinds == {"course", "assessment", "path", "audience", "framework", "certification"}


def test_the_delivery_that_a_comment_shows_is_valid_too(tmp_path: Path) -> None:
    start(tmp_path)
    path = tmp_path / "cedu.yaml"
    head, mark, shown = path.read_text().partition("# deliveries:\n")
    path.write_text(head + (mark + shown).replace("# ", ""))
    result = validate(tmp_path)
    assert result.findings == ()
    assert [(name, delivery.lms) for name, delivery in result.library.workspace.deliveries.items()] == [("acme", "docebo")]


def test_what_is_there_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").symlink_to("nowhere")
    started = start(tmp_path)
    assert started.kept == (".gitignore", ".vscode/settings.json")
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert started.advice == ("add `/dist/`, `/.cedu/` and `/private/` to .gitignore: what is built, and what is personal, is not for git",)
    assert set(started.written) == files(tmp_path) - {".gitignore"}


def test_refused_where_a_workspace_is(tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text("cedu: 1\n")
    with pytest.raises(CannotStartError, match=r"cedu\.yaml is there already"):
        start(tmp_path)
    assert files(tmp_path) == {"cedu.yaml"}


@pytest.mark.parametrize("way", [".github", "curricula/first-change", "."])
def test_refused_where_a_file_stands_in_the_way(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "academy"
    blocked = folder / way
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("")
    with pytest.raises(CannotStartError, match="is no folder"):
        start(folder)
    assert files(tmp_path) == {blocked.relative_to(tmp_path).as_posix()}


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("after", [0, 5, 20])
def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, after: int) -> None:
    """A disk that is full after some files leaves nothing behind."""
    folder = tmp_path / "academy"
    if exists:
        (folder / "curricula").mkdir(parents=True)
        (folder / "curricula" / "mine.md").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    left = after
    write, rename = Path.write_bytes, Path.rename

    def full(function: object) -> object:
        def either(path: Path, *arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(28, "No space left on device", str(path))
            return function(path, *arguments)  # type: ignore[operator]

        return either

    monkeypatch.setattr(Path, "rename" if exists else "write_bytes", full(rename if exists else write))
    with pytest.raises(OSError, match="No space left"):
        start(folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_namespace(tmp_path: Path) -> None:
    start(tmp_path, "https://academy.acme.example/")
    written = (tmp_path / "cedu.yaml").read_text()
    assert "namespace: https://academy.acme.example/\n" in written
    assert "Never change this" in written
    assert "learn.example.org" not in written
    assert validate(tmp_path).findings == ()


def test_stale_schemas_are_written_anew(tmp_path: Path) -> None:
    start(tmp_path)
    assert write_schemas(tmp_path) == ()
    (tmp_path / ".vscode/cedu/course.schema.json").write_text("{}")
    (tmp_path / ".vscode/cedu/bank.schema.json").unlink()
    (finding,) = validate(tmp_path).findings
    assert (finding.code, finding.severity, finding.span.path) == ("CE110", "warning", ".vscode/cedu/course.schema.json")
    assert finding.message.endswith(": course, bank")
    assert finding.hint == "run `cedu schema --write`"
    assert write_schemas(tmp_path) == (".vscode/cedu/course.schema.json", ".vscode/cedu/bank.schema.json")
    assert validate(tmp_path).findings == ()


def test_the_editor_finds_the_schema_of_every_file(tmp_path: Path) -> None:
    """What VS Code would do, on a fresh workspace and on our own curriculum: exactly one schema for a file, and it accepts it."""
    start(tmp_path)
    patterns = json.loads((tmp_path / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {tmp_path / path for path in patterns} == set((tmp_path / ".vscode/cedu").iterdir())
    checked = 0
    for root in (tmp_path, REPOSITORY):
        designs = (path.relative_to(root).as_posix() for path in root.glob("templates/certificate/*/*.yaml"))
        for path in (*read_tree(root).documents, *designs):
            (schema,) = [
                name for name, globs in patterns.items() if any(fnmatchcase(f"/{path}", f"/{glob}".replace("/**/", "*/")) for glob in globs)
            ]
            document, _ = text.read(path, (root / path).read_bytes())
            assert document is not None
            Draft202012Validator(json.loads((tmp_path / schema).read_text())).validate(document.value)
            checked += 1
    assert checked > 20


def test_what_other_tools_read_can_be_read(tmp_path: Path) -> None:
    start(tmp_path)
    for path in (".github/workflows/cedu.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"):
        assert isinstance(yaml.safe_load((tmp_path / path).read_text()), dict)
        assert "CEDU_VERSION" not in (tmp_path / path).read_text()
    assert json.loads((tmp_path / ".vscode/extensions.json").read_text()) == {"recommendations": ["redhat.vscode-yaml"]}


def test_folders_can_be_read_by_others(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        start(tmp_path / "academy")
    finally:
        os.umask(umask)
    assert (tmp_path / "academy").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "academy" / "cedu.yaml").stat().st_mode & 0o777 == 0o644


def test_a_gitignore_that_knows_our_folders_needs_no_word(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("dist\n/.cedu/\nprivate/\n")
    assert start(tmp_path).advice == ()


def test_settings_below_the_root_of_a_repository_are_not_called_settled(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (advice,) = start(tmp_path / "courses" / "academy").advice
    assert ".github/workflows/cedu.yml" in advice
    assert advice.endswith("`courses/academy/`")
    assert start(tmp_path).advice == ()
