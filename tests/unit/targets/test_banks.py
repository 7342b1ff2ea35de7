"""GIFT, Moodle XML and Aiken as targets: every item that they hold once, the same from the same source, and what they lose where."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from cedu.diagnostics import Span
from cedu.jobs.validate import validate
from cedu.model.workspace import Build
from cedu.source.load import read_entity
from cedu.targets import Target, targets

FILES = {
    "cedu.yaml": "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n",
    "pool.bank.yaml": """\
id: pool
title: Pool
items:
  - {id: one, type: true-false, stem: One., answer: true, objective: git.commit}
  - {id: two, type: number, stem: Two?, answer: 2, objective: git.push, points: 3}
  - {id: three, type: short-text, stem: Three?, answers: [a->b], case_sensitive: true, difficulty: hard}
  - id: four
    type: ordering
    stem: Four?
    sequence: [{id: a, text: A}, {id: b, text: B}]
    feedback: {correct: Yes.}
  - id: five
    type: multiple-choice
    stem: |-
      Five? [more](more.md)
    shuffle: false
    choices: [{id: a, text: A, correct: true}, {id: b, text: B}]
  - id: six
    type: matching
    stem: Six?
    pairs:
      - {id: a, premise: A, response: "*A*"}
      - {id: b, premise: B, response: B}
""",
    "exam.assessment.yaml": """\
id: exam
title: Exam
purpose: summative
stakes: certification
passing_score: 80
attempts: 3
time_limit_minutes: 20
shuffle: true
blueprint:
  draws:
    - {bank: pool, objective: git.commit, count: 1}
    - {bank: pool, count: 2}
    - {bank: pool, difficulty: hard, count: 1}
""",
    "more.md": "# More\n",
    "git/course.yaml": """\
id: git
title: Git
summary: Git.
version: 1.0.0
language: en
objectives:
  - {id: commit, text: Commit a change, bloom: apply, formerly: [save]}
  - {id: push, text: Push a change, bloom: apply}
modules:
  - id: m
    title: M
    lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5}]
""",
    "git/l.md": "# L\n",
}


@dataclass
class Workspace:
    """What a target needs to read, read anew each time."""

    root: Path
    library: Any = field(init=False)

    def __post_init__(self) -> None:
        self.library = validate(self.root, today=date(2026, 1, 1)).library

    def entity(self, kind: str, id: str) -> Any:
        return read_entity(self.root, self.library.outlines[kind, id].path, kind)

    def file(self, path: str) -> Path:
        return self.root / path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Workspace(tmp_path)


def built(target: Target, entity: Any, workspace: Workspace) -> str:
    (output,) = target.build(entity, workspace)  # type: ignore[arg-type]
    assert output.path.name == f"{entity.lasting_id}{target.suffix}"
    assert isinstance(output.content, bytes)
    return output.content.decode()


@pytest.mark.parametrize(("kind", "id"), [("bank", "pool"), ("assessment", "exam")])
def test_there_are_as_many_questions_as_items(workspace: Workspace, kind: str, id: str) -> None:
    entity = workspace.entity(kind, id)
    gift = built(targets()["gift"], entity, workspace)
    blocks = [block for block in gift.split("\n\n") if not block.startswith("$CATEGORY")]
    names = [block.split("::")[1] for block in blocks]
    assert sorted(names) == ["pool.five", "pool.four", "pool.one", "pool.six", "pool.three", "pool.two"]
    root = fromstring(built(targets()["moodle-xml"], entity, workspace))
    found = [question.findtext("name/text") for question in root if question.get("type") != "category"]
    assert found == names


def test_an_exam_is_scored_by_the_server_and_goes_by_objective(workspace: Workspace) -> None:
    assert {targets()[name].scored_by for name in ("gift", "moodle-xml")} == {"server"}
    gift = built(targets()["gift"], workspace.entity("bank", "pool"), workspace)
    categories = [line for line in gift.splitlines() if line.startswith("$CATEGORY")]
    assert categories == [f"$CATEGORY: $course$/top/{name}" for name in ("git/save", "git/push", "pool")]


def losses(target: str, entity: Any) -> dict[str, list[int]]:
    """The lines of each loss that an entity has."""
    found: dict[str, list[int]] = {}
    for loss in targets()[target].loses:
        spans = list(loss.where(entity, Build(origin=entity.origin)))
        assert all(isinstance(span, Span) for span in spans)
        if spans:
            found[loss.feature] = [span.line for span in spans]
    return found


def test_what_is_lost_is_found_at_its_line(workspace: Workspace) -> None:
    exam = {
        "the passing score": [5],
        "the number of attempts": [6],
        "the time limit": [7],
        "the shuffling of questions": [8],
        "the blueprint": [9],
    }
    assert losses("gift", workspace.entity("assessment", "exam")) == exam
    assert losses("moodle-xml", workspace.entity("assessment", "exam")) == exam
    both = {
        "all-or-nothing scoring": [13],
        "a link to a file of the workspace": [14],
        "the formatting of a response to match": [22],
        "a matching of two pairs": [21],
    }
    assert losses("moodle-xml", workspace.entity("bank", "pool")) == both
    assert losses("gift", workspace.entity("bank", "pool")) == both | {
        "an item's points": [5],
        "the case of an answer": [6],
        "an answer with `->`": [6],
        "an ordering item": [8],
        "feedback on a right or a wrong answer": [11],
        "the fixed order of choices": [16],
    }


def test_the_same_source_gives_the_same_bytes(workspace: Workspace) -> None:
    for name in ("gift", "moodle-xml"):
        first = built(targets()[name], workspace.entity("bank", "pool"), workspace)
        assert built(targets()[name], workspace.entity("bank", "pool"), workspace) == first


MORE = """\
id: more
title: More
items:
  - id: one
    type: single-choice
    stem: "A. Which of `a` and b?\\n\\n![Both](a.png)"
    points: 2
    hint: Think.
    choices: [{id: x, text: "*X*", correct: true, feedback: So.}, {id: y, text: Y}]
  - {id: two, type: single-choice, stem: Plain?, choices: [{id: x, text: X}, {id: y, text: Y, correct: true}]}
  - {id: three, type: essay, stem: Why?, max_characters: 500, rubric: [{id: a, text: A}]}
  - {id: four, type: formula, stem: "[[a]]", variables: [{name: a, lowest: 0, highest: 10, step: 5}], formula: a^2, hint: Think.}
  - {id: five, type: gap-text, stem: "[[a]] [[b]]", gaps: [{id: a, answers: [x], patterns: ["x+"]}, {id: b, answers: [y]}]}
  - {id: six, type: scale, stem: Sure?, steps: [{id: a, text: A}, {id: b, text: B}]}
  - {id: seven, type: number, stem: How much?, lowest: 1, highest: 2, units: [{name: kg}]}
  - id: eight
    type: multiple-choice
    stem: Which?
    scoring: partial
    penalty: 0.35
    choices: [{id: a, text: A, correct: true}, {id: b, text: B, correct: true}, {id: c, text: C}]
  - {id: nine, type: upload, stem: Hand in.}
"""


@pytest.fixture
def more(workspace: Workspace) -> Any:
    (workspace.root / "more.bank.yaml").write_text(MORE, encoding="utf-8")
    (workspace.root / "a.png").write_bytes(b"\x89PNG")
    workspace.__post_init__()
    return workspace.entity("bank", "more")


def test_aiken_holds_single_choice_in_plain_lines(workspace: Workspace, more: Any) -> None:
    assert built(targets()["aiken"], more, workspace) == (
        "\u200bA. Which of a and b? Both\nA) X\nB) Y\nANSWER: A\n\nPlain?\nA) X\nB) Y\nANSWER: B\n"
    )
    assert built(targets()["aiken"], workspace.entity("bank", "pool"), workspace) == ""


def test_what_new_types_lose_is_found_at_its_line(more: Any) -> None:
    assert losses("aiken", more) == {
        "an item that is no single choice": [11, 12, 13, 14, 15, 22],
        "an item that has several right choices, or asks for true or false": [17],
        "formatting, images and line breaks": [6, 9],
        "feedback on a choice": [9],
        "a hint": [8],
        "an item's points": [7],
        "the ids of an item and its choices": [4, 10],
    }
    both = {
        "a pattern": [13],
        "a penalty that Moodle doesn't know": [20],
        "credit that another scoring gives as well": [17],
        "a scale": [14],
        "the most characters of an essay": [11],
    }
    assert losses("moodle-xml", more) == both | {
        "the two ends of a range": [15],
        "points that gaps don't share evenly": [13],
        "the step of a variable": [12],
        "a formula with powers or remainders": [12],
        "an image in a text from another folder than `assets`": [6],
    }
    assert losses("gift", more) == both | {
        "a formula item": [12],
        "a hint": [8, 12],
        "a text with several gaps": [13],
        "an image": [6],
        "an item's points": [7, 14],
        "an upload": [22],
        "the fixed order of choices": [14],
        "the rubric of an essay": [11],
        "units": [15],
    }


def test_a_loss_that_touches_nobody_is_no_finding() -> None:
    silent = {loss.feature for name in ("aiken", "gift", "moodle-xml") for loss in targets()[name].loses if loss.silent}
    assert {"the ids of an item and its choices", "the two ends of a range"} <= silent
    assert all(loss.changes and loss.of for name in ("aiken", "gift", "moodle-xml") for loss in targets()[name].loses if loss.silent)
