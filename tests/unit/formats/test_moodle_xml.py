"""Moodle XML, read back by an XML parser."""

from base64 import b64decode
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.formats.moodle import Filed
from cedu.formats.moodle_xml.document import quiz
from cedu.items.matching import Matching, Pair
from cedu.items.multiple_choice import MultipleChoice
from cedu.items.number import Number
from cedu.items.ordering import Ordering, Place
from cedu.items.short_text import ShortText
from cedu.items.single_choice import SingleChoice
from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Bank
from cedu.model.choice import Choice
from cedu.model.item import Feedback, Item
from cedu.model.origin import start_of
from cedu.model.pool import Pooled
from cedu.source.load import read_entity

ORIGIN = start_of("exams/a.bank.yaml")
FEEDBACK = Feedback(origin=ORIGIN, correct="Yes, *so*.", incorrect="No.")


def written(item: Item, root: Path = Path()) -> Element:
    """The one question of a file."""
    pooled = Pooled(Bank(origin=ORIGIN, id="bank", title="Bank", items=(item,)), item)
    questions = fromstring(quiz([Filed(pooled, "$course$/top/bank")], root.joinpath)).findall("question")
    assert questions[0].get("type") == "category"
    assert questions[0].findtext("category/text") == "$course$/top/bank"
    assert len(questions) == 2
    return questions[1]


def answers(question: Element) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.get("fraction"), each.findtext("text"), each.findtext("feedback/text")) for each in question.findall("answer")]


def test_what_every_question_has() -> None:
    item = TrueFalse(
        origin=ORIGIN,
        id="now",
        type="true-false",
        stem="It *is* < 5 & > 3.",
        answer=False,
        points=2.5,
        formerly=("once",),
        tags=("a",),
        feedback=FEEDBACK,
    )
    question = written(item)
    assert question.get("type") == "truefalse"
    assert question.findtext("name/text") == question.findtext("idnumber") == "bank.once"
    assert question.find("questiontext").get("format") == "html"
    assert question.findtext("questiontext/text") == "It <em>is</em> &lt; 5 &amp; &gt; 3."
    assert (question.findtext("defaultgrade"), question.findtext("penalty"), question.findtext("hidden")) == ("2.5", "0", "0")
    assert [tag.text for tag in question.findall("tags/tag/text")] == ["medium", "a"]
    assert answers(question) == [("0", "true", "No."), ("100", "false", "Yes, <em>so</em>.")]


def test_choices() -> None:
    choices = tuple(Choice(origin=ORIGIN, id=id, text=f"`{id}`", correct=id != "c", feedback=f"about {id}") for id in "abcd")
    item = MultipleChoice(origin=ORIGIN, id="m", type="multiple-choice", stem="?", choices=choices, shuffle=False, feedback=FEEDBACK)
    question = written(item)
    assert question.get("type") == "multichoice"
    assert (question.findtext("single"), question.findtext("shuffleanswers"), question.findtext("answernumbering")) == (
        "false",
        "false",
        "abc",
    )
    assert [each[0] for each in answers(question)] == ["33.33333", "33.33333", "-100", "33.33333"]
    assert answers(question)[0][1:] == ("<code>a</code>", "about a")
    assert question.findtext("correctfeedback/text") == "Yes, <em>so</em>."
    assert question.findtext("partiallycorrectfeedback/text") == question.findtext("incorrectfeedback/text") == "No."
    single = SingleChoice(origin=ORIGIN, id="s", type="single-choice", stem="?", choices=(*choices[2:3], *choices[:1]))
    assert written(single).findtext("single") == "true"
    assert [each[0] for each in answers(written(single))] == ["0", "100"]


def test_typed_answers() -> None:
    text = ShortText(origin=ORIGIN, id="s", type="short-text", stem="?", answers=("2*3", "six"), case_sensitive=True, feedback=FEEDBACK)
    question = written(text)
    assert (question.get("type"), question.findtext("usecase")) == ("shortanswer", "1")
    assert [each[:2] for each in answers(question)] == [("100", "2\\*3"), ("100", "six"), ("0", "*")]
    number = written(Number(origin=ORIGIN, id="n", type="number", stem="?", answer=3.0, tolerance=0.25))
    assert number.get("type") == "numerical"
    assert answers(number) == [("100", "3", "")]
    assert number.findtext("answer/tolerance") == "0.25"


def test_matching_and_ordering() -> None:
    pairs = tuple(Pair(origin=ORIGIN, id=id, premise=f"*{id}*", response=f"is `{id}`") for id in "ab")
    question = written(Matching(origin=ORIGIN, id="m", type="matching", stem="?", pairs=pairs))
    assert question.get("type") == "matching"
    rows = [(row.findtext("text"), row.findtext("answer/text")) for row in question.findall("subquestion")]
    assert rows == [("<em>a</em>", "is a"), ("<em>b</em>", "is b"), ("", "—")]
    places = tuple(Place(origin=ORIGIN, id=id, text=f"do {id}") for id in "cab")
    question = written(Ordering(origin=ORIGIN, id="o", type="ordering", stem="?", sequence=places))
    assert (question.get("type"), question.findtext("gradingtype"), question.findtext("selecttype")) == (
        "ordering",
        "ALL_OR_NOTHING",
        "ALL",
    )
    assert [each[:2] for each in answers(question)] == [("1", "do c"), ("2", "do a"), ("3", "do b")]
    assert (question.findtext("shownumcorrect"), question.find("hint")) == ("0", None)


def test_feedback_on_an_order_is_what_moodle_combines(tmp_path: Path) -> None:
    question = read_item(
        "{id: o, type: ordering, stem: Order., sequence: [{id: b, text: B}, {id: a, text: A}], "
        "feedback: {correct: Yes., incorrect: '*No.*'}}",
        tmp_path,
    )
    said = [question.findtext(f"{tag}/text") for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")]
    assert said == ["Yes.", "<em>No.</em>", "<em>No.</em>"]


def read_item(yaml: str, root: Path) -> Element:
    """The question that an item written in YAML becomes."""
    (root / "exams").mkdir(exist_ok=True)
    path = f"exams/{len(list((root / 'exams').iterdir()))}.bank.yaml"
    (root / path).write_text(f"id: bank\ntitle: Bank\nitems:\n  - {yaml}\n", encoding="utf-8")
    bank = read_entity(root, path, "bank")
    assert isinstance(bank, Bank)
    return written(bank.items[0], root)


def test_gaps_stand_in_the_text(tmp_path: Path) -> None:
    question = read_item(
        "{id: g, type: gap-text, points: 4, stem: 'A [[x]] {y} `[[z]]`.', feedback: {correct: So., incorrect: No.}, "
        "gaps: [{id: x, answers: ['a}b', c]}, {id: z, answers: [Z], patterns: ['Z .*'], case_sensitive: true}]}",
        tmp_path,
    )
    assert (question.get("type"), question.get("ids")) == ("cloze", "x; z")
    assert question.findtext("questiontext/text") == (
        "A {2:SHORTANSWER:=a&#92;&#125;b~=c} &#123;y&#125; <code>{2:SHORTANSWER_C:=Z~=Z &#42;}</code>."
    )
    assert question.findtext("generalfeedback/text") == "<p>So.</p>\n<p>No.</p>"
    chosen = read_item(
        "{id: g, type: gap-choice, shuffle: false, stem: '[[x]]', gaps: [{id: x, choices: [{id: a, text: '<b>', correct: true}, "
        "{id: b, text: B}]}]}",
        tmp_path,
    )
    assert chosen.get("ids") == "x a b"
    assert chosen.findtext("questiontext/text") == "{1:MULTICHOICE:=&#38;lt;b&#38;gt;~B}"


def test_a_formula_has_the_values_that_were_drawn(tmp_path: Path) -> None:
    question = read_item(
        "{id: f, type: formula, stem: '[[m]] kg and {m}?', variables: [{name: m, lowest: 1, highest: 3, step: 0.5}], formula: m^2, "
        "tolerance: 0.1, variants: 3, units: [{name: m}, {name: km, factor: 1000}]}",
        tmp_path,
    )
    assert question.get("type") == "calculated"
    assert question.findtext("questiontext/text") == "{m} kg and &#123;m&#125;?"
    assert answers(question) == [("100", "pow({m}, 2)", "")]
    assert (question.findtext("answer/tolerance"), question.findtext("answer/tolerancetype")) == ("0.1", "2")
    (definition,) = question.findall("dataset_definitions/dataset_definition")
    assert [definition.findtext(f"{tag}/text") for tag in ("status", "name", "distribution", "minimum", "maximum", "decimals")] == [
        *("private", "m", "uniform", "1", "3", "1")
    ]
    values = [float(each.findtext("value") or "") for each in definition.findall("dataset_items/dataset_item")]
    assert len(values) == len(set(values)) == int(definition.findtext("itemcount") or 0) == 3
    assert set(values) <= {1, 1.5, 2, 2.5, 3}
    assert [(each.findtext("unit_name"), each.findtext("multiplier")) for each in question.findall("units/unit")] == [
        ("m", "1"),
        ("km", "0.001"),
    ]
    assert [question.findtext(tag) for tag in ("unitgradingtype", "unitpenalty", "showunits", "unitsleft")] == ["2", "1", "0", "0"]


def test_braces_in_what_is_said_of_a_formula_stand_for_themselves(tmp_path: Path) -> None:
    question = read_item(
        r"{id: f, type: formula, stem: '[[a]]', variables: [{name: a, lowest: 1, highest: 3}], formula: a, hint: 'Not {a}.', "
        r"feedback: {correct: 'It is $\sqrt{a}$.', incorrect: '{=1+1}'}}",
        tmp_path,
    )
    assert question.findtext("questiontext/text") == "{a}"
    assert [each[1:] for each in answers(question)] == [("{a}", r"It is \(\sqrt&#123;a&#125;\)."), ("*", "&#123;=1+1&#125;")]
    assert question.findtext("hint/text") == "Not &#123;a&#125;."


def test_what_a_person_marks(tmp_path: Path) -> None:
    rubric = "rubric: [{id: why, text: Says *why*, points: 2}]"
    essay = read_item(f"{{id: e, type: essay, stem: Why?, lines: 7, model_answer: So., hint: Think., {rubric}}}", tmp_path)
    assert essay.get("type") == "essay"
    assert [essay.findtext(tag) for tag in ("responseformat", "responserequired", "responsefieldlines", "attachments")] == [
        *("editor", "1", "7", "0")
    ]
    assert essay.findtext("graderinfo/text") == (
        '<table class="rubric"><tr data-id="why"><td class="criterion">Says <em>why</em></td><td class="points">2</td></tr></table>'
        '<div class="model-answer">So.</div>'
    )
    assert essay.findtext("hint/text") == "Think."
    upload = read_item("{id: u, type: upload, stem: Hand in., file_types: [pdf, zip], files: 2}", tmp_path)
    assert upload.get("type") == "essay"
    tags = ("responseformat", "attachments", "attachmentsrequired", "filetypeslist")
    assert [upload.findtext(tag) for tag in tags] == ["noinline", "2", "1", ".pdf,.zip"]


def test_what_nobody_marks(tmp_path: Path) -> None:
    scale = read_item("{id: s, type: scale, stem: Sure?, steps: [{id: not-so, text: Not so}, {id: very, text: Very}]}", tmp_path)
    assert (scale.get("type"), scale.get("ids"), scale.findtext("defaultgrade")) == ("multichoice", "not-so very", "0")
    assert [each[0] for each in answers(scale)] == ["100", "100"]
    assert scale.findtext("shuffleanswers") == "false"
    passage = read_item("{id: p, type: passage, stem: Read.}", tmp_path)
    assert (passage.get("type"), passage.findtext("defaultgrade")) == ("description", "0")


def test_a_marker_belongs_on_each_right_place(tmp_path: Path) -> None:
    (tmp_path / "exams" / "assets").mkdir(parents=True)
    (tmp_path / "exams" / "assets" / "a.png").write_bytes(b"\x89PNG")
    question = read_item(
        "{id: h, type: hotspot, multiple: true, stem: Where?, image: {file: assets/a.png, text: A, width: 800, height: 30}, areas: ["
        "{id: a, label: A, shape: rectangle, coordinates: [1, 2, 11, 22], correct: true}, "
        "{id: b, label: B, shape: circle, coordinates: [20, 20, 5]}, "
        "{id: c, label: C, shape: polygon, coordinates: [700, 1, 720, 1, 710, 9], correct: true}]}",
        tmp_path,
    )
    assert (question.get("type"), question.get("ids")) == ("ddmarker", "a c")
    file = question.find("file")
    assert file is not None
    assert (file.get("name"), file.get("path"), b64decode(file.text or "")) == ("a.png", "/", b"\x89PNG")
    assert [each.findtext("noofdrags") for each in question.findall("drag")] == ["2"]
    drops = [[each.findtext(tag) for tag in ("no", "shape", "coords", "choice")] for each in question.findall("drop")]
    assert drops == [["1", "rectangle", "1,2;10,20", "1"], ["2", "polygon", "700,1;720,1;710,9", "1"]]


def test_categories_are_rows_and_ids_are_no_text(tmp_path: Path) -> None:
    question = read_item(
        "{id: c, type: categorization, stem: Sort., categories: [{id: x, text: X}, {id: y, text: Y}, {id: z, text: Z}], "
        "elements: [{id: a, text: A, category: y}, {id: b, text: B, category: y}]}",
        tmp_path,
    )
    rows = [(row.findtext("text"), row.findtext("answer/text")) for row in question.findall("subquestion")]
    assert rows == [("A", "Y"), ("B", "Y"), ("", "X"), ("", "Z")]
    assert question.get("ids") == "a b; x y z; y y"


def test_maths_is_latex_that_moodle_shows(tmp_path: Path) -> None:
    question = read_item(r"{id: m, type: true-false, answer: true, stem: 'Is $\frac{1}{2} < 1$?'}", tmp_path)
    assert question.findtext("questiontext/text") == r"Is \(\frac{1}{2} &lt; 1\)?"


def test_images_travel_inside(tmp_path: Path) -> None:
    (tmp_path / "exams").mkdir()
    (tmp_path / "exams" / "ein bild.png").write_bytes(b"\x89PNG1")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG2")
    choices = (
        Choice(origin=ORIGIN, id="a", text="![two](../logo.png)", correct=True),
        Choice(origin=ORIGIN, id="b", text="[no](../other.md)"),
    )
    item = SingleChoice(origin=ORIGIN, id="s", type="single-choice", stem="What is ![one](<ein bild.png>)?", choices=choices)
    question = written(item, tmp_path)
    assert 'src="@@PLUGINFILE@@/ein%20bild.png"' in question.findtext("questiontext/text")
    file = question.find("questiontext/file")
    assert (file.get("name"), file.get("path"), file.get("encoding")) == ("ein bild.png", "/", "base64")
    assert b64decode(file.text) == b"\x89PNG1"
    first, second = question.findall("answer")
    assert (first.find("file").get("name"), first.find("file").get("path")) == ("logo.png", "/_/")
    assert b64decode(first.findtext("file")) == b"\x89PNG2"
    assert second.findtext("text") == "no"
    assert second.find("file") is None


@settings(max_examples=150, deadline=None)
@given(stem=st.text(min_size=1).filter(str.strip), answer=st.text(min_size=1).filter(str.strip))
def test_any_text_is_well_formed_xml(stem: str, answer: str) -> None:
    question = written(ShortText(origin=ORIGIN, id="s", type="short-text", stem=stem.replace("![", "! ["), answers=(answer,)))
    assert question.findtext("answer/text") is not None


def test_the_same_item_gives_the_same_bytes() -> None:
    item = TrueFalse(origin=ORIGIN, id="t", type="true-false", stem="So.", answer=True)
    filed = [Filed(Pooled(Bank(origin=ORIGIN, id="bank", title="Bank", items=(item,)), item), "x")]
    assert quiz(filed, Path) == quiz(filed, Path)
    with pytest.raises(FileNotFoundError):
        written(TrueFalse(origin=ORIGIN, id="t", type="true-false", stem="![a](gone.png)", answer=True))
