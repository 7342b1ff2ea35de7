"""What `cedu validate` counts of a course is what the player can come to keep of it, to the character."""

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import cedu.player
from cedu.jobs.build import build
from cedu.player.budget import needs

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLAYER = Path(cedu.player.__file__).parent

WORKSPACE = """\
cedu: 1
namespace: https://learn.example.org/
organization: {{name: Example Learning}}
products: [{{id: cedu, version: 0.1.0}}]
build: {{scos: {scos}}}
"""
DRAWN = {
    "drawn/course.yaml": """\
id: drawn
title: Drawn
summary: An assessment that draws from banks, and one that is asked twice.
version: 1.0.0
modules:
  - id: one
    title: One
    lessons:
      - {id: first, title: First, type: quiz, assessment: drawn-check, minutes: 5}
      - {id: second, title: Second, type: quiz, assessment: drawn-check, minutes: 5}
  - {id: two, title: Two, lessons: [{id: third, title: Third, type: quiz, assessment: drawn-check, minutes: 5}]}
""",
    "drawn/check.assessment.yaml": """\
id: drawn-check
title: Check
purpose: formative
stakes: practice
items:
  - {id: long, type: short-text, stem: Which word?, answers: [word, "a much longer word, which nobody would ever type in such a field"]}
  - {id: wide, type: short-text, stem: Which?, answers: ["👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍"], difficulty: hard}
blueprint:
  draws:
    - {bank: drawn-bank, count: 2, difficulty: easy}
    - {count: 2}
    - {bank: drawn-bank, count: 1}
""",
    "drawn/drawn.bank.yaml": """\
id: drawn-bank
title: Bank
items:
  - {id: a, type: true-false, stem: One?, answer: true}
  - {id: b, type: number, stem: Two?, answer: 2, difficulty: easy}
  - {id: c, type: ordering, stem: Three?, sequence: [{id: x, text: X}, {id: y, text: Y}, {id: z, text: Z}], difficulty: easy}
  - {id: d, type: number, stem: Four?, answer: 4, difficulty: easy}
""",
}


@pytest.mark.parametrize("scos", ["course", "module"])
def test_nothing_that_is_kept_is_longer_than_was_said(scos: Any, tmp_path: Path, modules: Path, node: Any) -> None:
    shutil.copytree(ROOT / "curricula", tmp_path / "curricula")
    for name, text in {**DRAWN, "cedu.yaml": WORKSPACE.format(scos=scos)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = build(tmp_path, only=["scorm12"], today=date(2026, 6, 1))
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    library = built.validated.library

    counted, facts = [], []
    for course in library.of("course"):
        counted += [need.characters for need in needs(course, library, scos)]
        facts += launched(tmp_path / f"dist/scorm12/course/{course.id}.zip")
    said = node(HERE / "player/budget.js", json.dumps(str(PLAYER)), json.dumps(facts))
    assert sorted(one["longest"] for one in said) == sorted(counted)
    assert sorted(one["others"] for one in said) == sorted(counted)
    assert len(counted) >= 4 and max(counted) > 150


def launched(package: Path) -> list[Any]:
    """What the pages of a package tell the player of each launchable."""
    with zipfile.ZipFile(package) as archive:
        pages = [html.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".html")]
    return [json.loads(page.get_element_by_id("Cedu-course").text) for page in pages]
