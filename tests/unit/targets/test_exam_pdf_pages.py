"""Pages of a printed test: lines to write on, what stays together, and what no page can hold."""

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from cedu.jobs.build import Built, build

TODAY = date(2026, 11, 22)
WORDS = "words and more words, "
Items = list[dict[str, Any]]


def built(root: Path, items: Items, paper: str = "a4") -> Built:
    (root / "cedu.yaml").write_text(
        "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n"
        f"build: {{targets: [exam-pdf], paper: {paper}}}\nlint: {{ignore: [CE302]}}\n"
    )
    (root / "a.bank.yaml").write_text(json.dumps({"id": "a", "title": "A", "items": items}, indent=1), encoding="utf-8")
    return build(root, names=["bank/a"], only=["exam-pdf"], today=TODAY)


def booklet(root: Path, items: Items, paper: str = "a4") -> PdfReader:
    found = built(root, items, paper)
    assert [finding for finding in found.findings if finding.severity == "error"] == []
    return PdfReader(io.BytesIO((root / "dist/exam-pdf/bank/a/items.pdf").read_bytes()))


def lines(reader: PdfReader) -> list[int]:
    """How long the horizontal lines are, in points."""
    found = []
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        for x, y, to_x, to_y in re.findall(rb"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", content.get_data()):
            if y == to_y:
                found.append(round(float(to_x) - float(x)))
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 7, 50])
def test_an_essay_has_as_many_lines_as_it_says(tmp_path: Path, count: int, paper: str) -> None:
    reader = booklet(tmp_path, [{"id": "e", "type": "essay", "stem": "Write.", "lines": count}], paper)
    width = round(float(reader.pages[0].mediabox.width)) - 2 * 54 - 26
    assert lines(reader).count(width) == count


def test_no_question_is_parted_that_fits_on_a_page(tmp_path: Path) -> None:
    def item(number: int) -> dict[str, Any]:
        choices = [{"id": f"c{each}", "text": f"Choice{number}x{each}", "correct": not each} for each in range(2 + number % 7)]
        return {"id": f"i{number}", "type": "single-choice", "stem": f"Stem{number}: " + WORDS * (number % 23), "choices": choices}

    items = [item(number) for number in range(60)]
    pages = [page.extract_text() for page in booklet(tmp_path, items).pages]
    assert len(pages) > 5
    for number, made in enumerate(items):
        (page,) = [page for page in pages if f"Stem{number}:" in page]
        assert all(choice["text"] in page for choice in made["choices"])


def test_a_question_that_is_longer_than_a_page_is_printed_whole(tmp_path: Path) -> None:
    choices = [{"id": f"c{each}", "text": f"Choice{each} " + WORDS * 40, "correct": not each} for each in range(9)]
    items: Items = [
        {"id": "long", "type": "single-choice", "stem": "Start. " + WORDS * 900 + "End.", "choices": choices},
        {
            "id": "scale",
            "type": "scale",
            "stem": "How?",
            "steps": [{"id": f"s{each}", "text": f"Step{each} " + WORDS * 60} for each in range(5)],
        },
        {"id": "gap", "type": "gap-choice", "stem": "A [[gap]].", "gaps": [{"id": "gap", "choices": gaps}]},
    ]
    reader = booklet(tmp_path, items)
    text = " ".join(page.extract_text() for page in reader.pages)
    for sought in ("Start.", "End.", *(f"Choice{each}" for each in range(9)), *(f"Step{each}" for each in range(5)), "Gap24"):
        assert sought in text
    assert all(y > 20 for page in reader.pages for y in heights(page))


gaps = [{"id": f"g{each}", "text": f"Gap{each} {WORDS * 8}{each}", **({"correct": True} if not each else {})} for each in range(25)]


def heights(page: Any) -> list[float]:
    """How far from the lower edge of the page each text stands."""
    found: list[float] = []

    def note(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip():
            found.append(text_matrix[5] * matrix[3] + matrix[5])

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    ("stem", "why"),
    [
        (f"|a|b|\n|-|-|\n|{WORDS * 900}|x|\n", "is higher than a page"),
        ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n|" + "b|" * 60, "a table with 60 columns is wider than a page"),
        ("![Broken](broken.png)", "the image `broken.png` can't be read"),
        ("Look: ![Bomb](bomb.png)", "the image `bomb.png` has more than 60 million pixels"),
    ],
)
@pytest.mark.parametrize("where", ["stem", "feedback"])
def test_what_no_page_can_hold_is_a_finding_at_its_item(tmp_path: Path, stem: str, why: str, where: str) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nand nothing more")
    Image.new("1", (8000, 8000)).save(tmp_path / "bomb.png")
    text = {"stem": stem} if where == "stem" else {"stem": "So?", "feedback": {"correct": stem}}
    found = built(tmp_path, [{"id": "first", "type": "essay", "stem": "Write."}, {"id": "i", "type": "true-false", "answer": True, **text}])
    (finding,) = [each for each in found.findings if each.severity == "error"]
    line = (tmp_path / "a.bank.yaml").read_text().splitlines().index('   "id": "i",') + 1
    assert (finding.code, finding.span.path, finding.span.line) == ("CE615", "a.bank.yaml", line)
    assert why in finding.message
    assert not (tmp_path / "dist/exam-pdf/bank").exists()


def test_the_letters_of_all_forms_stand_on_the_sheet_within_its_margins(tmp_path: Path) -> None:
    built(tmp_path, [{"id": "i", "type": "true-false", "stem": "So?", "answer": True}])
    (tmp_path / "e.assessment.yaml").write_text(
        "id: e\ntitle: E\npurpose: formative\nstakes: practice\nforms: {count: 26}\nblueprint: {draws: [{bank: a, count: 1}]}\n"
    )
    build(tmp_path, names=["assessment/e"], only=["exam-pdf"], today=TODAY)
    page = PdfReader(io.BytesIO((tmp_path / "dist/exam-pdf/assessment/e/form-Z-answer-sheet.pdf").read_bytes())).pages[0]
    letters: dict[str, float] = {}

    def note(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        letters.setdefault(text.strip(), text_matrix[4] * matrix[0] + matrix[4])

    page.extract_text(visitor_text=note)
    assert {chr(code) for code in range(ord("A"), ord("Z") + 1)} <= set(letters)
    assert max(letters.values()) < float(page.mediabox.width) - 54
