"""CE613 in the parts of a course, in packages and on sites; and what is found of a link is what becomes of it."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cedu.diagnostics import Finding
from cedu.jobs.build import build

Found = Callable[..., list[Finding]]

WORKSPACE = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\nlint: {ignore: [CE211]}\n"
COURSE = """\
id: {id}
title: T
summary: S
version: 1.0.0
status: {status}
modules:
  - id: m
    title: M
    lessons:
      - {{id: film, title: F, type: video, body: one.md, media: "https://films.example/1", transcript: said.md, minutes: 5}}
      - {{id: two, title: Two, type: article, body: two.md, minutes: 5}}
  - id: n
    title: N
    lessons:
      - {{id: ask, title: Ask, type: quiz, assessment: {id}-quiz, minutes: 5}}
      - {{id: three, title: Three, type: article, body: three.md, minutes: 5}}
      - {{id: again, title: Again, type: article, body: two.md, minutes: 5}}
"""
QUIZ = """\
id: {id}-quiz
title: Q
purpose: formative
stakes: practice
items: [{{id: i, type: true-false, stem: "So, as [one](one.md) says?", answer: true}}]
"""


def course(id: str, status: str = "active", **texts: str) -> dict[str, str]:
    files = {"one": "One.\n", "two": "Two.\n", "three": "Three.\n", "said": "Said.\n"} | texts
    return {
        f"{id}/course.yaml": COURSE.format(id=id, status=status),
        f"{id}/quiz.assessment.yaml": QUIZ.format(id=id),
        **{f"{id}/{name}.md": text for name, text in files.items()},
    }


def seen(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(finding.span.path, finding.span.line, finding.message) for finding in findings]


def test_modules_that_are_launched_by_themselves_hold_no_others(found: Found) -> None:
    links = {"one": "[a](two.md)\n", "two": "[b](one.md) [c](three.md)\n", "three": "[d](two.md)\n", "said": "[e](three.md)\n"}
    files = course("a", **links)
    assert seen(found("CE613", {"cedu.yaml": f"{WORKSPACE}build: {{targets: [scorm12, cartridge, site]}}\n", **files})) == []
    findings = found("CE613", {"cedu.yaml": f"{WORKSPACE}build: {{targets: [scorm12, cartridge, site], scos: module}}\n", **files})
    why = "is in a module that is launched by itself, so the link becomes text"
    assert seen(findings) == [
        ("a/quiz.assessment.yaml", 5, f"scorm12: `a/one.md` {why}"),
        ("a/said.md", 1, f"scorm12: `a/three.md` {why}"),
        ("a/two.md", 1, f"scorm12: `a/one.md` {why}"),
        ("a/two.md", 1, f"scorm12: `a/three.md` {why}"),
    ]
    assert {finding.hint.partition(",")[0] for finding in findings} == {"launch the whole course (`scos: course`)"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", ""),
        ("build: {targets: [site]}\n", ""),
        ("build: {targets: [site, cmi5, cartridge, scorm2004]}\n", "cmi5, cartridge, scorm2004"),
        ("build: {targets: [site]}\ndeliveries: {acme: {lms: teachable}}\n", ""),
        (
            "build: {targets: [site]}\ndeliveries: {acme: {lms: teachable, courses: [a]}, beta: {lms: docebo}}\n",
            "site (acme), scorm2004 (beta)",
        ),
        ("build: {targets: [gift]}\ndeliveries: {acme: {lms: docebo, courses: [b]}}\n", ""),
    ],
)
def test_packages_hold_no_other_course_and_sites_what_is_built(settings: str, expected: str, found: Found) -> None:
    files = {"cedu.yaml": WORKSPACE + settings, **course("a", one="[there](../b/two.md)\n"), **course("b")}
    findings = found("CE613", files)
    message = f"{expected}: `b/two.md` does not come along, so the link becomes text"
    assert seen(findings) == ([("a/one.md", 1, message)] if expected else [])


def test_what_is_found_is_what_becomes_of_it(found: Found, tmp_path: Path) -> None:
    settings = f"{WORKSPACE}build: {{targets: [scorm12, site], scos: module}}\n"
    files = {"cedu.yaml": settings, **course("a", one="[two](two.md) [three](three.md) [b](../b/two.md)\n"), **course("b")}
    lost = {finding.message.split("`")[1] for finding in found("CE613", files) if finding.span.path == "a/one.md"}
    assert lost == {"a/three.md", "b/two.md"}
    assert build(tmp_path).outputs
    with zipfile.ZipFile(tmp_path / "dist/scorm12/course/a.zip") as archive:
        page = archive.read("module-m.html").decode()
    assert re.findall(r">(two|three|b)</a>", page) == ["two"]
    assert re.findall(r">(two|three|b)</a>", (tmp_path / "dist/site/course/a/film.html").read_text()) == ["two", "three", "b"]
