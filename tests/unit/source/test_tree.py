"""Which files lie in a workspace, and what each of them is."""

import os
from pathlib import Path

import pytest

from cedu.source.tree import find_root, read_tree


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("", encoding="utf-8")


def test_the_last_word_before_yaml_is_the_kind(tmp_path: Path) -> None:
    write(
        tmp_path,
        "cedu.yaml",
        "a/course.yaml",
        "a/git.course.yaml",
        "a/b.c.bank.yaml",
        "a/mkdocs.yaml",
        "a/courses.yaml",
        "a/course.yaml.txt",
    )
    assert read_tree(tmp_path).documents == {
        "cedu.yaml": "workspace",
        "a/course.yaml": "course",
        "a/git.course.yaml": "course",
        "a/b.c.bank.yaml": "bank",
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [("course.yml", "CE012"), ("git.course.yml", "CE012"), ("git.cuorse.yaml", "CE016"), ("mkdocs.yml", None), ("git.notes.yaml", None)],
)
def test_a_name_that_is_almost_right_is_said(tmp_path: Path, name: str, code: str | None) -> None:
    write(tmp_path, "cedu.yaml", f"a/{name}")
    tree = read_tree(tmp_path)
    assert [finding.code for finding in tree.findings] == ([code] if code else [])
    assert tree.misnamed == ({f"a/{name}": "course"} if code else {})
    assert set(tree.documents) == {"cedu.yaml"}


def test_what_tools_keep_and_other_workspaces_are_not_looked_through(tmp_path: Path) -> None:
    write(
        tmp_path,
        *("cedu.yaml", ".git/course.yaml", ".cedu/course.yaml", "dist/course.yaml", "private/course.yaml", "node_modules/x/course.yaml"),
        *("schemas/course.yaml", "templates/course.yaml", "a/schemas/course.yaml", "other/cedu.yaml", "other/course.yaml"),
    )
    assert set(read_tree(tmp_path).documents) == {"cedu.yaml", "a/schemas/course.yaml"}


def test_pages_lie_in_folders_of_entities_or_below(tmp_path: Path) -> None:
    write(tmp_path, "cedu.yaml", "notes.md", "docs/x.md", "a/course.yaml", "a/x.md", "a/b/c/y.md", "a/README.md", "a/readme-first.md")
    assert read_tree(tmp_path).pages == ("a/b/c/y.md", "a/x.md")


def test_the_order_is_the_same_on_every_disk(tmp_path: Path) -> None:
    write(tmp_path, "cedu.yaml", "b/course.yaml", "a/course.yaml", "a.course.yaml", "B/course.yaml")
    documents = list(read_tree(tmp_path).documents)
    assert documents == sorted(documents)


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_links_that_lead_outside_are_known_and_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    write(tmp_path, "outside/course.yaml", "secret.md")
    write(root, "cedu.yaml", "a/course.yaml", "a/inside.md")
    (root / "a" / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "a" / "secret.md").symlink_to(tmp_path / "secret.md")
    (root / "a" / "loop").symlink_to(root, target_is_directory=True)
    (root / "a" / "link.md").symlink_to(root / "a" / "inside.md")
    (root / "a" / "gone.md").symlink_to(root / "a" / "nothing.md")
    (root / "a" / "sibling").symlink_to(str(root) + "-other")
    tree = read_tree(root)
    assert tree.outside == {"a/folder", "a/secret.md", "a/sibling"}
    assert set(tree.files) == {"cedu.yaml", "a/course.yaml", "a/inside.md", "a/link.md"}


def test_the_nearest_workspace_above_counts(tmp_path: Path) -> None:
    write(tmp_path, "cedu.yaml", "a/b/x.md", "a/inner/cedu.yaml", "a/inner/c/x.md")
    assert find_root(tmp_path / "a" / "b") == tmp_path.resolve()
    assert find_root(tmp_path / "a" / "inner" / "c") == (tmp_path / "a" / "inner").resolve()
    assert find_root(tmp_path.parent) is None
