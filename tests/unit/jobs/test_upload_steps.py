"""Upload steps: of the real bundles, with what the LMS hears, and sources that are numbered."""

import re
from datetime import date
from pathlib import Path

import pytest

from cedu.deliveries import receiver
from cedu.jobs.reading import Reading
from cedu.jobs.upload_steps import Bundle, upload_steps
from cedu.jobs.validate import validate
from cedu.lms import presets
from cedu.rendering.templates import TemplateProblem

WORKSPACE = """\
cedu: 1
namespace: https://x.example/
organization: {name: X}
deliveries: {in-parts: {lms: moodle, scos: module}}
"""
COURSE = """\
id: {id}
title: "{title}"
summary: S
version: 2.1.0
modules:
  - id: m
    title: M
    lessons:
      - {{id: read, title: Read, type: article, body: read.md, minutes: 5}}
{more}"""
QUIZ = "      - {{id: check, title: Check, type: quiz, assessment: {id}, minutes: 5}}\n"
ASSESSMENT = """\
id: {id}
title: Check
purpose: formative
stakes: {stakes}
{more}items: [{{id: i, type: true-false, stem: S, answer: true}}]
"""


@pytest.fixture
def context(tmp_path: Path) -> Reading:
    files = {
        "cedu.yaml": WORKSPACE,
        "read.md": "Read.\n",
        "plain.course.yaml": COURSE.format(id="plain", title="Plain", more=""),
        "judged.course.yaml": COURSE.format(id="judged", title="A | *star*", more=QUIZ.format(id="graded")),
        "unjudged.course.yaml": COURSE.format(id="unjudged", title="Unjudged", more=QUIZ.format(id="open")),
        "ignored.course.yaml": COURSE.format(
            id="ignored", title="Ignored", more=QUIZ.format(id="graded") + "completion: {assessments: ignored}\n"
        ),
        "certified.course.yaml": COURSE.format(id="certified", title="Certified", more=QUIZ.format(id="exam")),
        "graded.assessment.yaml": ASSESSMENT.format(id="graded", stakes="practice", more="passing_score: 70\n"),
        "open.assessment.yaml": ASSESSMENT.format(id="open", stakes="practice", more=""),
        "exam.assessment.yaml": ASSESSMENT.format(id="exam", stakes="certification", more="passing_score: 70\n"),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return Reading(validate(tmp_path, today=date(2026, 11, 21)).library)


def steps(context: Reading, lms: str, *bundles: Bundle, delivery: str = "") -> str:
    return upload_steps(presets()[lms], bundles, context, delivery).decode()


@pytest.mark.parametrize(
    ("id", "verdict"), [("plain", False), ("judged", True), ("unjudged", False), ("ignored", False), ("certified", False)]
)
def test_a_course_judges_where_a_quiz_with_a_passing_score_counts(context: Reading, id: str, verdict: bool) -> None:
    (line,) = [line for line in steps(context, "moodle", Bundle("scorm12", "course", id, "a.zip")).splitlines() if "`a.zip` |" in line]
    assert ("| `passed` or `failed`, with a score |" in line) is verdict


@pytest.mark.parametrize("lms", presets())
def test_every_lms_has_steps_with_all_that_they_name(context: Reading, lms: str) -> None:
    preset = presets()[lms]
    bundles = [Bundle(target, kind, {"course": "judged"}.get(kind, "exam"), f"{target}/{kind}") for kind, target in preset.targets.items()]
    text = steps(context, lms, *bundles, delivery="acme")
    assert text.startswith(f"# Upload to {preset.title}: acme\n\n{preset.summary.text}")
    assert "\n\n\n" not in text
    for bundle in bundles:
        assert f"| `{bundle.path}` |" in text
    for procedure in preset.procedures:
        assert (f"\n## {procedure.title}\n" in text) is bool(set(procedure.targets) & set(preset.targets.values()))
    marks = {int(number) for number in re.findall(r" \[(\d+)\]", text)}
    listed = [int(number) for number in re.findall(r"^(\d+)\. ", text.partition("## Sources")[2], re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1)) and marks == set(listed)


def test_the_table_says_what_the_lms_hears_at_the_end(context: Reading) -> None:
    text = steps(
        context,
        "moodle",
        Bundle("scorm12", "course", "plain", "scorm12/course/plain.zip"),
        Bundle("scorm12", "course", "judged", "scorm12/course/judged.zip"),
        Bundle("scorm2004", "course", "judged", "scorm2004/course/judged.zip"),
        Bundle("moodle-xml", "assessment", "exam", "moodle-xml/assessment/exam.xml"),
    )
    assert "| `scorm12/course/plain.zip` | Plain, version 2.1.0 | `completed` |\n" in text
    assert r"| `scorm12/course/judged.zip` | A \| \*star\*, version 2.1.0 | `passed` or `failed`, with a score |" in text
    assert r"| `scorm2004/course/judged.zip` | A \| \*star\*, version 2.1.0 | `completed`, and `passed` or `failed`, with a score |" in text
    assert "| `moodle-xml/assessment/exam.xml` | Check | nothing: it scores this itself |" in text


@pytest.mark.parametrize(
    ("id", "end"),
    [
        ("plain", "of each module `completed`"),
        ("judged", "of each module `completed`; of one with a quiz that counts, `passed` or `failed`, with a score"),
    ],
)
def test_modules_that_are_launched_one_by_one_end_each_for_itself(context: Reading, id: str, end: str) -> None:
    in_parts = Reading(context.library, receiver(context.workspace, "in-parts"))
    assert f", version 2.1.0 | {end} |" in steps(in_parts, "moodle", Bundle("scorm12", "course", id, "a.zip"))


def test_steps_name_the_files_that_they_are_for(context: Reading) -> None:
    text = steps(context, "moodle", Bundle("scorm12", "course", "plain", "one.zip"), Bundle("scorm12", "course", "judged", "two.zip"))
    assert "## SCORM packages: each an activity\n\n`one.zip`, `two.zip`\n\n### Upload\n\n1. " in text
    assert "Exams" not in text.partition("## SCORM")[2]


def test_a_target_that_an_lms_has_no_steps_for_is_not_passed_over(context: Reading) -> None:
    text = steps(context, "moodle", Bundle("cmi5", "course", "plain", "cmi5/course/plain.zip"))
    assert "How Moodle takes these, we don't know: `cmi5/course/plain.zip`." in text


def test_a_fault_is_told_where_its_target_is_built(context: Reading) -> None:
    course, exam = Bundle("scorm12", "course", "plain", "a.zip"), Bundle("moodle-xml", "assessment", "exam", "b.xml")
    assert "Moodle deletes the attempts of a module" in steps(context, "moodle", course, exam)
    assert "Moodle deletes the attempts of a module" not in steps(context, "moodle", exam)


def test_a_workspaces_own_template_takes_the_place_of_ours(context: Reading, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "lms" / "upload.md"
    own.parent.mkdir(parents=True)
    own.write_text("{{ lms }}: {% for bundle in bundles %}{{ bundle.path }} {{ bundle.ends }}{% endfor %}\n", encoding="utf-8")
    assert steps(context, "moodle", Bundle("scorm12", "course", "plain", "a.zip")) == "Moodle: a.zip `completed`"
    own.write_text("{{ no_such_thing }}\n", encoding="utf-8")
    with pytest.raises(TemplateProblem):
        steps(context, "moodle", Bundle("scorm12", "course", "plain", "a.zip"))
