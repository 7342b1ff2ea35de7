"""What is found in deliveries: files that an LMS refuses, packages that are too large, and faults that matter to what is delivered."""

from collections.abc import Callable

import pytest

from cedu.diagnostics import Finding

Found = Callable[..., list[Finding]]

WORKSPACE = "cedu: 1\nnamespace: https://x.example/\norganization: {{name: X}}\n{more}deliveries:\n{deliveries}"
COURSE = """\
id: {id}
title: T
summary: S
version: 1.0.0
status: {status}
objectives: [{{id: o, text: Use it, bloom: apply}}]
modules:
  - id: m
    title: M
    lessons:
      - {{id: read, title: Read, type: article, body: {id}.md, minutes: 5}}
{more}"""
QUIZ = "      - {{id: {id}, title: Check, type: quiz, assessment: {id}, minutes: 5}}\n"
ASSESSMENT = """\
id: {id}
title: Check
purpose: formative
stakes: {stakes}
{what}
"""
ITEM = "items: [{{id: i, type: true-false, stem: '{stem}', answer: true}}]"


def workspace(deliveries: str, more: str = "") -> dict[str, str]:
    return {"cedu.yaml": WORKSPACE.format(deliveries=deliveries, more=more)}


def course(id: str, text: str = "Read.\n", more: str = "", status: str = "active") -> dict[str, str]:
    return {f"{id}.course.yaml": COURSE.format(id=id, more=more, status=status), f"{id}.md": text}


def assessment(id: str, stakes: str = "practice", what: str = ITEM.format(stem="S")) -> dict[str, str]:
    return {f"{id}.assessment.yaml": ASSESSMENT.format(id=id, stakes=stakes, what=what)}


# CE620


def test_a_refused_file_is_found_where_it_is_named_once_for_each_lms(found: Found) -> None:
    deliveries = "  acme: {lms: docebo}\n  beta: {lms: docebo, courses: [c]}\n  gamma: {lms: moodle}\n"
    (finding,) = found("CE620", {**workspace(deliveries), **course("c", "Go.\n\nStart [it](do.PY).\n"), "do.PY": ""})
    assert (finding.span.path, finding.span.line, finding.span.column) == ("c.md", 3, 7)
    assert finding.message == "acme, beta: Docebo refuses packages with `.PY` files"


@pytest.mark.parametrize(
    ("files", "count"),
    [
        (course("c", "[a](a.py) and [b](b.rb.txt)\n"), 1),
        (course("c", "[again](a.py), [again](a.py)\n"), 2),
        (course("c", status="draft", text="[a](a.py)\n"), 0),
        ({**course("c", more=QUIZ.format(id="q")), **assessment("q", what=ITEM.format(stem="[a](a.py)"))}, 1),
        ({**course("c", more=QUIZ.format(id="q")), **assessment("q", "certification", ITEM.format(stem="[a](a.py)"))}, 0),
        (
            {
                **course("c", more=QUIZ.format(id="q")),
                **assessment("q", what="blueprint: {draws: [{bank: b, count: 1}]}"),
                "b.bank.yaml": "id: b\ntitle: B\n" + ITEM.format(stem="[a](a.py)") + "\n",
            },
            1,
        ),
        ({**course("c", "See [more](more.md).\n"), "more.md": "[a](a.py)\n"}, 0),
    ],
)
def test_files_of_lessons_and_of_the_quizzes_on_their_pages_count(found: Found, files: dict[str, str], count: int) -> None:
    assert len(found("CE620", {**workspace("  acme: {lms: docebo}\n"), **files, "a.py": "", "b.rb.txt": ""})) == count


def test_a_course_that_nobody_gets_may_hold_what_it_likes(found: Found) -> None:
    files = {**course("c", "[a](a.py)\n"), **course("d"), "a.py": ""}
    assert found("CE620", {**workspace("  acme: {lms: docebo, courses: [d]}\n"), **files}) == []
    assert found("CE620", {**workspace("  acme: {lms: nobody-knows}\n"), **files}) == []


# CE621


def test_a_course_that_is_too_large_is_found_at_its_largest_file(found: Found) -> None:
    text = "![a](a.png)\n\n![b](b.png), once more: ![b](b.png)\n"
    files = {**course("c", text), "a.png": b"\0" * 600_000, "b.png": b"\0" * 900_000}
    deliveries = "  acme: {lms: moodle, upload_megabytes: 1}\n  beta: {lms: moodle, upload_megabytes: 2}\n  gamma: {lms: moodle}\n"
    (finding,) = found("CE621", {**workspace(deliveries), **files})
    assert (finding.span.path, finding.span.line) == ("c.md", 3)
    assert finding.message == "acme (1 MB): the files of `c` have 2 MB, this one 1 MB"


@pytest.mark.parametrize("more", ["", ", courses: [d]"])
def test_a_course_that_fits_or_is_not_delivered_is_not_too_large(found: Found, more: str) -> None:
    files = {**course("c", "![a](a.png)\n"), **course("d"), "a.png": b"\0" * (1_000_000 if not more else 2_000_000)}
    assert found("CE621", {**workspace(f"  acme: {{lms: moodle, upload_megabytes: 1{more}}}\n"), **files}) == []


def test_a_file_that_is_missing_has_no_size(found: Found) -> None:
    assert found("CE621", {**workspace("  acme: {lms: moodle, upload_megabytes: 1}\n"), **course("c", "![a](a.png)\n")}) == []


# CE622


def places(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(finding.span.path, finding.span.line, finding.message.partition(":")[0]) for finding in findings]


@pytest.mark.parametrize(
    ("deliveries", "build", "expected"),
    [
        ("  acme: {lms: moodle}\n", "", []),
        ("  acme: {lms: moodle, scos: module}\n", "", [("cedu.yaml", 5, "acme")]),
        ("  acme: {lms: moodle}\n", "build: {scos: module}\n", [("cedu.yaml", 4, "acme")]),
        ("  acme: {lms: moodle, scos: course}\n", "build: {scos: module}\n", []),
        ("  acme: {lms: generic, scos: module}\n", "", []),
        ("  acme: {lms: moodle}\n", "build: {scorm: {mastery_score: true}}\n", [("cedu.yaml", 4, "acme")]),
        ("  acme: {lms: moodle}\n", "build: {scorm: {mastery_score: false}}\n", []),
        (
            "  acme: {lms: moodle}\n  beta: {lms: moodle}\n",
            "build: {scorm: {mastery_score: true}}\n",
            [("cedu.yaml", 4, "acme, beta")],
        ),
    ],
)
def test_how_packages_are_built_meets_a_fault(found: Found, deliveries: str, build: str, expected: list[object]) -> None:
    assert places(found("CE622", {**workspace(deliveries, build), **course("c"), **course("d")})) == expected


def test_a_quiz_meets_a_fault_at_its_first_place_in_each_course(found: Found) -> None:
    files = {**course("c", more=QUIZ.format(id="p") + QUIZ.format(id="q")), **assessment("p"), **assessment("q"), **course("d")}
    assert places(found("CE622", {**workspace("  acme: {lms: teachable}\n"), **files})) == [("c.course.yaml", 12, "acme")]
    assert found("CE622", {**workspace("  acme: {lms: teachable, courses: [d]}\n"), **files}) == []


@pytest.mark.parametrize(
    ("lms", "is_found"), [("skilljar", True), ("teachable", True), ("moodle", False), ("docebo", False), ("generic", True)]
)
def test_an_exam_that_no_format_brings_to_the_lms_is_found(found: Found, lms: str, is_found: bool) -> None:
    exam = "objectives: [c.o]\n" + ITEM.format(stem="S")
    files = {**course("c"), **course("d"), **assessment("exam", "certification", exam)}
    assert places(found("CE622", {**workspace(f"  acme: {{lms: {lms}, courses: [c]}}\n"), **files})) == (
        [("exam.assessment.yaml", 1, "acme")] if is_found else []
    )
    assert found("CE622", {**workspace(f"  acme: {{lms: {lms}, courses: [d]}}\n"), **files}) == []


@pytest.mark.parametrize(("more", "is_found"), [("", True), (QUIZ.format(id="exam"), False)])
def test_an_exam_travels_with_the_course_whose_lesson_asks_it(found: Found, more: str, is_found: bool) -> None:
    exam = "objectives: [c.o]\n" + ITEM.format(stem="S")
    files = {**workspace("  acme: {lms: canvas}\n"), **course("c", more=more), **assessment("exam", "certification", exam)}
    apart = [finding for finding in found("CE622", files) if "no lesson asks" in finding.message]
    assert places(apart) == ([("exam.assessment.yaml", 1, "acme")] if is_found else [])


def test_nothing_delivered_meets_no_fault(found: Found) -> None:
    deliveries = "  acme: {lms: moodle, scos: module, courses: [c]}\n"
    assert found("CE622", {**workspace(deliveries), **course("c", status="draft")}) == []
