"""CE606: what its page and its golden case do not show."""

from collections.abc import Callable

import pytest

from cedu.diagnostics import Finding

Found = Callable[..., list[Finding]]

WORKSPACE = "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n"
QUIZ = "id: q\ntitle: Q\npurpose: formative\nstakes: practice\nitems:\n"
COURSE = """\
id: c
title: C
summary: S
version: 1.0.0
modules: [{id: m, title: M, lessons: [{id: check, title: Check, type: quiz, assessment: q, minutes: 5}]}]
"""


def files(build: str, items: int, course: str = COURSE, quiz: str = QUIZ) -> dict[str, str]:
    asked = "".join(f"  - {{id: i{number}, type: short-text, stem: Which?, answers: [word]}}\n" for number in range(items))
    return {"cedu.yaml": f"{WORKSPACE}build: {build}\n", "course.yaml": course, "q.assessment.yaml": quiz + asked}


@pytest.mark.parametrize(("items", "is_found"), [(92, False), (93, True)])
def test_the_last_character_counts(items: int, is_found: bool, found: Found) -> None:
    assert 7 + 3 + 19 + 92 * 44 <= 4096 < 7 + 3 + 19 + 93 * 44
    assert bool(found("CE606", files("{targets: [scorm12]}", items))) is is_found


@pytest.mark.parametrize("build", ["{targets: [site, gift]}", "{}"])
def test_where_no_lms_keeps_it_there_is_room(build: str, found: Found) -> None:
    assert found("CE606", files(build, 200)) == []


def test_what_is_not_built_or_asked_elsewhere_needs_no_room(found: Found) -> None:
    build = "{targets: [scorm12]}"
    assert found("CE606", files(build, 200, COURSE + "status: retired\n")) == []
    assert found("CE606", files(build, 200, quiz=QUIZ.replace("practice", "certification"))) == []
    assert found("CE606", files(build, 200, COURSE.replace("assessment: q", "assessment: other"))) == []
    assert found("CE606", files(build, 200, quiz=QUIZ.replace("items", "blueprint: {draws: [{count: 50}]}\nitems"))) == []


def test_lessons_alone_can_be_too_many(found: Found) -> None:
    lessons = "".join(f"      - {{id: l{number}, title: L, type: article, body: l.md, minutes: 5}}\n" for number in range(1400))
    course = COURSE.partition("modules")[0] + f"modules:\n  - id: m\n    title: M\n    lessons:\n{lessons}"
    (finding,) = found("CE606", {**files("{targets: [scorm12]}", 1, course), "l.md": "Text.\n"})
    assert "4,207 characters" in finding.message
    assert finding.hint == "split the course"
