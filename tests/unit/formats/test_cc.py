"""What items become in Common Cartridge's profile of QTI."""

from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.formats import cc, cc_losses
from cedu.formats.imscp import identifier
from cedu.formats.qti12.questions import Choose, Fill, Question, Write
from cedu.model.assessment import Assessment
from cedu.model.pool import Pooled
from cedu.model.workspace import Build
from cedu.rendering.markdown import inline
from cedu.source import structure, text

WRITING = cc.Writing(partial(identifier, "https://learn.example.org/"), lambda markdown, _: inline(markdown), str.title)
TEST = """\
id: check
title: Check
purpose: formative
stakes: practice
items:
"""


def assessment(items: str, **more: Any) -> Assessment:
    lines = [f"{key}: {value}" for key, value in more.items()]
    document, findings = text.read("a.assessment.yaml", ("\n".join(lines) + "\n" + TEST + items).encode())
    assert document is not None
    assert findings == []
    return structure.build(Assessment, document)


def questions(items: str) -> list[Question]:
    made = assessment(items)
    return list(cc.questions([Pooled(made, item) for item in made.items], WRITING))


def right(question: Question) -> list[str]:
    assert isinstance(question.response, Choose)
    return [label.text for label in question.response.labels if label.right]


def profile(question: Question) -> str:
    return dict(question.fields)["cc_profile"]


def test_a_single_choice_has_one_key_and_shows_it_anywhere() -> None:
    choices = ", ".join(f"{{id: c{n}, text: 'Text {n}', correct: {'true' if n == 0 else 'false'}}}" for n in range(4))
    made = questions("".join(f"  - {{id: q{n}, type: single-choice, stem: '*Q*', choices: [{choices}]}}\n" for n in range(12)))
    assert {profile(one) for one in made} == {"cc.multiple_choice.v0p1"}
    assert [right(one) for one in made] == [["Text 0"]] * 12
    places = {[label.right for label in one.response.labels].index(True) for one in made}  # type: ignore[union-attr]
    assert len(places) > 2
    assert made[0].text == "<em>Q</em>"
    assert [label.ident for label in made[0].response.labels] != ["choice-c0", "choice-c1", "choice-c2", "choice-c3"]  # type: ignore[union-attr]


def test_choices_that_are_not_shuffled_keep_their_order() -> None:
    choices = "[{id: 1a, text: A}, {id: b, text: B, correct: true}, {id: c, text: C, correct: true}]"
    (one,) = questions(f"  - {{id: q, type: multiple-choice, stem: Q, shuffle: false, choices: {choices}}}\n")
    assert isinstance(one.response, Choose)
    assert (one.response.several, one.response.shuffle) == (True, False)
    assert [(label.ident, label.right) for label in one.response.labels] == [("choice-1a", False), ("choice-b", True), ("choice-c", True)]
    assert profile(one) == "cc.multiple_response.v0p1"


def test_true_and_false_are_called_as_moodle_asks() -> None:
    (one,) = questions("  - {id: q, type: true-false, stem: So., answer: false, feedback: {correct: Yes., incorrect: No.}}\n")
    assert isinstance(one.response, Choose)
    assert [(label.ident, label.text, label.right) for label in one.response.labels] == [("true", "True", False), ("false", "False", True)]
    assert (profile(one), one.correct, one.incorrect) == ("cc.true_false.v0p1", "Yes.", "No.")


def test_what_is_typed_is_a_blank() -> None:
    word, number, point = questions(
        "  - {id: w, type: short-text, stem: W, answers: [a, b], case_sensitive: true}\n"
        "  - {id: n, type: number, stem: N, answer: 40, tolerance: 1}\n"
        "  - {id: p, type: number, stem: P, answer: -3.5}\n"
    )
    assert word.response == Fill(("a", "b"), case_sensitive=True)
    assert number.response == Fill(("40", "39", "41"))
    assert point.response == Fill(("-3.5", "-3,5"))
    assert {profile(one) for one in (word, number, point)} == {"cc.fib.v0p1"}


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("answer: 0.333, tolerance: 0.005", ("0.333", "0,333", "0.33", "0,33")),
        ("answer: 7", ("7",)),
        ("lowest: 1.5, highest: 3", ("1.5", "1,5", "3", "2")),
        ("lowest: 0, highest: 1000", ("0", "1000")),
        ("answer: 2, units: [{name: kg}, {name: g, factor: 0.001}]", ("2 kg", "2kg", "2000 g", "2000g")),
    ],
)
def test_a_number_may_be_written_in_any_way_that_is_near_enough(said: str, answers: tuple[str, ...]) -> None:
    (one,) = questions(f"  - {{id: n, type: number, stem: N, {said}}}\n")
    assert one.response == Fill(answers)


def test_each_gap_is_a_question_that_shows_where_it_stands() -> None:
    typed, other, chosen = questions(
        "  - {id: t, type: gap-text, points: 2, stem: 'A `[[a]](1)` and [[b]]', gaps: [{id: a, answers: [x]}, {id: b, answers: [y, z]}]}\n"
        "  - id: c\n    type: gap-choice\n    stem: C [[g]]\n"
        "    gaps: [{id: g, choices: [{id: k, text: '<k>', correct: true}, {id: l, text: L}]}]\n"
    )
    assert [one.title for one in (typed, other, chosen)] == ["check.t.a", "check.t.b", "check.c.g"]
    assert (typed.text, other.text) == ("A <code>[ ? ](1)</code> and …", "A <code>…(1)</code> and [ ? ]")
    assert (typed.response, other.response) == (Fill(("x",)), Fill(("y", "z")))
    assert [profile(one) for one in (typed, chosen)] == ["cc.fib.v0p1", "cc.multiple_choice.v0p1"]
    assert right(chosen) == ["&lt;k&gt;"]
    assert [dict(one.fields)["cc_weighting"] for one in (typed, other, chosen)] == ["1", "1", "1"]


def test_what_a_person_marks_is_an_essay_with_its_model_answer() -> None:
    essay, upload = questions(
        "  - {id: e, type: essay, stem: E, lines: 3, max_characters: 99, model_answer: '*So*', hint: H, feedback: {correct: C}}\n"
        "  - {id: u, type: upload, stem: U}\n"
    )
    assert (essay.response, essay.solution, essay.hint, essay.correct) == (Write(3, 99), "<em>So</em>", "H", "")
    assert {profile(one) for one in (essay, upload)} == {"cc.essay.v0p1"}
    assert dict(essay.fields)["qmd_computerscored"] == "No"


def test_a_formula_is_its_first_drawing() -> None:
    (one,) = questions("  - {id: f, type: formula, stem: '[[a]] + 1?', variables: [{name: a, lowest: 4, highest: 4}], formula: a + 1}\n")
    assert (one.text, one.response) == ("4 + 1?", Fill(("5",)))
    assert questions("  - {id: f, type: formula, stem: '[[a]]', variables: [{name: a, lowest: 0, highest: 0}], formula: 1 / a}\n") == []


def test_a_point_on_an_image_is_a_choice_below_it() -> None:
    area = "{id: %s, label: '*%s*', shape: circle, coordinates: [1, 1, 1]%s}"
    areas = ", ".join((area % ("a", "A", ", correct: true"), area % ("b", "B", "")))
    (one,) = questions(
        f"  - {{id: h, type: hotspot, stem: H, image: {{file: i.png, text: 'A [b]', width: 2, height: 2}}, areas: [{areas}]}}\n"
    )
    assert 'alt="A [b]"' in one.text and one.text.startswith("<p>H</p>")
    assert right(one) == ["<em>A</em>"]


def test_a_passage_stands_before_what_is_about_it_and_a_scale_is_not_asked() -> None:
    made = questions(
        "  - {id: first, type: true-false, stem: F., answer: true}\n"
        "  - {id: p, type: passage, stem: Read *this*.}\n"
        "  - {id: s, type: scale, stem: S, steps: [{id: a, text: A}, {id: b, text: B}]}\n"
        "  - {id: one, type: true-false, stem: One., answer: true}\n"
        "  - {id: two, type: true-false, stem: Two., answer: true}\n"
    )
    before = "<div>Read <em>this</em>.</div>"
    assert [one.text for one in made] == ["F.", f"{before}<div>One.</div>", f"{before}<div>Two.</div>"]


def test_a_matching_is_a_choice_for_each_premise_which_share_its_points() -> None:
    made = questions(
        "  - id: m\n    type: matching\n    stem: Match\n    points: 2\n"
        "    pairs: [{id: p, premise: P, response: One}, {id: q, premise: Q, response: Two}, {id: r, premise: R, response: One}]\n"
        "    distractors: [{id: d, response: None}]\n"
        "  - {id: t, type: true-false, stem: So., answer: true}\n"
    )
    assert [one.title for one in made] == ["check.m.p", "check.m.q", "check.m.r", "check.t"]
    assert [right(one) for one in made[:3]] == [["One"], ["Two"], ["One"]]
    assert all(sorted(label.text for label in one.response.labels) == ["None", "One", "Two"] for one in made[:3])  # type: ignore[union-attr]
    assert made[0].text == "<div>Match</div><div>P</div>"
    assert [dict(one.fields)["cc_weighting"] for one in made] == ["2", "2", "2", "3"]
    assert len({one.ident for one in made}) == 4


@pytest.mark.parametrize("count", [2, 3, 6])
def test_an_order_is_a_choice_between_sequences(count: int) -> None:
    things = ", ".join(f"{{id: s{n}, text: 'Step {n}'}}" for n in range(count))
    (one,) = questions(f"  - {{id: o, type: ordering, stem: O, sequence: [{things}]}}\n")
    assert right(one) == ["<ol>" + "".join(f"<li>Step {n}</li>" for n in range(count)) + "</ol>"]
    texts = [label.text for label in one.response.labels]  # type: ignore[union-attr]
    assert len(set(texts)) == len(texts) == (2 if count == 2 else 4)


def test_things_that_read_alike_change_no_places() -> None:
    (one,) = questions("  - {id: o, type: ordering, stem: O, sequence: [{id: a, text: A}, {id: b, text: A}, {id: c, text: C}]}\n")
    texts = [label.text for label in one.response.labels]  # type: ignore[union-attr]
    assert len(set(texts)) == len(texts) == 3


@given(points=st.lists(st.fractions(min_value=Fraction(1, 60), max_value=1000, max_denominator=60), max_size=8))
def test_weights_are_what_the_profile_takes_in_the_same_order(points: list[Fraction]) -> None:
    weights = cc.weigh(points)
    assert all(1 <= weight <= 99 for weight in weights)
    assert all(weights[one] <= weights[other] for one in range(len(points)) for other in range(len(points)) if points[one] < points[other])


@pytest.mark.parametrize(
    ("points", "weights"),
    [([1, 1, 2], [1, 1, 2]), ([5], [5]), ([Fraction(1, 2), 1], [1, 2]), ([1, 1000], [1, 99]), ([Fraction(2, 3), 1], [2, 3]), ([], [])],
)
def test_whole_points_stay_and_others_keep_their_ratio(points: list[Fraction], weights: list[int]) -> None:
    assert cc.weigh([Fraction(each) for each in points]) == weights


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({}, {"cc_maxattempts": "unlimited"}),
        ({"attempts": 5, "time_limit_minutes": 20}, {"cc_maxattempts": "5", "qmd_timelimit": "20"}),
        ({"attempts": 6}, {"cc_maxattempts": "unlimited"}),
    ],
)
def test_a_test_says_how_often_and_how_long(more: dict[str, Any], fields: dict[str, str]) -> None:
    found = dict(cc.assessment_fields(assessment("  []\n", **more)))
    assert (
        found
        == {
            "cc_profile": "cc.exam.v0p1",
            "qmd_assessmenttype": "Examination",
            "qmd_scoretype": "Percentage",
            "qmd_feedbackpermitted": "Yes",
        }
        | fields
    )


def test_identifiers_outlive_a_new_name() -> None:
    (before,) = questions("  - {id: old, type: true-false, stem: So., answer: true}\n")
    (after,) = questions("  - {id: new, formerly: [old], type: true-false, stem: So it is., answer: true, objective: git.commit}\n")
    assert before.ident == after.ident
    assert ("cc_question_category", "git.commit") in after.fields


def test_what_is_lost_is_found_at_its_line() -> None:
    made = assessment(
        "  - {id: n, type: number, stem: N, answer: 1, points: 0.5}\n"
        "  - {id: m, type: matching, stem: M, pairs: [{id: p, premise: P, response: A}, {id: q, premise: Q, response: B}]}\n"
        "  - {id: o, type: ordering, stem: O, sequence: [{id: a, text: A}, {id: b, text: B}], difficulty: hard}\n"
        "  - {id: s, type: multiple-choice, stem: S, choices: [{id: a, text: A, correct: true}, {id: b, text: B}], scoring: partial}\n"
        "  - {id: a, type: multiple-choice, stem: S, choices: [{id: a, text: A, correct: true}, {id: b, text: B}]}\n"
        "  - {id: t, type: short-text, stem: T, answers: [x], case_sensitive: true, tags: [y]}\n"
        "  - {id: plain, type: true-false, stem: S, answer: true}\n",
        attempts=6,
        passing_score=80,
        shuffle="true",
    )
    found = {loss.feature: [span.line for span in loss.where(made, Build(origin=made.origin))] for loss in cc_losses.LOSES}
    assert {feature: lines for feature, lines in found.items() if lines} == {
        "more than five attempts": [1],
        "the passing score": [2],
        "the shuffling of questions": [3],
        "a number": [9],
        "a matching item": [10],
        "an ordering item": [11],
        "partial credit": [12],
        "all-or-nothing scoring": [13],
        "the case of an answer": [14],
        "points that are no whole number, or more than 99": [9, 10],
        "an item's difficulty and tags": [11, 14],
    }
