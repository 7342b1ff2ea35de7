"""One file of a workspace, whatever state it is in."""

from pathlib import Path

import pytest

from cedu.source.load import load, load_workspace, read_entity

COURSE = "id: pumps\ntitle: Pumps\nsummary: All.\nversion: 1.0.0\nmodules: []\n"
WORKSPACE = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n"


def loaded(tmp_path: Path, text: str | bytes) -> tuple[bool, str, list[str]]:
    (tmp_path / "course.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    found = load(tmp_path, "course.yaml", "course")
    return found.entity is not None, found.id, [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COURSE, (True, "pumps", [])),
        (COURSE.replace("title: Pumps", "title: Pumps #1"), (True, "pumps", ["CE011"])),
        (COURSE.replace("version: 1.0.0\n", ""), (False, "pumps", ["CE102"])),
        (COURSE + "oops: [\n", (False, "pumps", ["CE001"])),
        (COURSE.replace("id: pumps", 'id: "pumps"') + "a: *b\n", (False, "pumps", ["CE002"])),
        (COURSE.encode() + b"\xff", (False, "pumps", ["CE007"])),
        (COURSE.replace("id: pumps", "id: Pumps!"), (False, "", ["CE105"])),
        (COURSE.replace("id: pumps", "id: 7"), (False, "", ["CE103"])),
        ("- id: pumps\n", (False, "", ["CE103"])),
        ("", (False, "", ["CE014"])),
    ],
)
def test_a_broken_file_tells_what_it_would_have_declared(tmp_path: Path, text: str | bytes, expected: tuple[bool, str, list[str]]) -> None:
    assert loaded(tmp_path, text) == expected


def test_a_file_that_can_not_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.course.yaml").mkdir()
    for path in ("a.course.yaml", "gone.course.yaml"):
        found = load(tmp_path, path, "course")
        assert found.entity is None
        assert [finding.code for finding in found.findings] == ["CE015"]
        assert found.findings[0].span == (path, 1, 1, 1)


def test_an_entity_that_went_bad_since_validation_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    assert read_entity(tmp_path, "course.yaml", "course").id == "pumps"
    (tmp_path / "course.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="has changed"):
        read_entity(tmp_path, "course.yaml", "course")


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        (WORKSPACE, "X", []),
        (WORKSPACE.replace("cedu: 1", "cedu: 9") + "unheard_of: 1\n", "", ["CE017"]),
        (WORKSPACE.replace("cedu: 1", "cedu: 0"), "", ["CE106"]),
        (WORKSPACE.replace("cedu: 1", "cedu: true"), "", ["CE103"]),
        (WORKSPACE.replace("{name: X}", "X"), "", ["CE103"]),
        ("a: [\n", "", ["CE001"]),
        (None, "", ["CE015"]),
    ],
)
def test_a_broken_workspace_file_says_nothing_so_that_the_rest_is_checked(
    tmp_path: Path, text: str | None, name: str, codes: list[str]
) -> None:
    if text is not None:
        (tmp_path / "cedu.yaml").write_text(text, encoding="utf-8")
    workspace, findings, _ = load_workspace(tmp_path)
    assert workspace.organization.name == name
    assert [finding.code for finding in findings] == codes
