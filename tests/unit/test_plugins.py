"""Adding one thing is adding one file: a rule, a target or an item type dropped into a copy of the package works everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cedu.plugins import collect
from cedu.resources import shipped
from cedu.rules import Rule
from cedu.targets import Target

SOURCE = Path(__file__).resolve().parents[2] / "src" / "cedu"

RULE = '''"""Course that is called X.

## What it finds

Such a course.
"""

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.rules import Rule


def check(course, _settings):
    if course.title == "X":
        yield Finding(course.origin.span("title"), "the course is called X", "call it Y")


RULE = Rule("CE299", Severity.WARNING, check, each=(Course,))
'''
TARGET = '''"""Plain text."""

from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.formats.loss import Loss
from cedu.model.course import Course
from cedu.targets import Target


def build(course, context):
    yield Output(PurePosixPath("a.txt"), course.title.encode())


def _owner(entity, _options):
    if entity.owner:
        yield entity.origin.key("owner")


TARGET = Target("plain", "Plain text", (Course,), build, "file", ".txt", loses=(Loss("the owner", "is dropped", _owner),))
'''
ITEM_TYPE = '''"""Yes or no."""

from cedu.items import ItemType
from cedu.model.entity import frozen
from cedu.model.interaction import ChoiceInteraction, Option
from cedu.model.item import Item


@frozen
class YesNo(Item):
    """`yes` says whether it is so."""

    yes: bool


def _lower(item) -> ChoiceInteraction:
    choices = (Option("yes", "Yes"), Option("no", "No"))
    return ChoiceInteraction(choices, frozenset({"yes" if item.yes else "no"}), "single", False)


def _lift(_interaction):
    return None  # a single-choice item says the same


ITEM_TYPE = ItemType("yes-no", YesNo, _lower, _lift)
'''
WORKSPACE = {
    "cedu.yaml": "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\nbuild: {targets: [plain, gift]}\n",
    "a.course.yaml": """\
id: a
title: X
summary: S
version: 1.0.0
owner: somebody
objectives: [{id: o, text: Run it, bloom: apply}]
modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5, objectives: [o]}]}]
""",
    "l.md": "Text.\n",
    "b.bank.yaml": "id: b\ntitle: B\nitems: [{id: i, type: yes-no, objective: a.o, stem: Is it?, yes: true}]\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The folder of a copy of the package, laid out as in a wheel."""
    home = tmp_path / "copy"
    shutil.copytree(SOURCE, home / "cedu", ignore=shutil.ignore_patterns("__pycache__"))
    for kind in ("schemas", "templates"):
        shutil.copytree(shipped(kind), home / "cedu" / kind)
    return home


def cedu(package: Path, root: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, "-m", "cedu", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_one_file_is_one_more_rule_target_and_item_type(package: Path, tmp_path: Path) -> None:
    (package / "cedu/rules/called_x.py").write_text(RULE, encoding="utf-8")
    (package / "cedu/targets/plain.py").write_text(TARGET, encoding="utf-8")
    (package / "cedu/items/yes_no.py").write_text(ITEM_TYPE, encoding="utf-8")
    schema = json.loads((package / "cedu/schemas/items/true-false.schema.json").read_text(encoding="utf-8"))
    text = json.dumps(schema).replace("true-false", "yes-no").replace('"answer"', '"yes"')
    (package / "cedu/schemas/items/yes-no.schema.json").write_text(text, encoding="utf-8")
    root = tmp_path / "workspace"
    root.mkdir()
    for name, content in WORKSPACE.items():
        (root / name).write_text(content, encoding="utf-8")

    found = json.loads(cedu(package, root, "validate", "--format", "json", "--quiet"))["findings"]
    assert {(each["code"], each["message"]) for each in found} >= {
        ("CE299", "the course is called X"),
        ("CE601", "plain: the owner is dropped"),
    }
    assert not [each for each in found if each["severity"] == "error"], found
    assert cedu(package, root, "explain", "CE299").startswith("CE299  warning  Course that is called X.")
    assert '"yes-no"' in cedu(package, root, "schema", "bank")
    cedu(package, root, "build", "--quiet")
    assert (root / "dist/plain/course/a.txt").read_bytes() == b"X"
    assert "=Yes" in (root / "dist/gift/bank/b.gift").read_text(encoding="utf-8")


def test_the_order_is_that_of_the_names() -> None:
    names = [target.name for target in collect("cedu.targets", "TARGET", Target)]
    assert names == sorted(names)


def test_a_constant_of_another_type_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="is no Target"):
        collect("cedu.rules", "RULE", Target)
    assert collect("cedu.targets", "RULE", Rule) == ()
