"""QTI 3.0 as others write it: what is read like 2.1 under other names, and what 3.0 alone has."""

from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source
from cedu.importers.qti30 import IMPORTER
from cedu.items import lift

SAMPLES = Path(__file__).parent / "samples" / "qti30"
IMAGES = {"sign.png": b"a sign", "map.png": b"a map"}
READ: dict[str, tuple[str, dict[str, Any], float]] = {
    "choice": (
        '![A calendar](sign.png "February")\n\nWhich year was a leap year?',
        {"type": "single-choice", "choices": [{"id": "a", "text": "1900", "feedback": "A century is none, mostly."},
                                              {"id": "b", "text": "2000", "correct": True}, {"id": "c", "text": "2023"}]}, 1,
    ),
    "text-entry": ("What comes of black and white?", {"type": "short-text", "answers": ["grey", "gray"]}, 1),
    "match": (
        "Who says what?",
        {"type": "matching", "pairs": [{"id": "a", "premise": "the cow", "response": "moo"},
                                       {"id": "b", "premise": "the cat", "response": "meow"}]}, 1,
    ),
    "hotspot": (
        "Where can one come in?",
        {"type": "hotspot", "multiple": True, "image": {"file": "map.png", "text": "A house", "width": 120, "height": 80},
         "areas": [{"id": "a", "label": "the door", "shape": "rectangle", "coordinates": [10, 40, 30, 80], "correct": True},
                   {"id": "b", "label": "the roof", "shape": "rectangle", "coordinates": [0, 0, 120, 20]},
                   {"id": "c", "label": "the gate", "shape": "circle", "coordinates": [100, 70, 9], "correct": True}]}, 1,
    ),
    "extended-text": (
        "Give three reasons.", {"type": "essay", "rubric": [{"id": "a", "text": "One point for each reason."}], "lines": 5}, 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_each_interaction_becomes_what_is_nearest(name: str) -> None:
    imported = IMPORTER.read(Source("p.zip", {"item.xml": (SAMPLES / f"{name}.xml").read_bytes(), **IMAGES}))
    (found,) = imported.items[0].items
    assert (found.stem, lift(found.interaction), found.points) == READ[name]
    assert imported.items[0].language == "en"


def test_a_player_of_its_own_is_refused() -> None:
    imported = IMPORTER.read(Source("portable.xml", {"portable.xml": (SAMPLES / "portable.xml").read_bytes()}))
    assert [(note.kind, note.place.line) for note in imported.notes] == [("refused", 7)]
    assert "portableCustomInteraction" in imported.notes[0].text


STIMULUS = b"""<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="S" title="The fox">
<qti-stimulus-body><p>A fox saw <img src="sign.png" alt="grapes"/>.</p></qti-stimulus-body></qti-assessment-stimulus>"""


def test_what_several_items_are_about_becomes_a_passage_before_them() -> None:
    reference = b'<qti-assessment-stimulus-ref identifier="S" href="../s.xml"/><qti-item-body>'
    content = (SAMPLES / "choice.xml").read_bytes().replace(b"<qti-item-body>", reference)
    members = {"a/1.xml": content, "a/2.xml": content, "s.xml": STIMULUS, "sign.png": b"a sign"}
    (items,) = IMPORTER.read(Source("p.zip", members)).items
    assert [lift(item.interaction)["type"] for item in items.items] == ["passage", "single-choice", "single-choice"]
    assert items.items[0].stem == "A fox saw ![grapes](sign.png)."


def test_only_qti_3_is_recognised() -> None:
    assert IMPORTER.recognises(Source("x.xml", {"x.xml": (SAMPLES / "choice.xml").read_bytes()})) > 0.9
    assert IMPORTER.recognises(Source("x.xml", {"x.xml": (SAMPLES.parent / "qti21" / "choice.xml").read_bytes()})) == 0
