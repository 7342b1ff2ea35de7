"""Tests on paper: a booklet without the key, a sheet to answer on, and a key in a file of its own; read back with pypdf."""

import io
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from cedu.items import lower
from cedu.jobs.build import build
from cedu.jobs.explain import explain
from cedu.jobs.validate import validate
from cedu.model.assessment import Bank
from cedu.model.interaction import ExtendedTextInteraction, TextEntryInteraction, UploadInteraction
from cedu.source.load import read_entity

TODAY = date(2026, 11, 22)
BANKS = Path(__file__).resolve().parents[2] / "banks" / "every-type"
# What is refused, by what is printed in its place.
REFUSED = re.compile("[\U0001f000-\U0001ffff]")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Forty items of every type, as far as they can be printed, and a test of them in three forms."""
    root = tmp_path / "workspace"
    shutil.copytree(BANKS, root)
    for path in root.glob("*.yaml"):
        path.write_text(REFUSED.sub("tea", path.read_text(encoding="utf-8")), encoding="utf-8")
    (root / "cedu.yaml").write_text(CEDU, encoding="utf-8")
    (root / "printed.assessment.yaml").write_text(EXAM, encoding="utf-8")
    return root


CEDU = """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
build: {targets: [exam-pdf]}
"""
EXAM = """\
id: printed
title: On paper
purpose: summative
stakes: certification
time_limit_minutes: 45
passing_score: 80
shuffle: true
forms: {count: 3, seed: spring-2027}
blueprint:
  total: 10
  draws:
    - {bank: everything, objective: roasting.choose-beans, percent: 40}
    - {bank: everything, objective: roasting.control-heat, percent: 60}
"""


def built(root: Path, name: str) -> dict[str, bytes]:
    """The files of `assessment/printed` or `bank/everything`, by name."""
    result = build(root, names=[name], only=["exam-pdf"], today=TODAY)
    assert [found for found in result.validated.findings if found.severity == "error"] == []
    return {path.name: path.read_bytes() for path in sorted((root / "dist/exam-pdf" / name).iterdir())}


def pages(content: bytes) -> list[str]:
    """The text of each page, with white space collapsed."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def text(content: bytes) -> str:
    return " ".join(pages(content))


def test_each_form_has_a_booklet_a_sheet_and_a_key(workspace: Path) -> None:
    files = built(workspace, "assessment/printed")
    assert list(files) == [f"form-{code}{kind}.pdf" for code in "ABC" for kind in ("-answer-sheet", "-key", "")]
    for name, content in files.items():
        found = pages(content)
        for number, page in enumerate(found, start=1):
            assert f"{number} / {len(found)}" in page
            assert f"Form {name[5]}" in page
    assert "10 questions · " in text(files["form-A.pdf"])
    assert "45 minutes · 80 % to pass" in text(files["form-A.pdf"])
    assert len({text(files[f"form-{code}.pdf"]) for code in "ABC"}) == 3


def test_a_booklet_and_a_sheet_hold_nothing_of_the_key(workspace: Path) -> None:
    """The same test with every key and every feedback changed gives the same bytes."""
    before = built(workspace, "bank/everything")
    path = workspace / "everything.bank.yaml"
    keyed = path.read_text(encoding="utf-8")
    changed = re.sub(r"answer: (\w+)", lambda found: f"answer: {FLIPPED.get(found[1], '77')}", keyed)
    changed = re.sub(r"answers: \[[^\]]*\]", "answers: [quite another]", changed)
    changed = re.sub(r"feedback: [A-Z][^,}]*", "feedback: Something else.", changed)
    changed = re.sub(r"(model_answer|source|hint): .*", r"\1: Something else.", changed)
    assert changed != keyed
    path.write_text(changed, encoding="utf-8")
    after = built(workspace, "bank/everything")
    assert text(before["items.pdf"]) == text(after["items.pdf"])
    assert before["items.pdf"] == after["items.pdf"]
    assert text(before["items-key.pdf"]) != text(after["items-key.pdf"])


FLIPPED = {"true": "false", "false": "true"}


def test_the_key_has_all_that_whoever_marks_needs(workspace: Path) -> None:
    files = built(workspace, "bank/everything")
    booklet, key = text(files["items.pdf"]), text(files["items-key.pdf"])
    bank: Bank = read_entity(workspace, "everything.bank.yaml", "bank")  # type: ignore[assignment]
    for item in bank.items:
        if item.type == "passage":
            continue
        assert f"everything.{item.id}" in key
        assert f"everything.bank.yaml:{item.origin.span('id').line}" in key
        assert f"everything.{item.id}" not in booklet
        interaction = lower(item)
        if isinstance(interaction, TextEntryInteraction):
            assert all(" ".join(answer.split()) in key for answer in interaction.answers)
        if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
            assert "A person marks this." in key
    assert "less gas keeps them from racing" in key
    assert "less gas keeps them from racing" not in booklet
    assert "Everything that can be asked · " not in booklet


def test_every_question_stands_with_its_choices_on_one_page(workspace: Path) -> None:
    bank: Bank = read_entity(workspace, "everything.bank.yaml", "bank")  # type: ignore[assignment]
    found = pages(built(workspace, "bank/everything")["items.pdf"])
    for id, choices in (("plain-choice", ("Arabica", "Liberica")), ("all-or-nothing", ("the drum", "the air", "the chaff"))):
        stem = next(item.stem for item in bank.items if item.id == id)
        (page,) = [page for page in found if stem in page]
        assert all(choice in page for choice in choices)


def test_the_same_source_is_the_same_bytes(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(workspace, "assessment/printed")
    other = tmp_path / "elsewhere" / "too"
    shutil.copytree(workspace, other, ignore=shutil.ignore_patterns("dist", ".cedu"))
    monkeypatch.setitem(os.environ, "TZ", "Pacific/Kiritimati")
    assert built(other, "assessment/printed") == first


def test_the_paper_is_what_the_workspace_says(workspace: Path) -> None:
    def size() -> tuple[float, float]:
        box = PdfReader(io.BytesIO(built(workspace, "assessment/printed")["form-A.pdf"])).pages[0].mediabox
        return round(float(box.width)), round(float(box.height))

    assert size() == (595, 842)
    (workspace / "cedu.yaml").write_text(CEDU.replace("{targets", "{paper: letter, targets"), encoding="utf-8")
    assert size() == (612, 792)


def test_all_fonts_are_embedded(workspace: Path) -> None:
    for content in built(workspace, "assessment/printed").values():
        for page in PdfReader(io.BytesIO(content)).pages:
            for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
                assert "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize(("language", "words"), [("de", ("Prüfungsnummer", "Bevor Sie beginnen")), ("ja", ("受験番号", "始める前に"))])
def test_our_words_are_in_the_language_of_the_test(workspace: Path, language: str, words: tuple[str, ...]) -> None:
    path = workspace / "printed.assessment.yaml"
    path.write_text(EXAM + f"language: {language}\n", encoding="utf-8")
    content = built(workspace, "assessment/printed")["form-A.pdf"]
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert all(word in text(content) for word in words)


def test_a_passage_says_which_questions_are_about_it(workspace: Path) -> None:
    path = workspace / "printed.assessment.yaml"
    path.write_text(PASSAGE, encoding="utf-8")
    found = text(built(workspace, "assessment/printed")["form-A.pdf"])
    assert "Questions 2 to 3 are about this. Ana has renamed a lesson." in found
    assert found.index("Is it raining?") < found.index("Ana has") < found.index("What does CI say?")


PASSAGE = """\
id: printed
title: On paper
purpose: formative
stakes: practice
items:
  - {id: rain, type: true-false, stem: Is it raining?, answer: true}
  - {id: memo, type: passage, stem: Ana has renamed a lesson.}
  - {id: says, type: short-text, stem: What does CI say?, answers: [CE205]}
  - {id: id, type: true-false, stem: It has a new id., answer: true}
"""


def test_what_can_not_be_printed_is_refused_where_it_is_written(workspace: Path) -> None:
    path = workspace / "printed.assessment.yaml"
    path.write_text(PASSAGE.replace("raining", "raining 🍵"), encoding="utf-8")
    found = [finding for finding in validate(workspace, today=TODAY).findings if finding.code == "CE615"]
    assert [(finding.span.path, finding.span.line) for finding in found] == [("printed.assessment.yaml", 6)]
    (workspace / "cedu.yaml").write_text(CEDU + "lint: {ignore: [CE615]}\n", encoding="utf-8")
    result = build(workspace, names=["assessment/printed"], only=["exam-pdf"], today=TODAY)
    assert [(finding.code, finding.span.line) for finding in result.findings] == [("CE615", 6)]
    assert not (workspace / "dist/exam-pdf/assessment").exists()


def test_explain_tells_where_the_keys_are(workspace: Path) -> None:
    (exposure,) = explain(workspace, names=["assessment/printed"], only=["exam-pdf"], today=TODAY).exposures
    assert exposure.bundle == "exam-pdf/assessment/printed"
    assert exposure.readers == "whoever gets a file that ends in `-key.pdf`: the booklets hold none"
