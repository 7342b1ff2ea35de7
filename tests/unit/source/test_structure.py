"""From an accepted document to the model."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cedu.items.single_choice import SingleChoice
from cedu.model.assessment import Assessment
from cedu.model.course import Course
from cedu.model.entity import Entity, Part
from cedu.model.origin import Origin
from cedu.source.structure import ENTITIES, build
from cedu.source.text import Document, read
from cedu.source.tree import read_tree

ROOT = Path(__file__).resolve().parents[3]


def document(path: str, content: bytes) -> Document:
    found, findings = read(path, content)
    assert found is not None, findings
    return found


def parts(value: Any) -> list[Part]:
    """`value` and every part inside it."""
    if isinstance(value, tuple):
        return [part for each in value for part in parts(each)]
    if not isinstance(value, Part):
        return []
    inner = [getattr(value, name) for name in value.__dataclass_fields__]
    return [value, *[part for each in inner for part in parts(each)]]


CURRICULA = [(path, kind) for path, kind in read_tree(ROOT).documents.items() if kind != "workspace"]


@pytest.mark.parametrize(("path", "kind"), CURRICULA)
def test_every_value_of_the_document_is_in_the_model_at_its_place(path: str, kind: str) -> None:
    """Walk the document and the entity together: the same keys, the same scalars, and each part knows where it was written."""
    source = document(path, (ROOT / path).read_bytes())
    entity: Entity = build(ENTITIES[kind], source)
    compare(source.value, entity, source.origin)


def compare(value: Any, made: Any, origin: Origin) -> None:
    if isinstance(value, dict) and isinstance(made, Part):
        assert made.origin.span() == origin.span()
        for name, inner in value.items():
            compare(inner, getattr(made, name), origin.at(name))
    elif isinstance(value, list):
        assert isinstance(made, tuple)
        for index, (inner, its) in enumerate(zip(value, made, strict=True)):
            compare(inner, its, origin.at(index))
    else:
        assert value == made


def test_what_is_left_out_has_its_default() -> None:
    text = "id: a\ntitle: A\npurpose: formative\nstakes: practice\nitems:\n" + (
        "  - {id: b, type: single-choice, stem: B, choices: [{id: c, text: C, correct: true}, {id: d, text: D}]}\n"
    )
    made = build(Assessment, document("x.yaml", text.encode()))
    assert (made.status, made.formerly, made.attempts, made.shuffle, made.blueprint) == ("active", (), None, False, None)
    (item,) = made.items
    assert isinstance(item, SingleChoice)
    assert (item.difficulty, item.points, item.shuffle) == ("medium", 1, True)
    assert [choice.correct for choice in item.choices] == [True, False]


def test_what_is_a_teams_own_is_carried_as_it_is() -> None:
    text = "id: a\ntitle: A\nsummary: S\nversion: 1.0.0\nmeta: {ticket: [1, {b: 2}]}\nmodules:\n  - {id: m, title: M, lessons: []}\n"
    made = build(Course, document("x.yaml", text.encode()))
    assert made.meta == {"ticket": [1, {"b": 2}]}
    assert len(parts(made)) == 2


def test_an_id_that_changed_keeps_its_first_outwards() -> None:
    text = "id: c\ntitle: C\nsummary: S\nversion: 1.0.0\nformerly: [a, b]\nmodules: []\n"
    assert build(Course, document("x.yaml", text.encode())).lasting_id == "a"


def test_the_type_checker_lets_nobody_assign_to_a_field(tmp_path: Path) -> None:
    (tmp_path / "change.py").write_text("from cedu.model.course import Course\n\n\ndef change(it: Course) -> None:\n    it.title = 'B'\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "change.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert 'Property "title" defined in "Course" is read-only' in done.stdout
