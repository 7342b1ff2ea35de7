"""A workspace whose results are read, and what was read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cedu.credentials.results import Candidate, Result, Results
from cedu.jobs.validate import validate
from cedu.model.library import Library

TODAY = date(2026, 6, 1)
WORKSPACE = {
    "cedu.yaml": """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning, language: en}
""",
    "authoring.course.yaml": """\
id: authoring
formerly: [writing]
title: Authoring courses
summary: How to author.
version: 1.0.0
modules:
  - {id: start, title: Start, lessons: [{id: check, title: Check, type: quiz, assessment: check, minutes: 5}]}
""",
    "review.course.yaml": """\
id: review
title: Reviewing
summary: How to review.
version: 1.0.0
modules:
  - {id: start, title: Start, lessons: [{id: read, title: Read, type: article, body: read.md, minutes: 5}]}
""",
    "read.md": "Read.\n",
    "check.assessment.yaml": """\
id: check
title: Check yourself
purpose: formative
stakes: practice
passing_score: 80
items: [{id: one, type: true-false, stem: One?, answer: true}]
""",
    "exam.assessment.yaml": """\
id: exam
formerly: [test]
title: Author exam
purpose: summative
stakes: certification
passing_score: 80
items: [{id: one, type: true-false, stem: One?, answer: true}]
""",
    "author.certification.yaml": """\
id: author
title: Author
summary: S
practicals: [{id: own-course, title: A course of your own, formerly: [own]}]
levels:
  - {id: associate, title: Associate, achievement: does it, requires: [{course: authoring}, {assessment: exam}]}
  - {id: expert, title: Expert, achievement: does more, requires: [{level: associate}, {practical: own-course}]}
""",
}

Reading = Callable[..., Results]


def workspace(root: Path, settings: str = "") -> Library:
    """The library of the workspace."""
    for path, text in WORKSPACE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text + (settings if path == "cedu.yaml" else ""), encoding="utf-8")
    validated = validate(root, today=TODAY)
    assert not [finding for finding in validated.findings if finding.severity == "error"], validated.findings
    return validated.library


def only(found: Results) -> Result:
    """The one result of the one learner."""
    (candidate,) = found.candidates.values()
    (result,) = candidate.results
    return result


def said(found: Results) -> list[tuple[str, int, str]]:
    """What is wrong: code, line, message."""
    return [(finding.code, finding.span.line, finding.message) for finding in found.findings]


def of(found: Results, id: str) -> Candidate:
    """One learner."""
    return found.candidates[id]
