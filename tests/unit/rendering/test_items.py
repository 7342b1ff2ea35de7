"""Items as forms: what a learner can reach with a keyboard, and what `quiz.js` reads."""

import json
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import pytest
from lxml import html

from cedu.items.matching import Distractor, Matching, Pair
from cedu.items.multiple_choice import MultipleChoice
from cedu.items.number import Number
from cedu.items.ordering import Ordering, Place
from cedu.items.short_text import ShortText
from cedu.items.single_choice import SingleChoice
from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Assessment
from cedu.model.choice import Choice
from cedu.model.item import Feedback
from cedu.model.origin import Origin
from cedu.model.pool import Pooled
from cedu.rendering.items import assessment_form, item_field, item_names
from cedu.rendering.markdown import as_written
from cedu.rendering.words import words_in

_MARK = SimpleNamespace(line=0, column=0, index=0)
AT = Origin("a.assessment.yaml", (None, _MARK, _MARK, None))
CHOICES = (
    Choice(origin=AT, id="one", text="`1`", correct=True),
    Choice(origin=AT, id="zero", text="0 < 1", feedback="*Nothing* is wrong."),
)
ITEMS = (
    SingleChoice(origin=AT, id="single", type="single-choice", stem="What *is* it?", choices=CHOICES),
    MultipleChoice(origin=AT, id="multiple", type="multiple-choice", stem="Which?", choices=CHOICES, scoring="partial", points=2),
    TrueFalse(origin=AT, id="truth", type="true-false", stem="So?", answer=False),
    ShortText(origin=AT, id="text", type="short-text", stem="Say it", answers=("a", "b")),
    Number(origin=AT, id="number", type="number", stem="How many?", answer=3.5, tolerance=0.5),
    Ordering(
        origin=AT,
        id="order",
        type="ordering",
        stem="Sort",
        sequence=(Place(origin=AT, id="z", text="first"), Place(origin=AT, id="a", text="last")),
    ),
    Matching(
        origin=AT,
        id="match",
        type="matching",
        stem="Match",
        pairs=(Pair(origin=AT, id="p", premise="P", response="`R`"), Pair(origin=AT, id="q", premise="Q", response="S")),
        distractors=(Distractor(origin=AT, id="d", response="T"),),
    ),
)
ASSESSMENT = Assessment(
    origin=AT, id="quiz", title="Quiz", purpose="formative", stakes="practice", passing_score=80, attempts=3, shuffle=True, items=ITEMS
)
ENGLISH = words_in("en")


def asked(assessment, items):
    return assessment_form(assessment, [Pooled(assessment, item) for item in items], ENGLISH, lambda path: as_written)


def fields():
    form = html.fromstring(asked(ASSESSMENT, ITEMS))
    return form, {json.loads(field.get("data-item"))["id"]: field for field in form.findall(".//fieldset")}


def test_the_form_has_the_settings_of_its_assessment():
    form, found = fields()
    assert dict(form.attrib) == {
        "class": "assessment", "data-assessment": "quiz", "data-stakes": "practice",
        "data-passing": "80", "data-attempts": "3", "data-shuffle": "",
    }  # fmt: skip
    assert list(found) == [item.id for item in ITEMS]


def test_each_item_holds_its_key_for_the_script():
    _, found = fields()
    keys = {id: json.loads(field.get("data-item")) for id, field in found.items()}
    assert keys["single"] == {"id": "single", "points": 1, "type": "single", "keys": ["one"], "shuffle": True}
    assert keys["multiple"] == {"id": "multiple", "points": 2, "type": "multiple", "keys": ["one"], "penalty": 1, "shuffle": True}
    assert keys["truth"] == {"id": "truth", "points": 1, "type": "true-false", "keys": ["false"]}
    assert keys["text"] == {"id": "text", "points": 1, "type": "text", "answers": ["a", "b"], "caseSensitive": False}
    assert keys["number"] == {"id": "number", "points": 1, "type": "number", "answer": 3.5, "tolerance": 0.5}
    assert keys["order"] == {"id": "order", "points": 1, "type": "order", "keys": ["z", "a"]}
    assert keys["match"] == {"id": "match", "points": 1, "type": "match", "keys": {"p": "p-response", "q": "q-response"}}


def test_each_control_has_a_name_that_a_screen_reader_says():
    form, found = fields()
    ids = {element.get("id") for element in form.iter() if element.get("id")}
    controls = form.xpath(".//input | .//select")
    assert len(controls) == 2 + 2 + 2 + 1 + 1 + 2
    for control in controls:
        named = control.getparent().tag == "label" or control.get("aria-labelledby") in ids
        assert named or form.xpath(".//label[@for=$id]", id=control.get("id")), html.tostring(control)
    for field in found.values():
        assert field.find("legend").text_content()
    assert {box.get("type") for box in found["multiple"].findall(".//input")} == {"checkbox"}
    assert len({box.get("name") for box in found["single"].findall(".//input")}) == 1


def test_the_right_order_is_not_the_one_on_the_page():
    _, found = fields()
    assert [row.get("data-option") for row in found["order"].findall(".//li")] == ["a", "z"]
    assert [option.text for option in found["match"].find(".//select")] == ["Choose …", "T", "R", "S"]


def test_feedback_waits_until_it_is_earned():
    item = replace(ITEMS[0], feedback=Feedback(origin=AT, correct="So *it* is.", incorrect="See [there](x.md)."))
    field = html.fromstring(item_field(item, "quiz", "x", ENGLISH, lambda url: f"new/{url}"))
    notes = field.findall(".//div[@class='feedback']")
    assert [(note.get("data-when"), note.get("hidden") is not None) for note in notes] == [
        (None, True), ("correct", True), ("incorrect", True)
    ]  # fmt: skip
    assert notes[2].find("a").get("href") == "new/x.md"


def test_a_stem_of_several_paragraphs_names_the_field_without_a_legend():
    field = html.fromstring(item_field(replace(ITEMS[0], stem="Look:\n\n```\ncode\n```\n\nWhat is it?"), "quiz", "x", ENGLISH))
    assert field.find("legend") is None
    assert field.get("aria-labelledby") == "quiz.x.stem" == field.find("div").get("id")


def test_texts_cannot_leave_their_place():
    item = ShortText(origin=AT, id="t", type="short-text", stem="<b onclick='x'>", answers=("'\"><script>x</script>",))
    text = item_field(item, "quiz", "x", ENGLISH)
    assert "<script" not in text and "<b" not in text
    assert json.loads(unescape(text.split('data-item="')[1].split('"')[0]))["answers"] == ["'\"><script>x</script>"]


def test_items_of_two_banks_with_one_name_are_two():
    twice = [ITEMS[0], ITEMS[1], ITEMS[0], replace(ITEMS[0], id="single-2")]
    form = html.fromstring(asked(ASSESSMENT, twice))
    names = [json.loads(field.get("data-item"))["id"] for field in form.iter("fieldset")]
    assert names == ["single", ITEMS[1].id, "single-2", "single-2-2"] == item_names(twice)
    assert len({box.get("name") for box in form.xpath(".//input[@type='radio']")}) == 3


def test_a_field_takes_twice_what_is_right_and_no_more():
    def typed(*answers):
        item = ShortText(origin=AT, id="t", type="short-text", stem="S", answers=answers)
        return html.fromstring(item_field(item, "quiz", "t", ENGLISH)).find("input").get("maxlength")

    assert typed("word") == typed("w" * 20) == "40"
    assert typed("a", "w" * 50) == "100"
    assert typed("w" * 200) == "255"
    assert typed("w" * 300) == "300"
    assert typed("\U0001f44d" * 30) == "120"


def test_the_keys_of_a_certification_exam_stay_here():
    with pytest.raises(ValueError, match="must not leave"):
        asked(replace(ASSESSMENT, stakes="certification"), ITEMS)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB", ("True", "False")), ("de", ("Richtig", "Falsch")), ("fr", ('<span lang="en">True</span>', '<span lang="en">False</span>'))],
)
def test_true_and_false_are_in_the_language_of_the_page(language, words):
    text = item_field(ITEMS[2], "quiz", "x", words_in(language))
    assert [text.count(f"<span>{word}</span></label>") for word in words] == [1, 1]
