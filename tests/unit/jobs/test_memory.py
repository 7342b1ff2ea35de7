"""What a build remembers, and what of it is believed."""

import json
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.init import start
from cedu.jobs.memory import Memory, Output, Unit
from cedu.jobs.reading import Digests
from cedu.jobs.validate import validate

UNIT = Unit("site", "course", "a")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start(tmp_path)
    (tmp_path / "dist" / "site").mkdir(parents=True)
    (tmp_path / "dist" / "site" / "a.html").write_text("a")
    (tmp_path / "secret").write_text("s")
    memory = remembered(tmp_path)
    output = Output(UNIT, "site", {"site/a.html": "0"}, {"version": "1.0.0"})
    memory.save([output], {UNIT: {"file cedu.yaml": Digests(validate(tmp_path).library)["file cedu.yaml"]}})
    return tmp_path


def remembered(root: Path, key: str = "key") -> Memory:
    return Memory(root, key, validate(root).library)


def rewrite(root: Path, **changes: Any) -> None:
    path = root / ".cedu" / "build.json"
    stored = json.loads(path.read_bytes())
    stored["units"][UNIT.name] |= changes
    path.write_text(json.dumps(stored))


def test_an_output_is_fresh_while_what_it_read_and_made_is_the_same(root: Path) -> None:
    assert remembered(root).fresh(UNIT) == Output(UNIT, "site", {"site/a.html": "0"}, {"version": "1.0.0"})
    assert remembered(root, "another cedu").fresh(UNIT) is None
    rewrite(root, read={"file cedu.yaml": "0"})
    assert remembered(root).fresh(UNIT) is None
    assert [output.unit for output in remembered(root).last()] == [UNIT]
    (root / "dist" / "site" / "a.html").unlink()
    assert remembered(root).last() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "../private"},
        {"files": {"../secret": "0"}, "stamps": {}},
        {"files": {"/etc/passwd": "0"}, "stamps": {}},
        {"files": {"..\\secret": "0"}, "stamps": {}},
        {"stamps": {"../../secret": None}},
        {"unit": ["site", "course", "a"]},
        {"unit": ["site", "course", "b", ""]},
        {"files": ["site/a.html"]},
        {"facts": {"version": 1}},
        {"key": None},
        {"read": None},
    ],
)
def test_what_strangers_may_have_written_is_not_believed(root: Path, changes: dict[str, Any]) -> None:
    rewrite(root, **changes)
    assert remembered(root).fresh(UNIT) is None
    assert remembered(root).last() == []


@pytest.mark.parametrize("name", ["file ../../../../dev/zero", "file secrets", "nonsense x", "_class__ x", "library "])
def test_a_digest_of_what_no_target_reads_is_absent(root: Path, name: str) -> None:
    assert Digests(validate(root).library)[name] == "absent"


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"key": "key"}', '{"key": "key", "units": []}', '{"key": "key", "units": {"x": 1}}']
)
def test_a_spoilt_file_is_as_good_as_none(root: Path, text: str) -> None:
    (root / ".cedu" / "build.json").write_text(text)
    assert remembered(root).last() == []
