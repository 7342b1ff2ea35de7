"""QTI packages of both editions: what a test asks and draws, what a manifest lists, and that the same source gives the same bytes."""

import json
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from cedu.diagnostics import Span
from cedu.formats.archive import Source
from cedu.importers import qti21 as importer
from cedu.items import lower
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.targets import qti21, qti30

TARGETS = {"qti21": qti21.TARGET, "qti30": qti30.TARGET}
SHAPE = """\
id: shape
title: Shapes
purpose: formative
stakes: practice
passing_score: 80
attempts: 2
time_limit_minutes: 5
shuffle: true
items:
  - {id: before, type: true-false, stem: It stands first., answer: true}
  - {id: text, type: passage, stem: Read this.}
  - {id: about, type: true-false, stem: It is about the text., answer: true, hint: Read again.}
  - {id: about-too, formerly: [old-name], type: single-choice, stem: "Which? ![A square](pictures/a%20square.png)",
     tags: [a, b], difficulty: hard, objective: course.learn, points: 2,
     choices: [{id: 1st, text: "*One*", correct: true, feedback: Yes.}, {id: 2nd, text: Two}]}
"""
FILES = {
    "cedu.yaml": "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example, language: de}\n",
    "shapes/shape.assessment.yaml": SHAPE,
    "shapes/pictures/a square.png": "a square",
    "pool.bank.yaml": SHAPE.split("purpose")[0].replace("shape", "pool").replace("Shapes", "Pool")
    + "items:"
    + SHAPE.split("items:")[1].replace("pictures/a%20square", "shapes/pictures/a%20square"),
    "exam.assessment.yaml": """\
id: exam
title: Exam
purpose: summative
stakes: certification
blueprint:
  draws:
    - {bank: pool, count: 2}
    - {bank: pool, difficulty: hard, count: 1}
""",
}


@pytest.fixture
def context(tmp_path: Path) -> Reading:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Reading(validate(tmp_path, today=date(2026, 11, 22)).library)


def built(context: Reading, target: str, kind: str, id: str) -> dict[str, bytes]:
    found = {}
    for output in TARGETS[target].build(context.entity(kind, id), context):
        found[str(output.path)] = output.content if isinstance(output.content, bytes) else output.content.read_bytes()
    return found


def plainly(content: bytes) -> Element:
    """A document without namespaces."""
    root: Element = fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def outline(element: Element) -> list[object]:
    """Sections and what they ask, by the id of the item."""
    return [
        outline(child) if child.tag == "assessmentSection" else "-".join(child.get("href", "").split("-")[1:-1])
        for child in element
        if child.tag in ("assessmentSection", "assessmentItemRef")
    ]


def test_a_test_asks_its_items_and_keeps_a_passage_with_what_follows(context: Reading) -> None:
    files = built(context, "qti21", "assessment", "shape")
    test = plainly(files["assessment.xml"])
    (whole,) = test.iter("testPart")
    assert outline(whole) == [["before", ["text", "about", "old-name"]]]
    assert [ordering.get("shuffle") for ordering in test.iter("ordering")] == ["true"]
    assert [limits.get("maxTime") for limits in test.iter("timeLimits")] == ["300"]
    assert [control.get("maxAttempts") for control in test.iter("itemSessionControl")] == ["2"]
    declared = {each.get("identifier"): each.findtext("defaultValue/value") for each in test.iter("outcomeDeclaration")}
    assert declared == {"SCORE": "0", "MAXSCORE": "0", "PASSING_SCORE": "80", "PASSED": "false"}
    assert [each.get("identifier") for each in test.find("outcomeProcessing") or ()] == ["SCORE", "MAXSCORE", "PASSED"]


def test_draws_become_sections_that_select_from_what_fits(context: Reading) -> None:
    test = plainly(built(context, "qti21", "assessment", "exam")["assessment.xml"])
    assert [each.get("select") for each in test.iter("selection")] == ["2", "1"]
    (whole,) = test.iter("testPart")
    assert outline(whole) == [
        [
            ["before", ["text", "about"], ["text", "old-name"]],
            [["text", "old-name"]],
        ]
    ]
    names = [each.get("identifier") for each in test.iter("assessmentItemRef")]
    assert len(names) == len(set(names)) == 7
    assert list(test.iter("ordering")) == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_manifest_lists_every_file_and_what_it_shows(context: Reading, target: str) -> None:
    files = built(context, target, "assessment", "shape")
    manifest = plainly(files.pop("imsmanifest.xml"))
    resources = {each.get("identifier"): each for each in manifest.iter("resource")}
    listed = {file.get("href", "").replace("%20", " ") for file in manifest.iter("file")}
    assert listed == set(files)
    assert "items/pictures/a square.png" in files
    kinds = sorted(str(each.get("type")) for each in resources.values())
    shown = "webcontent" if target == "qti21" else "associatedcontent/learning-application-resource"
    end = "xmlv2p1" if target == "qti21" else "xmlv3p0"
    assert kinds == sorted([f"imsqti_test_{end}", *[f"imsqti_item_{end}"] * 4, shown])
    test = next(each for each in resources.values() if "_test_" in str(each.get("type")))
    assert len(test.findall("dependency")) == 4
    (item,) = (each for each in resources.values() if "old-name" in str(each.get("identifier")))
    assert [resources[each.get("identifierref")].get("type") for each in item.findall("dependency")] == [shown]
    assert [each.text for each in item.iter("value")] == ["difficult", "educational objective"]
    assert [each.findtext("string") for each in item.iter("keyword")] == ["a", "b"]


def test_names_come_from_lasting_ids_and_the_language_from_the_organization(context: Reading) -> None:
    files = built(context, "qti21", "assessment", "shape")
    (path,) = (path for path in files if "old-name" in path)
    item = plainly(files[path])
    assert path == f"items/{item.get('identifier')}.xml"
    assert all(len(name) <= len("items/") + 32 + len(".xml") for name in files if name.startswith("items/a-"))
    assert (item.get("label"), item.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("old-name", "de")
    assert [choice.get("identifier") for choice in item.iter("simpleChoice")] == ["choice-1st", "choice-2nd"]
    assert [each.get("src") for each in item.iter("img")] == ["pictures/a%20square.png"]
    truth = plainly(files[next(path for path in files if "before" in path)])
    assert [choice.text for choice in truth.iter("simpleChoice")] == ["Richtig", "Falsch"]


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_source_gives_the_same_bytes(context: Reading, target: str) -> None:
    assert built(context, target, "assessment", "exam") == built(context, target, "assessment", "exam")


def test_an_assessment_comes_back_with_its_settings(context: Reading) -> None:
    read = importer.IMPORTER.read(Source("shape.zip", built(context, "qti21", "assessment", "shape")))
    (found,) = read.items
    assert (found.id, found.title, found.language) == ("shape", "Shapes", "de")
    assert found.settings == {"passing_score": 80, "attempts": 2, "time_limit_minutes": 5, "shuffle": True}
    assert [item.id for item in found.items] == ["before", "text", "about", "old-name"]
    assert read.assets == {"pictures/a square.png": b"a square"}
    assert read.notes == ()


def test_what_is_lost_is_found_at_its_line(context: Reading) -> None:
    def lost(kind: str, id: str) -> dict[str, list[int]]:
        entity = context.entity(kind, id)
        found: dict[str, list[Span]] = {loss.feature: list(loss.where(entity, context.options)) for loss in TARGETS["qti21"].loses}
        return {feature: [span.line for span in spans] for feature, spans in found.items() if spans}

    assert lost("assessment", "shape") == {"the number of attempts": [6], "a hint": [12]}
    assert lost("assessment", "exam") == {"a draw from where another one draws": [8]}


@pytest.mark.parametrize(
    ("text", "is_lost"),
    [
        ("3. a\n4. b", True),
        ("1. a\n2. b", False),
        ("- [x] a", True),
        ("a[^1]\n\n[^1]: b", True),
        ('a [b](https://c.de "d")', True),
        ("a [x] b", False),
    ],
)
def test_what_xhtml_has_no_place_for_is_found(context: Reading, tmp_path: Path, text: str, is_lost: bool) -> None:
    item = json.dumps({"id": "a", "type": "passage", "stem": text})
    (tmp_path / "one.bank.yaml").write_text(f"id: one\ntitle: One\nitems: [{item}]\n", encoding="utf-8")
    context = Reading(validate(tmp_path, today=date(2026, 11, 22)).library)
    found = [loss.feature for loss in TARGETS["qti30"].loses if list(loss.where(context.entity("bank", "one"), context.options))]
    assert found == (["the first number of a list, a box to tick, a footnote, or the title of an image or a link"] if is_lost else [])


FORMULA = r"""
id: sums
title: Sums
items:
  - id: equation
    type: formula
    stem: Solve $[[a]]x = [[b]]$ for x; a is [[a]].
    variables: [{name: a, lowest: 1, highest: 9}, {name: b, lowest: 10, highest: 90}]
    formula: b / a
    tolerance: 0.01
    units: [{name: m}, {name: km, factor: 1000}]
    variants: 3
"""


@pytest.mark.parametrize("target", TARGETS)
def test_values_in_maths_are_there_for_each_variant_and_come_back(context: Reading, tmp_path: Path, target: str) -> None:
    (tmp_path / "sums.bank.yaml").write_text(FORMULA, encoding="utf-8")
    context = Reading(validate(tmp_path, today=date(2026, 11, 22)).library)
    files = built(context, target, "bank", "sums")
    item = plainly(next(content for path, content in files.items() if path.startswith("items/")))
    maths = list(item.iter("math"))
    assert len(maths) == 3
    assert all(each.find(".//mn") is not None and "[" not in "".join(each.itertext()) for each in maths)
    (read,) = importer.IMPORTER.read(Source("sums.zip", files)).items[0].items
    (sums,) = context.entity("bank", "sums").items
    assert (read.stem, read.interaction) == (sums.stem, lower(sums))
