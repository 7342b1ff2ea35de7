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
