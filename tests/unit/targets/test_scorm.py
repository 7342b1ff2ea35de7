"""What SCORM packages of both versions hold, as files; `tests/e2e/test_scorm.py` plays them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, fromstring

import pytest

from cedu.bundle import Output
from cedu.jobs.reading import NotThereError, Reading
from cedu.jobs.validate import validate
from cedu.targets import targets

COURSE = """\
id: {id}
title: "Git & <you>"
summary: Keep a history.
version: {version}
{more}modules:
  - id: start
    title: Start
    lessons:
      - {{id: why, title: Why?, type: article, body: why.md, minutes: 5}}
      - {{id: check, title: Check, type: quiz, assessment: check, minutes: 5}}
  - id: share
    title: {share}
    lessons:
      - {{id: branch, title: Branches, type: article, body: branch.md, minutes: 5}}
{last}"""
CHECK = """\
id: {id}
title: Check
purpose: formative
stakes: practice
{passing}items:
  - {{id: sure, type: true-false, points: {points}, stem: Sure?, answer: true}}
"""
BOTH = pytest.mark.parametrize("version", ["scorm12", "scorm2004"])
LAST = "      - {id: last, title: Last, type: quiz, assessment: last, minutes: 5}\n"


class Made:
    """The package of a small course, made anew for each test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("why.md", "![A](a%20b.png)")
        self.write("a b.png", "")
        self.write("branch.md", "# Branches")
        self.course()
        self.check("check")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def course(self, id: str = "git", version: str = "1.0.0", more: str = "", share: str = "Share", last: str = "") -> None:
        self.write("git.course.yaml", COURSE.format(id=id, version=version, more=more, share=share, last=last))

    def check(self, id: str, passing: str = "passing_score: 80\n", points: int = 1) -> None:
        self.write(f"{id}.assessment.yaml", CHECK.format(id=id, passing=passing, points=points))

    def build(self, version: str, options: str = "") -> dict[str, Output]:
        """The outputs by their paths; `options` are those of `build:`, in YAML."""
        build = f"build: {{{options}}}\n" if options else ""
        self.write("cedu.yaml", f"cedu: 1\nnamespace: https://learn.example.org/\norganization: {{name: Example}}\n{build}")
        reading = Reading(validate(self.root).library)
        ((_, id),) = [key for key in reading.library.outlines if key[0] == "course"]
        return {str(output.path): output for output in targets()[version].build(reading.entity("course", id), reading)}

    def manifest(self, version: str, options: str = "") -> Element:
        return read(self.build(version, options), "imsmanifest.xml")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def read(outputs: dict[str, Output], name: str) -> Element:
    content = outputs[name].content
    assert isinstance(content, bytes)
    return fromstring(content)


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def every(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if local(element) == name]


def titles(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        for child in element:
            if local(child) == "title":
                yield local(element), child.text or ""


def texts(root: Element, name: str) -> list[str]:
    return [element.text or "" for element in every(root, name)]


@BOTH
@pytest.mark.parametrize("scos", ["course", "module"])
def test_every_file_is_declared_and_every_reference_leads_to_one(made: Made, version: str, scos: str) -> None:
    outputs = made.build(version, f"scos: {scos}")
    manifest = read(outputs, "imsmanifest.xml")
    declared = [unquote(file.get("href", "")) for file in every(manifest, "file")]
    assert sorted([*declared, "imsmanifest.xml", *texts(manifest, "location")]) == sorted(outputs)
    resources = {resource.get("identifier"): resource for resource in every(manifest, "resource")}
    items = every(manifest, "item")
    for item in items:
        resource = resources[item.get("identifierref")]
        assert resource.get("href") in [file.get("href") for file in every(resource, "file")]
        for dependency in every(resource, "dependency"):
            assert dependency.get("identifierref") in resources
    assert [item.get("identifier") for item in items] == list(dict.fromkeys(item.get("identifier") for item in items))
    assert "assets/a%20b.png" in [file.get("href") for file in every(manifest, "file")]
    assert outputs["assets/a b.png"].content == made.root / "a b.png"


@BOTH
def test_each_module_is_an_sco_of_its_own_when_asked_for(made: Made, version: str) -> None:
    whole, parts = made.manifest(version), made.manifest(version, "scos: module")
    assert list(titles(whole)) == [("organization", "Git & <you>"), ("item", "Git & <you>")]
    assert list(titles(parts)) == [("organization", "Git & <you>"), ("item", "Start"), ("item", "Share")]
    assert [element.get("href") for element in every(parts, "resource")] == ["module-start.html", "module-share.html", None]
    kinds = [value for resource in every(parts, "resource") for name, value in resource.items() if name.lower().endswith("scormtype")]
    assert kinds == ["sco", "sco", "asset"]


@BOTH
@pytest.mark.parametrize("modules", ["[]", "[{id: m, title: M, lessons: []}]"])
def test_a_course_without_lessons_is_launched_whole(made: Made, version: str, modules: str) -> None:
    made.write("git.course.yaml", f"id: git\ntitle: G\nsummary: S\nversion: 1.0.0\nmodules: {modules}\n")
    assert list(titles(made.manifest(version, "scos: module"))) == [("organization", "G"), ("item", "G")]


@BOTH
@pytest.mark.parametrize("scos", ["course", "module"])
def test_identifiers_outlive_a_renaming_and_the_version_moves(made: Made, version: str, scos: str) -> None:
    before = made.manifest(version, f"scos: {scos}")
    made.course("git-basics", "1.1.0", "formerly: [git]\n", "Sharing\n    formerly: [share]")
    text = (made.root / "git.course.yaml").read_text(encoding="utf-8")
    made.write("git.course.yaml", text.replace("id: share\n", "id: sharing\n"))
    after = made.manifest(version, f"scos: {scos}")
    for attribute in ("identifier", "identifierref", "href"):
        assert [element.get(attribute) for element in before.iter()] == [element.get(attribute) for element in after.iter()]
    assert (before.get("version"), after.get("version")) == ("1.0.0", "1.1.0")
    names = [element.get("identifier", "a") for element in after.iter()]
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in names)


@BOTH
def test_the_metadata_are_declared_and_name_the_course(made: Made, version: str) -> None:
    outputs = made.build(version)
    assert texts(read(outputs, "imsmanifest.xml"), "location") == ["metadata.xml"]
    metadata = read(outputs, "metadata.xml")
    assert "https://learn.example.org/course/git" in texts(metadata, "entry") + texts(metadata, "langstring")
    assert "Keep a history." in texts(metadata, "string") + texts(metadata, "langstring")


def scores(manifest: Element) -> list[str]:
    return texts(manifest, "masteryscore") + texts(manifest, "minNormalizedMeasure")


@BOTH
def test_there_is_a_mastery_score_only_where_one_is_asked_for_and_says_what_the_course_says(made: Made, version: str) -> None:
    asked = "scorm: {mastery_score: true}"
    expected = ["80"] if version == "scorm12" else ["0.8"]
    assert scores(made.manifest(version)) == []
    assert scores(made.manifest(version, asked)) == expected
    made.check("check", "passing_score: 66.67\n")
    assert scores(made.manifest(version, asked)) == (["66.67"] if version == "scorm12" else ["0.6667"])
    made.check("check", "passing_score: 66.667\n")
    assert scores(made.manifest(version, asked)) == []  # an LMS hears two decimals of a score
    made.check("check")
    made.course(more="completion: {assessments: ignored}\n")
    assert scores(made.manifest(version, asked)) == []
    made.course(last=LAST)
    made.check("last", "passing_score: 50\n")
    assert scores(made.manifest(version, asked)) == []  # each has to be passed, which no score of both together tells
    assert len(scores(made.manifest(version, asked + ", scos: module"))) == 2


@pytest.mark.parametrize(("edition", "said"), [("", "2004 4th Edition"), ("3rd", "2004 3rd Edition"), ("4th", "2004 4th Edition")])
def test_the_edition_is_said(made: Made, edition: str, said: str) -> None:
    options = f"scorm: {{edition: {edition}}}" if edition else ""
    assert texts(made.manifest("scorm2004", options), "schemaversion") == [said]
    assert texts(made.manifest("scorm12", options), "schemaversion") == ["1.2"]


def test_modules_without_a_verdict_have_no_part_in_the_course_s(made: Made) -> None:
    made.course(last=LAST)
    made.check("check", points=1)
    made.check("last", "", points=4)
    rules = every(made.manifest("scorm2004", "scos: module"), "rollupRules")
    assert [rule.attrib for rule in rules] == [
        {"rollupObjectiveSatisfied": "true", "objectiveMeasureWeight": "0.2500"},
        {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "1.0000"},
    ]
    made.course()
    weights = [rule.get("objectiveMeasureWeight") for rule in every(made.manifest("scorm2004", "scos: module"), "rollupRules")]
    assert weights == ["1.0000", "0.0000"]


def test_the_lms_leads_from_module_to_module(made: Made) -> None:
    (control,) = every(made.manifest("scorm2004", "scos: module"), "controlMode")
    assert control.attrib == {"choice": "true", "flow": "true"}


SCHEMAS = {
    "scorm12": ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "imsmd_rootv1p2p1.xsd"),
    "scorm2004": ("imscp_v1p1.xsd", "adlcp_v1p3.xsd", "imsss_v1p0.xsd", "lom.xsd"),
}
NAMES_ANOTHER = """<schema>
<!-- <include schemaLocation="not/this.xsd"/> -->
<include schemaLocation="common/part.xsd"/><import schemaLocation="http://www.w3.org/2001/xml.xsd"/>
</schema>"""


@BOTH
def test_a_publisher_s_schemas_lie_at_the_root_declared_and_referred_to(made: Made, version: str) -> None:
    for name in SCHEMAS[version]:
        made.write(f"vendor/{name}", NAMES_ANOTHER)
    made.write("vendor/common/part.xsd", '<!DOCTYPE schema PUBLIC "-//W3C//DTD XMLSCHEMA 200102//EN" "../XMLSchema.dtd"><schema/>')
    made.write("vendor/XMLSchema.dtd", "")
    made.write("vendor/left-alone.xsd", "")
    outputs = made.build(version, "scorm: {control_documents: vendor}")
    manifest, metadata = read(outputs, "imsmanifest.xml"), read(outputs, "metadata.xml")
    location = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
    named = [*manifest.get(location, "").split()[1::2], *metadata.get(location, "").split()[1::2]]
    assert sorted(named) == sorted(SCHEMAS[version])
    everything = {*SCHEMAS[version], "common/part.xsd", "XMLSchema.dtd"}
    assert {name for name in outputs if name.endswith((".xsd", ".dtd"))} == everything
    assert everything <= {file.get("href") for file in every(manifest, "file")}
    assert outputs["common/part.xsd"].content == made.root / "vendor/common/part.xsd"
    (made.root / "vendor/common/part.xsd").unlink()
    with pytest.raises(NotThereError, match=r"no file `vendor/common/part\.xsd`"):
        made.build(version, "scorm: {control_documents: vendor}")


@BOTH
def test_without_them_the_schemas_are_where_they_are_published(made: Made, version: str) -> None:
    location = made.manifest(version).get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "")
    assert all(name.startswith("http://") for name in location.split())


@BOTH
def test_a_long_title_is_cut_and_the_loss_is_said(made: Made, version: str) -> None:
    made.course(share="x" * 201)
    manifest = made.manifest(version, "scos: module")
    assert max(len(title) for _, title in titles(manifest)) == 200
    library = validate(made.root).library
    (loss,) = [loss for loss in targets()[version].loses if "200 characters" in loss.feature]
    assert [span.line for span in loss.where(Reading(library).entity("course", "git"), library.workspace.build_settings)] == [12]


def test_only_the_one_word_of_scorm12_loses_the_rule_attempted(made: Made) -> None:
    made.course(more="completion: {assessments: attempted}\n")
    made.build("scorm12")
    reading = Reading(validate(made.root).library)
    course: Any = reading.entity("course", "git")
    lost = {name: [loss.feature for loss in targets()[name].loses if list(loss.where(course, reading.options))] for name in SCHEMAS}
    assert lost == {"scorm12": ["the rule `attempted`"], "scorm2004": []}


def test_how_much_an_lms_keeps_between_visits() -> None:
    assert {name: targets()[name].suspend_data for name in SCHEMAS} == {"scorm12": 4096, "scorm2004": 64000}
