"""What a cmi5 package holds, as files; `tests/e2e/test_cmi5.py` plays it."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from cedu.bundle import Output
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.course import Completion
from cedu.model.origin import start_of
from cedu.player.completion import Quiz, Standing, Terms
from cedu.targets import targets

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
COURSE = """\
id: {id}
title: "Git & <you>"
summary: Keep a history.
version: {version}
{more}objectives:
  - {{id: keep, text: Keep a history, bloom: apply}}
  - {{id: branch, text: Branch, bloom: apply}}
modules:
  - id: {first}
    title: Start
    lessons:
      - {{id: why, title: Why?, type: article, body: why.md, minutes: 5, objectives: [keep]}}
      - {{id: check, title: Check, type: quiz, assessment: check, minutes: 5}}
  - id: share
    title: Share
    summary: What others see.
    lessons:
      - {{id: out, title: Out, type: article, body: why.md, minutes: 5, objectives: [{id}.branch]}}
{last}"""
CHECK = """\
id: {id}
title: Check
purpose: formative
stakes: {stakes}
{passing}items:
  - {{id: sure, type: true-false, stem: Sure?, answer: true}}
"""
LAST = "      - {id: last, title: Last, type: quiz, assessment: last, minutes: 5}\n"


class Made:
    """The package of a small course, made anew for each test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("why.md", "Because.")
        self.course()
        self.check("check")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def course(self, **changes: str) -> None:
        fields = {"id": "git", "version": "1.0.0", "more": "", "first": "start", "last": ""} | changes
        self.write("git.course.yaml", COURSE.format(**fields))

    def check(self, id: str, passing: str = "passing_score: 80\n", stakes: str = "practice") -> None:
        self.write(f"{id}.assessment.yaml", CHECK.format(id=id, passing=passing, stakes=stakes))

    def build(self, options: str = "", namespace: str = "https://learn.example.org/") -> dict[str, Output]:
        """The outputs by their paths; `options` are those of `build:`, in YAML."""
        build = f"build: {{{options}}}\n" if options else ""
        self.write("cedu.yaml", f"cedu: 1\nnamespace: {namespace!r}\norganization: {{name: Example}}\n{build}")
        reading = Reading(validate(self.root).library)
        ((_, id),) = [key for key in reading.library.outlines if key[0] == "course"]
        return {str(output.path): output for output in targets()["cmi5"].build(reading.entity("course", id), reading)}

    def structure(self, options: str = "", **more: str) -> Element:
        content = self.build(options, **more)["cmi5.xml"].content
        assert isinstance(content, bytes)
        return fromstring(content)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def every(root: Element, path: str) -> list[Element]:
    return root.findall(path, {"": NAMESPACE})


def units(root: Element) -> list[dict[str, str]]:
    return [dict(unit.attrib) for unit in every(root, "au")]


def said(element: Element, tag: str) -> tuple[str | None, str | None]:
    (text,) = every(element, f"{tag}/langstring")
    return text.get("lang"), text.text


def test_a_course_is_one_au(made: Made) -> None:
    root = made.structure()
    assert root.tag == f"{{{NAMESPACE}}}courseStructure"
    assert [child.tag.rpartition("}")[2] for child in root] == ["course", "objectives", "au"]
    (course,) = every(root, "course")
    (unit,) = every(root, "au")
    assert course.attrib == {"id": "https://learn.example.org/course/git"}
    assert unit.attrib == {
        "id": "https://learn.example.org/course/git/au",
        "launchMethod": "AnyWindow",
        "activityType": "http://adlnet.gov/expapi/activities/course",
        "moveOn": "CompletedAndPassed",
        "masteryScore": "0.8",
    }
    for element in (course, unit):
        assert said(element, "title") == ("en", "Git & <you>")
        assert said(element, "description") == ("en", "Keep a history.")
    assert [url.text for url in every(root, "au/url")] == ["index.html"]


def test_a_module_is_an_au_where_that_is_asked_for(made: Made) -> None:
    made.course(more="language: de\n")
    root = made.structure("scos: module")
    assert [unit["id"] for unit in units(root)] == [f"https://learn.example.org/course/git/module/{id}" for id in ("start", "share")]
    assert [url.text for url in every(root, "au/url")] == ["module-start.html", "module-share.html"]
    assert [said(unit, "title") for unit in every(root, "au")] == [("de", "Start"), ("de", "Share")]
    assert [said(unit, "description") for unit in every(root, "au")] == [("de", "Start"), ("de", "What others see.")]
    assert {unit["activityType"] for unit in units(root)} == {"http://adlnet.gov/expapi/activities/module"}
    assert [unit["moveOn"] for unit in units(root)] == ["CompletedAndPassed", "Completed"]
    assert ["masteryScore" in unit for unit in units(root)] == [True, False]


def test_each_url_is_a_file_of_the_package(made: Made) -> None:
    for options in ("", "scos: module"):
        outputs = made.build(options)
        for url in every(made.structure(options), "au/url"):
            assert url.text in outputs


def test_objectives_are_those_that_lessons_lead_to(made: Made) -> None:
    names = [f"https://learn.example.org/course/git/objective/{id}" for id in ("keep", "branch")]
    whole = made.structure()
    assert [objective.get("id") for objective in every(whole, "objectives/objective")] == names
    assert said(every(whole, "objectives/objective")[0], "title") == ("en", "Keep a history")
    assert [objective.get("idref") for objective in every(whole, "au/objectives/objective")] == names
    first, second = every(made.structure("scos: module"), "au")
    assert [objective.get("idref") for objective in every(first, "objectives/objective")] == names[:1]
    assert [objective.get("idref") for objective in every(second, "objectives/objective")] == names[1:]


@pytest.mark.parametrize("options", ["", "scos: module"])
def test_identifiers_outlive_renamings_and_versions(made: Made, options: str) -> None:
    def names() -> list[str | None]:
        return [element.get("id") for element in made.structure(options).iter() if element.get("id")]

    before = names()
    made.course(id="history", version="2.0.0", more="formerly: [git]\n", first="begin\n    formerly: [start]")
    assert names() == before


def test_identifiers_are_iris_whatever_the_namespace(made: Made) -> None:
    root = made.structure(namespace='https://learn.example.org/"<50%>"/größe')
    assert every(root, "course")[0].get("id") == "https://learn.example.org/%22%3C50%25%3E%22/größe/course/git"


@pytest.mark.parametrize(
    ("rule", "passing", "move_on", "mastery"),
    [
        ("passed", "passing_score: 80\n", "CompletedAndPassed", "0.8"),
        ("passed", "passing_score: 66.67\n", "CompletedAndPassed", "0.6667"),
        ("passed", "passing_score: 66.667\n", "CompletedAndPassed", None),
        ("passed", "", "Completed", None),
        ("attempted", "passing_score: 80\n", "Completed", "0.8"),
        ("ignored", "passing_score: 80\n", "Completed", None),
    ],
)
def test_what_an_lms_waits_for_follows_from_the_rule(made: Made, rule: str, passing: str, move_on: str, mastery: str | None) -> None:
    made.course(more=f"completion: {{lessons: all, assessments: {rule}}}\n")
    made.check("check", passing)
    (unit,) = units(made.structure())
    assert (unit["moveOn"], unit.get("masteryScore")) == (move_on, mastery)


@pytest.mark.parametrize(("passing", "stakes", "mastery"), [("", "practice", None), ("", "certification", "0.8")])
def test_one_score_judges_only_what_is_alone(made: Made, passing: str, stakes: str, mastery: str | None) -> None:
    made.course(last=LAST)
    made.check("last", passing, stakes)
    (unit,) = units(made.structure())
    assert (unit["moveOn"], unit.get("masteryScore")) == ("CompletedAndPassed", mastery)


@pytest.mark.parametrize(
    ("completed", "passed", "statements", "satisfied"),
    [
        (False, None, "initialized, terminated", ""),
        (False, False, "initialized, failed, terminated", ""),
        (False, True, "initialized, passed, terminated", ""),
        (True, True, "initialized, passed, completed, terminated", "satisfied"),
    ],
)
def test_what_an_lms_has_heard(completed: bool, passed: bool | None, statements: str, satisfied: str) -> None:
    tells = targets()["cmi5"].tells
    assert tells is not None
    found = tells(Terms(Completion(origin=start_of("c.course.yaml")), 2, (Quiz(80, None, 1),)), Standing(completed, passed, 50, True))
    assert found == {"statements": statements, "moveOn: CompletedAndPassed": satisfied}


def test_a_page_may_ask_a_store_which_no_other_package_may(made: Made) -> None:
    def policy(outputs: dict[str, Output]) -> Any:
        content = outputs["index.html"].content
        assert isinstance(content, bytes)
        return b"connect-src https: http:" in content

    assert policy(made.build())
    reading = Reading(validate(made.root).library)
    course = reading.entity("course", "git")
    assert not policy({str(output.path): output for output in targets()["scorm12"].build(course, reading)})
