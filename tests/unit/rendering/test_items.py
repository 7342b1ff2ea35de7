"""Items as forms: what a learner can reach with a keyboard, and what `quiz.js` reads."""

import json
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import pytest
from lxml import html

from cedu.items.essay import Essay
from cedu.items.formula import FormulaItem as Formula
from cedu.items.formula import Variable
from cedu.items.gap_text import GapText, TypedGap
from cedu.items.hotspot import Area, Hotspot, Image
from cedu.items.matching import Distractor, Matching, Pair
from cedu.items.multiple_choice import MultipleChoice
from cedu.items.number import Number
from cedu.items.ordering import Ordering, Place
from cedu.items.passage import Passage
from cedu.items.short_text import ShortText
from cedu.items.single_choice import SingleChoice
from cedu.items.true_false import TrueFalse
from cedu.items.upload import Upload
from cedu.model.assessment import Assessment
from cedu.model.choice import Choice
from cedu.model.item import Feedback
from cedu.model.origin import Origin
from cedu.model.pool import Pooled
from cedu.model.rubric import Criterion
from cedu.model.unit import Unit
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


def drawn(item):
    """An item as it is drawn, and its data."""
    field = html.fromstring(item_field(item, "quiz", item.id, ENGLISH, lambda url: f"put/{url}"))
    return field, json.loads(field.get("data-item") or "{}")


def test_gaps_are_fields_in_the_stem_in_code_too():
    stem = "Type [[one]]:\n\n```python\nrun([[two]])\n```\n\n[x](https://example.org/[[one]])"
    gaps = (TypedGap(origin=AT, id="one", answers=("a",)), TypedGap(origin=AT, id="two", answers=("longer", "b"), patterns=("b+",)))
    field, data = drawn(GapText(origin=AT, id="gaps", type="gap-text", stem=stem, gaps=gaps))
    assert data["gaps"] == [
        {"id": "one", "answers": ["a"], "caseSensitive": False},
        {"id": "two", "answers": ["longer", "b"], "caseSensitive": False, "patterns": ["b+"]},
    ]
    assert field.find("legend") is None and field.get("aria-labelledby") == field.find_class("stem")[0].get("id")
    fields = field.findall(".//input")
    assert [one.get("aria-label") for one in fields] == ["Gap 1 of 2", "Gap 2 of 2"]
    assert [one.get("maxlength") for one in fields] == ["40", "255"]
    assert len({one.get("size") for one in fields}) == 1  # a narrow field would tell that its answer is short
    assert [len(list(one.iterancestors("code"))) for one in fields] == [0, 1]
    assert field.find(".//a").get("href") == "put/https://example.org/[[one]]"


def test_a_gap_that_has_no_place_in_the_stem_comes_after_it():
    gaps = (TypedGap(origin=AT, id="one", answers=("a",)), TypedGap(origin=AT, id="two", answers=("b",)))
    field, _ = drawn(GapText(origin=AT, id="gaps", type="gap-text", stem="$1 + [[one]]$ and [[two]]", gaps=gaps))
    assert [one.get("data-gap") for one in field.find_class("stem")[0].iter("input")] == ["two", "one"]


def test_a_formula_is_drawn_once_for_each_set_of_values():
    a = Variable(origin=AT, name="a", lowest=1, highest=9, step=1)
    item = Formula(origin=AT, id="f", type="formula", stem="What is $2 \\cdot [[a]]$?", variables=(a,), formula="2 * a", variants=3)
    field, data = drawn(item)
    stems = field.xpath(".//*[@data-variant]")
    assert [stem.get("hidden") is not None for stem in stems] == [False, True, True]
    assert [float(stem.xpath("string(.//*[local-name()='mn'][2])")) * 2 for stem in stems] == data["variants"]
    assert "answer" not in data


def test_a_hotspot_ties_each_place_to_a_choice():
    areas = (
        Area(origin=AT, id="in", label="*inside*", shape="rectangle", coordinates=(10, 20, 30, 60), correct=True),
        Area(origin=AT, id="out", label="outside", shape="polygon", coordinates=(0, 0, 5, 0, 5, 5)),
    )
    image = Image(origin=AT, file="a b.png", text='A "map"', width=400, height=200)
    field, data = drawn(Hotspot(origin=AT, id="h", type="hotspot", stem="Where?", image=image, areas=areas))
    assert (data["type"], data["keys"]) == ("single", ["in"])
    shown = field.find(".//img")
    assert (shown.get("src"), shown.get("alt"), shown.get("width")) == ("put/a%20b.png", 'A "map"', "400")
    shapes = field.xpath(".//g[@data-area]")
    assert [(one.get("data-area"), one[0].tag) for one in shapes] == [("in", "rect"), ("out", "polygon")]
    assert [label.text_content() for label in field.iter("label")] == ["A inside", "B outside"]
    assert "style" not in {name for element in field.iter() for name in element.attrib}


def test_what_nobody_marks_here_has_no_points_and_says_what_counts_afterwards():
    rubric = (Criterion(origin=AT, id="one", text="Is it *clear*?", points=4),)
    essay, data = drawn(
        Essay(origin=AT, id="e", type="essay", stem="Why?", points=4, rubric=rubric, model_answer="So.", lines=5, max_characters=700)
    )
    assert (data["type"], data["points"]) == ("essay", 0)
    assert (essay.find("textarea").get("rows"), essay.find("textarea").get("maxlength")) == ("5", "700")
    (note,) = essay.find_class("rubric")
    assert note.get("hidden") is not None and note.text_content() == "What countsIs it clear? (4 points)Model answerSo."
    upload, data = drawn(Upload(origin=AT, id="u", type="upload", stem="Hand it in", file_types=("pdf",), files=2))
    assert data["points"] == 0 and upload.find(".//input") is None
    assert upload.find_class("note")[0].text_content().endswith("Types: pdf")
    passage = html.fromstring(item_field(Passage(origin=AT, id="p", type="passage", stem="## Title\n\nText"), "quiz", "p", ENGLISH))
    assert passage.get("data-item") is None and passage.find("h2").get("id") is None
    hinted = html.fromstring(item_field(Passage(origin=AT, id="p", type="passage", stem="Text", hint="Read *on*."), "quiz", "p", ENGLISH))
    assert hinted.find("details").text_content() == "HintRead on."


def test_nothing_can_be_passed_where_no_key_marks_anything():
    essay = Essay(origin=AT, id="e", type="essay", stem="Why?")
    assert "data-passing" not in asked(ASSESSMENT, [essay])
    assert 'data-passing="80"' in asked(ASSESSMENT, [essay, ITEMS[0]])


def test_units_hints_and_formulas_in_choices_are_said():
    units = (Unit(origin=AT, name="kg"), Unit(origin=AT, name="g", factor=0.001))
    field, data = drawn(Number(origin=AT, id="n", type="number", stem="How much?", answer=2, units=units, hint="Think *twice*."))
    assert data["units"] == [["kg", 1], ["g", 0.001]]
    entry = field.find("input")
    assert entry.get("inputmode") is None  # a keyboard for numbers has no letters
    assert field.get_element_by_id(entry.get("aria-describedby")).text_content() == "Write the unit, too: kg, g"
    assert field.find("details").text_content() == "HintThink twice."
    choices = (Choice(origin=AT, id="one", text="$x^2$", correct=True), Choice(origin=AT, id="two", text="none"))
    field, _ = drawn(SingleChoice(origin=AT, id="s", type="single-choice", stem="Which?", choices=choices))
    assert [box.get("aria-label") for box in field.findall(".//input")] == ["x^2", None]


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
