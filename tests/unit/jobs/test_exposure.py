"""What a build refuses and warns of because learners could read the answers, however it is asked for."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.build import build
from cedu.jobs.explain import explain
from cedu.targets import targets

WORKSPACE = "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n"
COURSE = """\
id: one
title: One
summary: S
version: 1.0.0
modules:
  - id: m
    title: M
    lessons:
      - {id: read, title: Read, type: article, body: read.md, minutes: 5}
      - {id: ask, title: Ask, type: quiz, assessment: asked, minutes: 5}
"""
ASKED = """\
id: asked
title: A
purpose: summative
stakes: STAKES
items: [{id: i, type: short-text, stem: What is it?, answers: [the-answer]}]
"""
IN_BROWSER = [
    ("", {}),
    ("build: {targets: [scorm12]}\n", {}),
    ("build: {targets: [gift]}\n", {"only": ["scorm2004"]}),
    ("build: {targets: [gift]}\n", {"only": ["cmi5"]}),
    ("build: {targets: [gift]}\n", {"only": ["site"]}),
    ("build: {targets: [gift]}\n", {"lms": "moodle"}),
    ("build: {targets: [gift]}\n", {"lms": "teachable"}),
    ("build: {targets: [gift]}\ndeliveries: {acme: {lms: docebo}}\n", {"delivery": "acme"}),
    ("deliveries: {acme: {lms: docebo, courses: [one]}}\n", {"delivery": "acme", "only": ["scorm2004"]}),
]
IN_LMS = [
    ("build: {targets: [cartridge, gift, moodle-xml, docs]}\n", {}),
    ("build: {targets: [gift]}\n", {"only": ["cartridge"]}),
    ("build: {targets: [gift]}\n", {"lms": "canvas"}),
    ("build: {targets: [gift]}\ndeliveries: {acme: {lms: canvas}}\n", {"delivery": "acme"}),
]


def workspace(root: Path, settings: str, stakes: str) -> Path:
    (root / "cedu.yaml").write_text(WORKSPACE + settings, encoding="utf-8")
    (root / "one.course.yaml").write_text(COURSE, encoding="utf-8")
    (root / "asked.assessment.yaml").write_text(ASKED.replace("STAKES", stakes), encoding="utf-8")
    (root / "read.md").write_text("Text.\n", encoding="utf-8")
    return root


def contents(root: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of `dist/`, and each member of a package, by the target that it was built for."""
    for path in (path for path in (root / "dist").rglob("*") if path.is_file()):
        target = next((name for name in path.parts if name in targets()), "")
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((target, archive.read(name)) for name in archive.namelist())
        else:
            yield target, path.read_bytes()


@pytest.mark.parametrize(("settings", "asked"), IN_BROWSER)
def test_an_exam_that_a_browser_would_score_is_refused_and_said_to_be(tmp_path: Path, settings: str, asked: dict[str, Any]) -> None:
    root = workspace(tmp_path, settings, "certification")
    explained = explain(root, **asked)
    assert "CE602" in {finding.code for finding in explained.validated.findings if finding.severity == "error"}
    assert [each for each in explained.exposures if each.readers.startswith("nobody: refused in ")]
    built = build(root, **asked)
    assert "CE602" in {finding.code for finding in built.findings if finding.severity == "error"}
    assert not built.outputs
    assert not (root / "dist").exists()


@pytest.mark.parametrize(("settings", "asked"), IN_BROWSER)
def test_a_mark_that_a_browser_would_give_is_warned_of_and_said_to_be(tmp_path: Path, settings: str, asked: dict[str, Any]) -> None:
    root = workspace(tmp_path, settings, "graded")
    explained = explain(root, **asked)
    assert [each for each in explained.exposures if each.readers == "every learner who looks, though it is graded (CE603)"]
    built = build(root, **asked)
    assert [finding.severity for finding in built.validated.findings if finding.code == "CE603"] == ["warning"]
    assert built.outputs


@pytest.mark.parametrize("stakes", ["graded", "certification"])
@pytest.mark.parametrize(("settings", "asked"), IN_LMS)
def test_what_the_lms_scores_is_neither(tmp_path: Path, settings: str, asked: dict[str, Any], stakes: str) -> None:
    built = build(workspace(tmp_path, settings, stakes), **asked)
    assert built.outputs
    assert not {"CE602", "CE603"} & {finding.code for finding in built.validated.findings}
    assert any(b"the-answer" in content for _, content in contents(tmp_path))


def test_who_switches_the_refusal_off_gets_bundles_without_the_keys(tmp_path: Path) -> None:
    assert build(workspace(tmp_path, "lint: {ignore: [CE602]}\n", "certification")).outputs
    holding = {target for target, content in contents(tmp_path) if b"the-answer" in content}
    carrying = {name for name, target in targets().items() if target.scored_by == "server"}
    assert holding == {*carrying, "csv"} - {"aiken"}  # which holds no typed answer


BANK = """\
id: pool
title: P
items:
  - {id: a, type: short-text, difficulty: easy, stem: A?, answers: [a]}
  - {id: b, type: short-text, difficulty: easy, stem: B?, answers: [b]}
  - {id: c, type: short-text, difficulty: hard, stem: C?, answers: [c]}
"""
DRAWS = "id: {id}\ntitle: T\npurpose: summative\nstakes: {stakes}\nblueprint: {{draws: [{draws}]}}\n"


@pytest.mark.parametrize(
    ("quiz", "exam", "said"),
    [
        ("{bank: pool, count: 3}", "{bank: pool, difficulty: easy, count: 1}", "2 items"),
        ("{bank: pool, difficulty: hard, count: 1}", "{bank: pool, count: 1}", "an item"),
        ("{bank: pool, difficulty: hard, count: 1}", "{bank: pool, difficulty: easy, count: 2}", ""),
    ],
)
def test_what_a_quiz_gives_away_of_an_exam_is_warned_of_and_said(tmp_path: Path, quiz: str, exam: str, said: str) -> None:
    root = workspace(tmp_path, "build: {targets: [scorm12, site, cartridge]}\n", "practice")
    (root / "pool.bank.yaml").write_text(BANK, encoding="utf-8")
    (root / "asked.assessment.yaml").write_text(DRAWS.format(id="asked", stakes="practice", draws=quiz), encoding="utf-8")
    (root / "exam.assessment.yaml").write_text(DRAWS.format(id="exam", stakes="certification", draws=exam), encoding="utf-8")
    course = (root / "one.course.yaml").read_text(encoding="utf-8")
    again = "      - {id: again, title: Again, type: quiz, assessment: asked, minutes: 5}\n"
    (root / "one.course.yaml").write_text(course + again, encoding="utf-8")
    explained = explain(root)
    found = [(each.span.line, each.message) for each in explained.validated.findings if each.code == "CE609"]
    expected = f"scorm12, site: `asked` shows {said} of the certification exam `exam`, with the answers"
    assert found == ([(10, expected)] if said else [])
    readers = {each.bundle: each.readers for each in explained.exposures if each.id == "asked"}
    number = {"2 items": "; 2 of the exam `exam` (CE609)", "an item": "; 1 of the exam `exam` (CE609)"}.get(said, "")
    assert readers["scorm12/course/one.zip"] == readers["site/course/one"] == f"every learner who looks{number}"
    assert readers["cartridge/course/one.imscc"] == "whoever may edit the course in the LMS, which scores it"
    edited = (root / "exam.assessment.yaml").read_text(encoding="utf-8").replace("title: T", "title: T\nstatus: retired")
    (root / "exam.assessment.yaml").write_text(edited, encoding="utf-8")
    assert "CE609" not in {each.code for each in explain(root).validated.findings}
