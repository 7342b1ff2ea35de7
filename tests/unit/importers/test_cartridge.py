"""Cartridges: pages in their modules, quizzes and banks, what is said of all else; and our own, there and back."""

import random
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import open_source
from cedu.importers import Imported, ImportedItem, Source, importers
from cedu.items import lift, lower
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.item import Item
from cedu.targets import targets

WORKSPACE = Path(__file__).parents[2] / "banks/every-type"
SAMPLE = Path(__file__).parent / "samples/cartridge/course"
IMPORTER = importers()["cartridge"]
TARGET = targets()["cartridge"]
COURSE = """\
id: roasting
title: Roast & taste
summary: S.
version: 1.0.0
objectives:
  - {id: choose-beans, text: Choose beans, bloom: apply}
  - {id: control-heat, text: Control the heat, bloom: apply}
modules:
  - id: m
    title: Module one
    lessons:
      - {id: read-it, title: Read it, type: article, body: lessons/read.md, minutes: 5}
      - {id: again, title: Again, type: article, body: lessons/again.md, minutes: 5}
      - {id: quiz, title: Quiz, type: quiz, assessment: everything, minutes: 5}
"""
PAGE = """\
# Read it

Text with $x^2$, [more](again.md#then) and `code`.

![alt](../assets/turn.png)

| a | b |
| --- | --- |
| 1 | 2 |
"""


@pytest.fixture(scope="module")
def sample() -> Imported:
    return IMPORTER.read(open_source(SAMPLE))


def test_pages_are_in_their_modules_and_lead_to_one_another(sample: Imported) -> None:
    knead, rest, extra = sample.pages
    assert sample.title == "Bread & butter"
    assert [(page.ident, page.title, page.module) for page in sample.pages] == [
        ("knead-it", "Knead it", "Dough"),
        ("rest", "Let it rest", "Dough"),
        ("extra", "Something extra", ""),
    ]
    assert knead.body == (
        "Push, *fold*, turn. See [how long](rest.md#long), [the sheet](assets/sheet.pdf) and [more](https://example.org/).\n\n"
        "![dough](assets/dough.png)"
    )
    assert (rest.body, extra.body) == ("## Rest\n\nAn hour, $t = 1$.", "Extra.")
    assert set(sample.assets) == {"assets/dough.png", "assets/sheet.pdf"}


def test_quizzes_and_banks_are_read(sample: Imported) -> None:
    bank, quiz = sample.items
    assert (bank.ident, bank.title, bank.settings) == ("B1", "Flour", None)
    assert (quiz.title, quiz.settings) == ("Rising", {"time_limit_minutes": 15})
    yeast, why = quiz.items
    assert (yeast.stem, yeast.points) == ("Yeast is alive: ![dough](assets/dough.png)", 3)
    assert lift(why.interaction) == {"type": "essay", "model_answer": "Gas.", "lines": 6}
    assert lift(bank.items[0].interaction) == {"type": "short-text", "answers": ["gluten", "starch"]}


def test_whatever_else_is_in_it_is_said(sample: Imported) -> None:
    assert [(note.kind, note.place.what, note.text) for note in sample.notes] == [
        ("changed", "Knead it", "is read without `<script>`"),
        ("refused", "A film", "it is a web link to https://films.example.org/bread?a=1&b=2, which is left out"),
        ("refused", "Talk about it", "it is a discussion, which is left out"),
        ("refused", "Gone", "it shows nothing that is in the cartridge"),
        ("refused", "A sheet", "it is a file that is no page, which is left out"),
        ("refused", "links/tool.xml", "it is a link to a tool (LTI), which is left out"),
    ]


def test_canvas_keeps_better_quizzes_beside_those_for_others() -> None:
    members = dict(open_source(SAMPLE).members)
    quiz = members["quiz/quiz.xml"].replace(b'title="Rising"', b'title="Better"')
    members["non_cc_assessments/quiz1.xml.qti"] = quiz
    members["non_cc_assessments/other.xml.qti"] = members["bank/bank.xml"].replace(b"Flour", b"Only Canvas's")
    found = IMPORTER.read(Source("course.imscc", members))
    assert sorted(items.title for items in found.items) == ["Better", "Flour", "Only Canvas's"]


@pytest.mark.parametrize("manifest", [b"", b"<manifest", b"<!DOCTYPE m [<!ENTITY a 'b'>]><manifest>IMS Common Cartridge</manifest>"])
def test_a_manifest_that_is_none_is_a_note(manifest: bytes) -> None:
    found = IMPORTER.read(Source("a.imscc", {"imsmanifest.xml": manifest}))
    assert [note.kind for note in found.notes] == ["refused"]
    assert [note.kind for note in IMPORTER.read(Source("a", {})).notes] == ["refused"]


def test_it_knows_its_own() -> None:
    assert IMPORTER.recognises(open_source(SAMPLE)) > 0.9
    assert IMPORTER.recognises(Source("a", {"imsmanifest.xml": b"<manifest/>"})) == 0


def test_nothing_that_a_cartridge_holds_is_an_exception() -> None:
    dice = random.Random(5)
    whole = dict(open_source(SAMPLE).members)
    for _ in range(200):
        members = dict(whole)
        name = dice.choice(["imsmanifest.xml", "imsmanifest.xml", *members])
        content = members[name]
        start = dice.randrange(len(content))
        members[name] = (
            content[:start] + dice.choice((b"", b"../", b"<item>", b"\x00", b'"', b"</")) + content[start + dice.choice((0, 1, 9)) :]
        )
        IMPORTER.read(Source("a.imscc", members))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, Imported]:
    """A course with two lessons and a quiz of all forty items, as a cartridge that was read again."""
    root = tmp_path_factory.mktemp("ours")
    shutil.copytree(WORKSPACE / "assets", root / "assets")
    shutil.copyfile(WORKSPACE / "cedu.yaml", root / "cedu.yaml")
    bank = (WORKSPACE / "everything.bank.yaml").read_text(encoding="utf-8")
    quiz = bank.replace("id: everything\n", "id: everything\npurpose: formative\nstakes: practice\nattempts: 3\n", 1)
    (root / "everything.assessment.yaml").write_text(quiz, encoding="utf-8")
    (root / "course.yaml").write_text(COURSE, encoding="utf-8")
    (root / "lessons").mkdir()
    (root / "lessons/read.md").write_text(PAGE, encoding="utf-8")
    (root / "lessons/again.md").write_text("## Then\n\nBack to [it](read.md).\n", encoding="utf-8")
    context = Reading(validate(root, today=date(2026, 11, 22)).library)
    outputs = TARGET.build(context.entity("course", "roasting"), context)
    members = {str(each.path): each.content.read_bytes() if isinstance(each.content, Path) else each.content for each in outputs}
    return context, IMPORTER.read(Source("roasting.imscc", members))


def test_our_pages_come_back(ours: tuple[Reading, Imported]) -> None:
    _, found = ours
    read, again = found.pages
    assert (found.title, read.ident, read.title, read.module) == ("Roast & taste", "read-it", "Read it", "Module one")
    (image,) = (name for name in found.assets if name.startswith("assets/turn-"))
    assert read.body == PAGE.removeprefix("# Read it\n\n").strip().replace("../assets/turn.png", image).replace("again.md#then", "again.md")
    assert again.body == "## Then\n\nBack to [it](read-it.md)."
    assert found.notes == ()


def test_our_items_come_back_but_for_declared_losses(ours: tuple[Reading, Imported]) -> None:
    context, found = ours
    (quiz,) = found.items
    assert quiz.settings == {"attempts": 3}
    back = {item.id: item for item in quiz.items}
    entity = context.entity("assessment", "everything")
    compared = 0
    for item in entity.items:
        alone = replace(entity, items=(item,))
        changed = {name for loss in TARGET.loses if any(loss.where(alone, context.options)) for name in loss.changes}
        if "type" not in changed:
            before, after = written(item), read(back[item.id], item)
            names = set(before) - changed
            assert {name: before[name] for name in names} == {name: after.get(name) for name in names}
            # Where one item becomes several, whose share is no whole number, all weights are multiples.
            assert back[item.id].points == 6 * item.points
            compared += 1
    assert compared == 20


def written(item: Item) -> dict[str, Any]:
    feedback = {name: getattr(item.feedback, name, "") for name in ("correct", "incorrect")}
    labels = {"tags": list(item.tags), "difficulty": item.difficulty, "objective": item.objective or ""}
    return told({**lift(lower(item)), "stem": item.stem, "hint": item.hint, "feedback": feedback, **labels}, item)


def read(found: ImportedItem, item: Item) -> dict[str, Any]:
    feedback = {"correct": found.correct, "incorrect": found.incorrect}
    labels = {"tags": list(found.tags), "difficulty": found.difficulty, "objective": found.objective}
    return told({**lift(found.interaction), "stem": found.stem, "hint": found.hint, "feedback": feedback, **labels}, item)


def told(value: dict[str, Any], item: Item) -> dict[str, Any]:
    """Without what names of files say, and without what the order of choices says that are shuffled anyway."""
    stem = re.sub(r"assets/(curve|turn)[^)]*", r"\1", value["stem"])
    choices = [{**each, "text": re.sub(r"assets/(curve|turn)[^)]*", r"\1", each["text"])} for each in value.get("choices", ())]
    return {**value, "stem": stem, "choices": sorted(choices, key=lambda each: each["id"]) if getattr(item, "shuffle", False) else choices}
