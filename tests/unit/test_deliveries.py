"""Who gets what, as rules and builds ask it."""

from pathlib import Path

import pytest

from cedu.deliveries import Planned, drawn, everybody, exams, labels, planned, promised, receiver, receivers
from cedu.jobs.validate import validate
from cedu.lms import presets
from cedu.model.library import Library
from cedu.source.load import read_entity
from cedu.targets import targets

CEDU = """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example}
build: {targets: [site, scorm2004, docs], scos: module, scorm: {edition: 4th, mastery_score: true}}
deliveries:
  all: {lms: moodle}
  one: {lms: docebo, courses: [one], scos: course}
  two: {lms: teachable, courses: [two]}
  none: {lms: nobody-knows}
"""
COURSE = "id: {id}\ntitle: T\nsummary: S\nversion: 1.0.0\nobjectives: [{{id: o, text: Do it, bloom: apply}}]\nmodules: []\n"
EXAM = "id: {id}\ntitle: T\npurpose: summative\nstakes: {stakes}\n"
ITEM = "{{id: i, type: true-false, stem: S, answer: true, objective: {objective}}}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("workspace")
    files = {
        "cedu.yaml": CEDU,
        "one.course.yaml": COURSE.format(id="one"),
        "two.course.yaml": COURSE.format(id="two"),
        "direct.assessment.yaml": EXAM.format(id="direct", stakes="certification") + f"items: [{ITEM.format(objective='one.o')}]\n",
        "by-bank.assessment.yaml": EXAM.format(id="by-bank", stakes="certification") + "blueprint: {draws: [{bank: pool, count: 1}]}\n",
        "quiz.assessment.yaml": EXAM.format(id="quiz", stakes="practice") + f"items: [{ITEM.format(objective='one.o')}]\n",
        "draft.assessment.yaml": EXAM.format(id="draft", stakes="certification")
        + f"status: draft\nitems: [{ITEM.format(objective='one.o')}]\n",
        "pool.bank.yaml": f"id: pool\ntitle: T\nitems: [{ITEM.format(objective='two.o')}]\n",
        "other.bank.yaml": f"id: other\ntitle: T\nitems: [{ITEM.format(objective='two.o')}]\n",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return validate(root).library


def names(plans: list[Planned]) -> set[tuple[str, str]]:
    return {(plan.receiver, plan.target.name) for plan in plans}


def test_everybody_gets_the_targets_of_build_and_a_customer_those_of_their_lms(library: Library) -> None:
    workspace = library.workspace
    assert [each.name for each in receivers(workspace)] == ["", "all", "one", "two"]
    assert [target.name for target in everybody(workspace).targets["course"]] == ["site", "scorm2004"]
    two = receiver(workspace, "two")
    assert two
    assert {kind: [target.name for target in found] for kind, found in two.targets.items()} == {"course": ["site"], "workspace": ["site"]}
    assert receiver(workspace, "none") is None
    assert receiver(workspace, "nobody") is None
    free = receiver(workspace, "docebo")
    assert free
    assert (free.name, free.lms, free.courses) == ("docebo", "docebo", None)


def test_options_are_those_of_build_with_what_the_lms_and_the_delivery_want(library: Library) -> None:
    found = {each.name: each.options for each in receivers(library.workspace)}
    assert [(name, options.scos) for name, options in found.items()] == [
        ("", "module"),
        ("all", "module"),
        ("one", "course"),
        ("two", "module"),
    ]
    assert {name: (options.scorm.edition, options.scorm.mastery_score) for name, options in found.items() if options.scorm} == {
        "": ("4th", True),
        "all": ("4th", True),
        "one": ("3rd", True),
        "two": ("4th", True),
    }


def test_a_course_is_planned_for_whoever_gets_it(library: Library) -> None:
    one = read_entity(library.root, "one.course.yaml", "course")
    assert names(list(planned(library.workspace, one))) == {("", "site"), ("", "scorm2004"), ("all", "scorm12"), ("one", "scorm2004")}


@pytest.mark.parametrize(
    ("file", "kind", "for_whom"),
    [
        ("direct.assessment.yaml", "assessment", {("all", "moodle-xml"), ("one", "gift")}),
        ("by-bank.assessment.yaml", "assessment", {("all", "moodle-xml"), ("one", "gift")}),  # alone it does not tell for whom
        ("quiz.assessment.yaml", "assessment", set()),
    ],
)
def test_an_exam_may_be_planned_for_whoever_gets_its_course(library: Library, file: str, kind: str, for_whom: set[tuple[str, str]]) -> None:
    assert names(list(planned(library.workspace, read_entity(library.root, file, kind)))) == for_whom


def test_exams_follow_the_courses_that_they_ask_about(library: Library) -> None:
    found = {to.name: [exam.id for exam in exams(library, to)] for to in promised(library.workspace)}
    assert found == {"all": ["by-bank", "direct"], "one": ["direct"], "two": ["by-bank"]}
    assert [bank.id for bank in drawn(library, [library.outlines["assessment", "by-bank"]])] == ["pool"]


def test_a_message_names_each_target_once_and_a_delivery_only_where_it_matters(library: Library) -> None:
    options = everybody(library.workspace).options
    site, scorm = targets()["site"], targets()["scorm12"]
    assert labels([Planned("", site, options), Planned("a", site, options), Planned("a", scorm, options)]) == "site, scorm12 (a)"
    assert labels([Planned(name, scorm, options) for name in "abcde"]) == "scorm12 (a, b, c and 2 more)"


def test_every_preset_builds_something_that_there_is() -> None:
    for preset in presets().values():
        for kind, target in preset.targets.items():
            assert kind in {cls.kind for cls in targets()[target].kinds}, preset.name


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("player.vimeo.com", True),
        ("xn--nxasmq6b.xn--p1ai", True),
        *(
            (host, False)
            for host in ("localhost", "192.0.2.1", "https://a.example", "a.example/embed", "*.example.org", "-a.example", "a..example")
        ),
    ],
)
def test_a_video_host_is_a_host(tmp_path: Path, host: str, good: bool) -> None:
    text = f'cedu: 1\nnamespace: https://x.example/\norganization: {{name: X}}\nbuild: {{video_hosts: ["{host}"]}}\n'
    (tmp_path / "cedu.yaml").write_text(text, encoding="utf-8")
    findings = validate(tmp_path).findings
    assert [(finding.code[:3], finding.span.line) for finding in findings] == ([] if good else [("CE1", 4)])
