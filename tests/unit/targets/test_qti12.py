"""QTI 1.2 as a package: what Canvas looks for in one, and what a blueprint becomes."""

import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from cedu.formats.qti12.document import NAMESPACE
from cedu.importers import Source, importers
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.targets.qti12 import TARGET

Q = f"{{{NAMESPACE}}}"
WORKSPACE = Path(__file__).parents[2] / "banks/every-type"
EXAM = """\
id: exam
title: "Roast & <taste>"
summary: What you know of roasting.
purpose: summative
stakes: certification
language: de
attempts: 3
time_limit_minutes: 40
blueprint:
  draws:
    - {bank: small, objective: roasting.choose-beans, count: 1}
    - {bank: small, count: 2}
"""
SMALL = """\
id: small
title: Small
items:
  - {id: both, type: true-false, stem: Both., answer: true, objective: roasting.choose-beans, points: 2}
  - {id: p, type: passage, stem: "Read ![this](pics/a%20b.png) first."}
  - {id: one, type: true-false, stem: One., answer: true}
  - {id: two, type: single-choice, stem: Two?, shuffle: false, choices: [{id: a, text: A, correct: true}, {id: b, text: B}]}
"""


@pytest.fixture
def context(tmp_path: Path) -> Reading:
    shutil.copytree(WORKSPACE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "exam.assessment.yaml").write_text(EXAM, encoding="utf-8")
    (tmp_path / "small.bank.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics/a b.png").write_bytes(b"image")
    return Reading(validate(tmp_path, today=date(2026, 11, 22)).library)


def built(context: Reading, kind: str, id: str) -> dict[str, bytes]:
    outputs = list(TARGET.build(context.entity(kind, id), context))
    assert len({str(output.path) for output in outputs}) == len(outputs)
    return {str(each.path): each.content.read_bytes() if isinstance(each.content, Path) else each.content for each in outputs}


def questions(files: dict[str, bytes]) -> Element:
    (name,) = (name for name in files if name.endswith(".xml") and name.split("/")[-1].removesuffix(".xml") == name.split("/")[0])
    root: Element = fromstring(files[name])
    return root[0]


@pytest.mark.parametrize(("kind", "id"), [("bank", "everything"), ("assessment", "exam"), ("assessment", "tasting")])
def test_every_file_is_declared_once_and_every_reference_resolves(context: Reading, kind: str, id: str) -> None:
    files = built(context, kind, id)
    root = fromstring(files["imsmanifest.xml"])
    declared = [unquote(file.get("href", "")) for file in root.iter() if file.tag.endswith("}file")]
    assert sorted([*declared, "imsmanifest.xml"]) == sorted(files)
    resources = [each for each in root.iter() if each.tag.endswith("}resource")]
    identifiers = {each.get("identifier") for each in resources}
    assert len(identifiers) == len(resources)
    assert {each.get("identifierref") for each in root.iter() if each.tag.endswith("}dependency")} <= identifiers
    assert sum(each.get("type") == "imsqti_xmlv1p2" for each in resources) == 1
    for name in files:
        assert name.isascii() and " " not in name


def test_images_lie_where_questions_look_for_them(context: Reading) -> None:
    files = built(context, "bank", "small")
    (image,) = (name for name in files if name.endswith(".png"))
    assert image.startswith("assets/a-b-")
    texts = [text.text or "" for text in questions(files).iter(f"{Q}mattext")]
    assert any(f"%24IMS-CC-FILEBASE%24/{image}" in text for text in texts)
    assert {"assets/curve.svg", "assets/turn.png"} <= set(built(context, "bank", "everything"))


def test_a_draw_is_a_group_and_no_item_is_in_two(context: Reading) -> None:
    test = questions(built(context, "assessment", "exam"))
    assert (test.get("title"), test.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("Roast & <taste>", "de")
    groups = test.findall(f"{Q}section/{Q}section")
    drawn = [
        (
            group.findtext(f"{Q}selection_ordering/{Q}selection/{Q}selection_number"),
            group.findtext(f"{Q}selection_ordering/{Q}selection/{Q}selection_extension/{Q}points_per_item"),
            [item.get("title") for item in group.iter(f"{Q}item")],
        )
        for group in groups
    ]
    assert drawn == [("1", "2", ["small.both"]), ("2", "1", ["small.one", "small.two"])]
    for item in groups[1].iter(f"{Q}item"):
        assert (next(item.iter(f"{Q}mattext")).text or "").startswith("<div>Read <img")


def test_canvas_finds_its_settings_in_the_folder_of_the_quiz(context: Reading) -> None:
    files = built(context, "assessment", "exam")
    ident = questions(files).get("ident")
    settings = fromstring(files[f"{ident}/assessment_meta.xml"])
    assert {each.tag.rpartition("}")[2]: each.text for each in settings} == {
        "title": "Roast & <taste>",
        "description": "<p>What you know of roasting.</p>",
        "shuffle_answers": "false",
        "quiz_type": "assignment",
        "allowed_attempts": "3",
        "time_limit": "40",
    }
    practice = built(context, "assessment", "tasting")
    settings = fromstring(practice[f"{questions(practice).get('ident')}/assessment_meta.xml"])
    assert settings.findtext("{*}quiz_type") == "practice_quiz"


def test_a_quiz_comes_back_with_its_draws_and_settings(context: Reading) -> None:
    found = importers()["qti12"].read(Source("exam.zip", built(context, "assessment", "exam")))
    *banks, exam = found.items
    assert [[item.id for item in bank.items] for bank in banks] == [["both"], ["one", "two"]]
    assert exam.settings == {
        "attempts": 3,
        "time_limit_minutes": 40,
        "summary": "What you know of roasting.",
        "purpose": "summative",
        "stakes": "graded",
        "blueprint": {"draws": [{"bank": banks[0].ident, "count": 1}, {"bank": banks[1].ident, "count": 2}]},
    }
    assert (exam.title, exam.language, found.notes) == ("Roast & <taste>", "de", ())


def test_the_same_source_gives_the_same_bytes(context: Reading) -> None:
    assert built(context, "bank", "everything") == built(context, "bank", "everything")
