"""QTI 1.2, scored as the standard says, and read as Moodle's and Canvas's importers read it."""

import html
from itertools import chain, combinations
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.formats.qti12 import document
from cedu.formats.qti12.questions import Choose, Fill, Label, Question

Q = f"{{{document.NAMESPACE}}}"
SCHEMA = "http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd"
SINGLE = Choose((Label("choice-a", "A", False, "About a."), Label("choice-b", "B", True), Label("choice-c", "C", False)))
SEVERAL = Choose(
    (Label("choice-a", "A", True, "About a."), Label("choice-b", "B", True), Label("choice-c", "C", False, "About c.")), several=True
)
FILL = Fill(("branch", "a branch"))


def question(response: Choose | Fill, **more: Any) -> Question:
    fields = {"ident": "q", "title": "bank.q", "fields": (("cc_profile", "cc.fib.v0p1"),), "text": "Which?", "response": response}
    return Question(**fields | more)


def written(response: Choose | Fill, **more: Any) -> Element:
    """One question as an `item`."""
    content = document.assessment("test", "Test", "en", (("cc_profile", "cc.exam.v0p1"),), [question(response, **more)], SCHEMA)
    (item,) = fromstring(content).iter(f"{Q}item")
    return item


def holds(test: Element, answer: frozenset[str]) -> bool:
    """What a condition says of an answer; several texts stand for any of them (CC 1.1, fill in the blank)."""
    match test.tag.removeprefix(Q):
        case "varequal":
            given = answer if test.get("case") == "Yes" else {one.lower() for one in answer}
            return (test.text if test.get("case") == "Yes" else (test.text or "").lower()) in given
        case "and":
            return all(holds(one, answer) for one in test)
        case "not":
            return not any(holds(one, answer) for one in test)
        case "other":
            return True
        case "conditionvar":
            return any(holds(one, answer) for one in test)
    raise AssertionError(test.tag)


def judged(item: Element, *answer: str) -> tuple[int, list[str]]:
    """The score of an answer in percent, and what is said after it, as response processing goes (ASI 1.2, 3.2.3)."""
    score, said = 0, []
    texts = {one.get("ident"): "".join(one.itertext()).strip() for one in item.iter(f"{Q}itemfeedback")}
    for condition in item.iter(f"{Q}respcondition"):
        if holds(condition.find(f"{Q}conditionvar"), frozenset(answer)):
            score = int(condition.findtext(f"{Q}setvar") or score)
            said += [texts[one.get("linkrefid")] for one in condition.iter(f"{Q}displayfeedback")]
            if condition.get("continue") == "No":
                break
    return score, said


def in_moodle(item: Element) -> dict[str, tuple[float, str]]:
    """What each answer is worth, and what is said after it (`entity11.quiz.class.php`: get_answers, get_score, get_feedback)."""
    conditions = list(item.iter(f"{Q}respcondition"))
    texts = {one.get("ident"): one.findtext(f"{Q}flow_mat/{Q}material/{Q}mattext") or "" for one in item.iter(f"{Q}itemfeedback")}
    scoring = [one for one in conditions if one.findtext(f"{Q}setvar") == "100"]
    if item.find(f".//{Q}response_str") is not None:
        return {one.text or "": (1, "") for one in scoring[0].findall(f"{Q}conditionvar/{Q}varequal")}
    keys = [one.text for one in scoring[0].findall(f"{Q}conditionvar/{Q}and/{Q}varequal") if one.get("case") == "Yes"]
    found = {}
    for label in item.iter(f"{Q}response_label"):
        mine = [one for one in conditions if (one.findtext(f"{Q}conditionvar/{Q}varequal") or "").lower() == label.get("ident", "").lower()]
        worth = 1 / len(keys) if label.get("ident") in keys else float(any(one.findtext(f"{Q}setvar") for one in mine))
        said = " ".join(texts[shown.get("linkrefid")] for one in mine for shown in one.findall(f"{Q}displayfeedback"))
        found[label.get("ident", "")] = (worth, said)
    return found


def in_canvas(item: Element) -> dict[str, tuple[int, str]]:
    """The weight of each answer, and its comment (`choice_interaction.rb`, `extended_text_interaction.rb`): a later weight wins."""
    texts = {one.get("ident"): "".join(one.itertext()).strip() for one in item.iter(f"{Q}itemfeedback")}
    weights: dict[str, int] = {one.get("ident", ""): 0 for one in item.iter(f"{Q}response_label")}
    comments: dict[str, str] = {}
    for condition in item.iter(f"{Q}respcondition"):
        tests, shown = condition.find(f"{Q}conditionvar"), condition.find(f"{Q}displayfeedback")
        exactly = tests.find(f"{Q}and")
        for one in tests.findall(f"{Q}varequal") if exactly is None else exactly.findall(f"{Q}varequal"):
            typed = item.find(f".//{Q}response_str") is not None
            weights[one.text or ""] = 100 if typed or exactly is not None or condition.findtext(f"{Q}setvar") else 0
            if shown is not None:
                comments.setdefault(one.text or "", texts[shown.get("linkrefid")])
    return {ident: (weight, comments.get(ident, "")) for ident, weight in weights.items()}


def test_a_file_is_what_the_profile_asks_for() -> None:
    content = document.assessment("t", "A  title", "de", (("cc_profile", "cc.exam.v0p1"),), [question(FILL)], SCHEMA, "<p>Before</p>")
    root = fromstring(content)
    assert root.tag == f"{Q}questestinterop"
    (test,) = root
    assert test.attrib == {"ident": "t", "title": "A title", "{http://www.w3.org/XML/1998/namespace}lang": "de"}
    assert [one.tag.removeprefix(Q) for one in test] == ["qtimetadata", "rubric", "section"]
    (item,) = test.find(f"{Q}section")
    assert [one.tag.removeprefix(Q) for one in item] == ["itemmetadata", "presentation", "resprocessing"]
    assert (item.get("ident"), item.get("title")) == ("q", "bank.q")
    assert item.find(f"{Q}resprocessing/{Q}outcomes/{Q}decvar").get("varname") == "SCORE"
    bank = fromstring(document.bank("b", "Bank", [question(FILL), question(SINGLE)], SCHEMA))
    assert [one.tag.removeprefix(Q) for one in bank[0]] == ["qtimetadata", "item", "item"]
    assert [text.text for text in bank[0][0][0]] == ["bank_title", "Bank"]


def test_the_parts_of_a_condition_come_in_order() -> None:
    for response in (SINGLE, SEVERAL, FILL):
        for condition in written(response, correct="R", incorrect="W").iter(f"{Q}respcondition"):
            parts = [one.tag.removeprefix(Q) for one in condition]
            assert parts == [name for name in ("conditionvar", "setvar", "displayfeedback") if name in parts]
            assert condition.get("continue") in ("Yes", "No")


@pytest.mark.parametrize(
    ("answer", "score", "said"),
    [("choice-b", 100, ["Right."]), ("choice-a", 0, ["About a.Wrong."]), ("choice-c", 0, ["Wrong."]), ("", 0, [])],
)
def test_one_choice(answer: str, score: int, said: list[str]) -> None:
    item = written(SINGLE, correct="Right.", incorrect="Wrong.")
    found, told = judged(item, *filter(None, [answer]))
    assert (found, [text.replace("<div>", "").replace("</div>", "") for text in told]) == (score, said)
    assert item.find(f".//{Q}response_lid").get("rcardinality") == "Single"
    assert {ident: worth for ident, (worth, _) in in_moodle(item).items()} == {"choice-a": 0, "choice-b": 1, "choice-c": 0}
    assert in_moodle(item)["choice-a"][1] == in_canvas(item)["choice-a"][1] == "<div>About a.</div><div>Wrong.</div>"
    assert in_canvas(item)["choice-b"] == (100, "Right.")


def test_several_choices_are_right_together_alone() -> None:
    item = written(SEVERAL, correct="Right.", incorrect="Wrong.")
    assert judged(item, "choice-a", "choice-b") == (100, ["About a.", "Right."])
    assert judged(item, "choice-a") == (0, ["About a.", "Wrong."])
    assert judged(item, "choice-a", "choice-b", "choice-c") == (0, ["About a.", "About c.", "Wrong."])
    assert judged(item) == (0, ["Wrong."])
    assert in_moodle(item) == {"choice-a": (0.5, "About a."), "choice-b": (0.5, ""), "choice-c": (0, "About c.")}
    assert in_canvas(item) == {"choice-a": (100, "About a."), "choice-b": (100, "Right."), "choice-c": (0, "About c.")}


def test_what_canvas_tells_apart_by_name_is_called_so() -> None:
    """`get_feedback`: what is called correct, incorrect or wrong is said of the whole question, so that nothing else may be."""
    wild = Choose((Label("choice-incorrect", "A", True, "a"), Label("choice-wrong", "B", False, "b")), several=True)
    idents = [one.get("ident") for one in written(wild, correct="R", incorrect="W").iter(f"{Q}itemfeedback")]
    assert idents == ["choice_1_fb", "choice_2_fb", "correct_fb", "general_incorrect_fb"]


@settings(max_examples=60, deadline=None)
@given(rights=st.lists(st.booleans(), min_size=2, max_size=5).filter(any), said=st.lists(st.booleans(), min_size=5, max_size=5))
def test_only_the_key_earns_all_of_it(rights: list[bool], said: list[bool]) -> None:
    labels = tuple(Label(f"choice-{n}", str(n), right, "F." if said[n] else "") for n, right in enumerate(rights))
    key = {label.ident for label in labels if label.right}
    item = written(Choose(labels, several=True), correct="R.", incorrect="W.")
    idents = [label.ident for label in labels]
    for answer in chain.from_iterable(combinations(idents, size) for size in range(len(idents) + 1)):
        assert judged(item, *answer)[0] == (100 if set(answer) == key else 0)
    assert {ident for ident, (weight, _) in in_canvas(item).items() if weight} == key
    assert sum(worth for worth, _ in in_moodle(item).values()) == pytest.approx(1)
    assert {ident for ident, (worth, _) in in_moodle(item).items() if worth} == key


def test_a_blank_takes_every_answer() -> None:
    item = written(FILL, correct="Right.", incorrect="Wrong.")
    assert judged(item, "A Branch") == judged(item, "branch") == (100, ["Right."])
    assert judged(item, "twig") == (0, ["Wrong."])
    assert in_moodle(item) == {"branch": (1, ""), "a branch": (1, "")}
    assert in_canvas(item) == {"branch": (100, "Right."), "a branch": (100, "Right.")}
    assert judged(written(Fill(("B",), case_sensitive=True)), "b")[0] == 0


def test_html_is_ascii_and_reads_back() -> None:
    text = 'Größe &lt; 日本 😀 <code>a &amp;&amp; b</code> <img src="$IMS-CC-FILEBASE$git/a.png" alt="ä">'
    content = document.assessment("t", "T", "en", (("cc_profile", "cc.exam.v0p1"),), [question(SINGLE, text=text + "\x00")], SCHEMA)
    (mattext, *_) = fromstring(content).iter(f"{Q}mattext")
    assert mattext.get("texttype") == "text/html"
    assert (mattext.text or "").isascii()
    assert html.unescape((mattext.text or "").replace("&lt;", "&amp;lt;").replace("&amp;&amp;", "&amp;amp;&amp;amp;")) == text + "\ufffd"
