"""QTI 2.1 as others write it: samples of each interaction after the specification, packages with and without a manifest."""

import re
from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source
from cedu.formats.imported import Imported, ImportedItem
from cedu.importers.qti21 import IMPORTER
from cedu.items import lift
from cedu.model.interaction import ChoiceInteraction, FormulaInteraction

SAMPLES = Path(__file__).parent / "samples" / "qti21"
IMAGES = {"sign.png": b"a sign", "map.png": b"a map"}


def choices(*texts: str, key: str, **more: Any) -> dict[str, Any]:
    """A choice whose ids are letters; `key` are those that are right."""
    ids = "abcdefgh"
    listed = [{"id": ids[place], "text": text, **({"correct": True} if ids[place] in key else {})} for place, text in enumerate(texts)]
    return {"type": "multiple-choice" if len(key) > 1 else "single-choice", "choices": listed, **more}


def gap(number: int, *texts: str, key: str) -> dict[str, Any]:
    return {"id": f"gap-{number}", "choices": choices(*texts, key=key)["choices"]}


# What each sample becomes: its stem, its fields, its points and what is noted.
READ: dict[str, tuple[str, dict[str, Any], float, tuple[str, ...]]] = {
    "choice": (
        "The sign at the gate says:\n\n![No dogs after nine](sign.png)\n\nWhen may a *dog* come in?",
        choices("At ten.", "At eight.", "Never.", key="b", shuffle=False), 1, (),
    ),
    "choice-multiple": (
        "Which of these are in water?",
        choices("Hydrogen", "Helium", "Chlorine", "Oxygen", key="ad", scoring="partial", penalty=2), 2,
        ("wrong choices that cost different shares now cost the same",),
    ),
    "several-conditions": ("Which of these swim?", choices("Cod", "Stone", "Eel", key="ac"), 100, ()),
    "text-entry": (
        "What is the capital of Norway?", {"type": "short-text", "answers": ["Oslo"]}, 1,
        ("an answer that earned part of the points now earns nothing",),
    ),
    "sentence": (
        "> Now is the winter of our discontent\\\n> Made glorious summer by this sun of [[gap-1]];",
        {"type": "gap-text", "gaps": [{"id": "gap-1", "answers": ["York"], "case_sensitive": True}]}, 1, (),
    ),
    "number": ("At how many °C does water boil?", {"type": "number", "answer": 100, "tolerance": 0.5}, 2, ()),
    "inline-choice": (
        "The [[gap-1]]\nshines by [[gap-2]].",
        {"type": "gap-choice", "gaps": [gap(1, "sun", "moon", key="a"), gap(2, "night", "day", key="b")], "shuffle": False}, 1,
        ("a gap that earned nothing unless the others were right now earns its share",),
    ),
    "order": (
        "Where does the path lead, from below?",
        {"type": "ordering", "sequence": [{"id": "c", "text": "The valley"}, {"id": "a", "text": "The hut"},
                                          {"id": "b", "text": "The summit"}]}, 1, (),
    ),
    "match": (
        "Who wrote what?",
        {"type": "matching", "pairs": [{"id": "a", "premise": "Melville", "response": "Moby-Dick"},
                                       {"id": "b", "premise": "Austen", "response": "Emma"}],
         "distractors": [{"id": "e", "response": "Dracula"}]}, 2, (),
    ),
    "categories": (
        "What is it?",
        {"type": "categorization", "categories": [{"id": "d", "text": "a plant"}, {"id": "e", "text": "an animal"}],
         "elements": [{"id": "a", "text": "oak", "category": "d"}, {"id": "b", "text": "owl", "category": "e"},
                      {"id": "c", "text": "fir", "category": "d"}]}, 1,
        ("each right pair now earns the same share of the points",),
    ),
    "gap-match": (
        "In [[gap-1]] it snows, in [[gap-2]] it is hot.\n\nFill in the seasons.",
        {"type": "gap-choice", "shuffle": False,
         "gaps": [gap(1, "winter", "spring", "summer", key="a"), gap(2, "winter", "spring", "summer", key="c")]}, 3,
        ("each right pair now earns the same share of the points", "texts to drag into gaps became lists to choose from"),
    ),
    "hotspot": (
        "Where is the north?",
        {"type": "hotspot", "image": {"file": "map.png", "text": "A map", "width": 200, "height": 100},
         "areas": [{"id": "a", "label": "the top", "shape": "circle", "coordinates": [100, 10, 8], "correct": True},
                   {"id": "b", "label": "place b", "shape": "rectangle", "coordinates": [0, 80, 40, 100]},
                   {"id": "c", "label": "the right", "shape": "polygon", "coordinates": [150, 40, 200, 40, 200, 60]}]}, 1,
        ("place b without a text to read instead is called so",),
    ),
    "hottext": (
        "The quick brown focks jumps.\n\nWhich word is misspelt?", choices("quick", "brown", "focks", key="c", shuffle=False), 1,
        ("words to choose in a text became choices below it",),
    ),
    "slider": ("What is 4 times 4?", {"type": "number", "answer": 16}, 1, ("a slider became a number to type",)),
    "extended-text": (
        "Write a postcard to Sam.",
        {"type": "essay", "rubric": [{"id": "a", "text": "Two points for a greeting."}], "lines": 6, "max_characters": 400}, 6,
        ("without what is said to candidate",),
    ),
    "upload": ("Hand in your sheet.", {"type": "upload", "file_types": ["pdf"]}, 1, ()),
    "survey": (
        "Did you like it?", {"type": "scale", "steps": [{"id": "a", "text": "Yes"}, {"id": "b", "text": "No"}]}, 0,
        ("a choice without a right answer became a scale",),
    ),
    "text-only": ("## The fox\n\nA fox saw grapes.", {"type": "passage"}, 0, ()),
}  # fmt: skip
REFUSED = {
    "adaptive": (2, "it is adaptive: it asks again until the answer is right"),
    "associate": (6, "it is answered by `associateInteraction`, for which there is no type of item here"),
    "point": (9, "it is answered by `selectPointInteraction`, for which there is no type of item here"),
    "unknown-scoring": (11, "its scoring uses `customOperator`, which is not known"),
}


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.xml").read_bytes()


def read(**members: bytes) -> Imported:
    return IMPORTER.read(Source("package.zip", {f"{name}.xml": content for name, content in members.items()} | IMAGES))


def only(imported: Imported) -> ImportedItem:
    (items,) = imported.items
    (item,) = items.items
    return item


@pytest.mark.parametrize("name", READ)
def test_each_interaction_becomes_what_is_nearest(name: str) -> None:
    stem, fields, points, notes = READ[name]
    imported = read(sample=sample(name))
    found = only(imported)
    assert (found.stem, lift(found.interaction), found.points) == (stem, fields, points)
    assert tuple(note.text for note in imported.notes) == notes
    assert found.ident == name


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_equal_is_refused_with_its_line(name: str) -> None:
    imported = read(sample=sample(name))
    assert imported.items == ()
    assert [(note.kind, note.place.line, note.text) for note in imported.notes] == [("refused", *REFUSED[name])]


def test_conditions_that_somebody_wrote_are_carried_out() -> None:
    imported = read(sample=sample("conditions"))
    found = only(imported)
    assert isinstance(found.interaction, ChoiceInteraction)
    assert found.interaction.keys == {"b"}
    assert [choice.feedback for choice in found.interaction.choices] == ["Think of *winter*.", "", ""]
    assert (found.points, found.correct, found.incorrect) == (4, "Ice it is.", "")
    assert [note.text for note in imported.notes] == ["a choice that earned part of the points, or lost some, now earns nothing"]


def test_every_sample_is_tested() -> None:
    assert {path.stem for path in SAMPLES.glob("*.xml")} == {*READ, *REFUSED, "conditions"}


def test_a_package_without_a_manifest_or_with_a_wrong_one_is_read_all_the_same() -> None:
    manifest = b'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources><resource href="gone.xml"/></resources></manifest>'
    for members in ({}, {"imsmanifest": manifest}, {"imsmanifest": b"<manifest>"}):
        imported = read(one=sample("choice"), two=sample("order"), **members)
        assert [item.ident for item in imported.items[0].items] == ["choice", "order"]
    assert [(note.kind, note.place.member) for note in imported.notes] == [("refused", "imsmanifest.xml")]


TEST = b"""<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="T" title="A test">
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="10" masteryValue="6"/>
  <timeLimits maxTime="90"/>
  <testPart identifier="p" navigationMode="linear" submissionMode="individual">
    <itemSessionControl maxAttempts="2"/>
    <assessmentSection identifier="s" title="S" visible="true">
      <selection select="1"/>
      <ordering shuffle="true"/>
      <assessmentItemRef identifier="i1" href="order.xml"/>
      <assessmentItemRef identifier="i2" href="gone.xml"/>
    </assessmentSection>
  </testPart>
</assessmentTest>"""


def test_a_test_becomes_an_assessment_and_the_rest_a_bank() -> None:
    imported = read(test=TEST, order=sample("order"), choice=sample("choice"))
    assessment, bank = imported.items
    assert (assessment.ident, assessment.title) == ("T", "A test")
    assert assessment.settings == {"passing_score": 60, "attempts": 2, "time_limit_minutes": 2, "shuffle": True}
    assert [item.ident for item in assessment.items] == ["order"]
    assert (bank.settings, [item.ident for item in bank.items]) == (None, ["choice"])
    assert sorted((note.kind, note.text) for note in imported.notes) == [
        ("changed", "the test draws 1 of the items of a section: give the assessment a `blueprint` that does so"),
        ("changed", "the time limit of 90 seconds became 2 minutes"),
        ("refused", "the test asks an item that is not in the source"),
    ]


def test_images_keep_their_bytes_and_lead_nowhere_else() -> None:
    item = sample("choice").replace(b'src="sign.png"', b'src="../../etc/sign.png"')
    imported = IMPORTER.read(Source("p.zip", {"a/b/item.xml": item, "etc/sign.png": b"a sign"}))
    assert imported.assets == {"etc/sign.png": b"a sign"}
    assert "![No dogs after nine](etc/sign.png)" in only(imported).stem
    imported = IMPORTER.read(Source("p.zip", {"item.xml": item}))
    assert [imported.title, *(group.title for group in imported.items)] == ["", ""]
    assert imported.assets == {}
    assert "sign.png" not in only(imported).stem


@pytest.mark.parametrize(
    "content", [b"", b"<", b"<a/>", b"\xff\xfe<", b'<!DOCTYPE x [<!ENTITY a "b">]><assessmentItem>&a;</assessmentItem>']
)
def test_what_is_no_item_is_a_note_at_most(content: bytes) -> None:
    assert IMPORTER.read(Source("x.xml", {"x.xml": content})).items == ()


def test_a_document_of_another_kind_is_named() -> None:
    imported = IMPORTER.read(Source("upload.xml", {"upload.xml": b"<assessmeeraction/>"}))
    assert [(note.kind, note.text) for note in imported.notes] == [("refused", "there is no item and no test of QTI in it")]


@pytest.mark.parametrize("value", ["NaN", "1e999", "-INF", "nan"])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    content = sample("number").replace(b"<value>100<", b"<value>%b<" % value.encode())
    imported = read(item=content)
    assert not imported.items
    assert [note.kind for note in imported.notes] == ["refused"]


def test_an_image_without_places_is_refused() -> None:
    content = re.sub(rb"<hotspotChoice[^>]*/>", b"", sample("hotspot"))
    imported = read(item=content)
    assert [note.text for note in imported.notes] == ["there is nothing in it to choose"]


def test_only_qti_2_is_recognised() -> None:
    assert IMPORTER.recognises(Source("x.xml", {"x.xml": sample("choice")})) > 0.9
    assert IMPORTER.recognises(Source("x.xml", {"x.xml": sample("choice").replace(b"imsqti_v2p1", b"imsqti_v2p2")})) > 0.9
    assert IMPORTER.recognises(Source("x.xml", {"x.xml": b"<questestinterop/>", "y.txt": b""})) == 0


def test_two_choices_that_are_right_where_one_may_be_chosen_are_refused() -> None:
    both = b"<or><match><variable identifier='response1'/><baseValue baseType='identifier'>i1</baseValue></match>"
    content = sample("conditions").replace(
        b'<match><variable identifier="response1"/><baseValue baseType="identifier">i2',
        both + b'<match><variable identifier="response1"/><baseValue baseType="identifier">i2',
        1,
    )
    content = content.replace(b"i2</baseValue></match>", b"i2</baseValue></match></or>", 1)
    assert [note.text for note in read(x=content).notes] == ["more than one of its choices is right, and only one may be chosen"]


def test_values_that_are_drawn_are_read_as_we_write_them_and_no_other() -> None:
    template = (
        b"<templateProcessing><setTemplateValue identifier='A'><randomInteger min='1' max='9'/></setTemplateValue></templateProcessing>"
    )
    imported = read(x=sample("number").replace(b"<itemBody>", template + b"<itemBody>"))
    assert [note.text for note in imported.notes] == ["its values are drawn in a way that is not known"]
    assert FormulaInteraction.__name__ not in str(imported.items)
