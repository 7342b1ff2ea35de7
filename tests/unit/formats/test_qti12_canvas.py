"""What items become in Canvas's QTI 1.2: scored as the standard says, and read as Canvas's importer reads it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from cedu.formats import qti12_canvas, qti12_losses
from cedu.formats.imscp import identifier
from cedu.formats.qti12 import document
from cedu.items import lower
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.assessment import Bank
from cedu.model.interaction import GapInteraction, MatchInteraction, OrderInteraction
from cedu.model.item import Item
from cedu.model.pool import Pooled
from cedu.model.workspace import Build
from cedu.rendering.markdown import inline

Q = f"{{{document.NAMESPACE}}}"
WORKSPACE = Path(__file__).parents[2] / "banks/every-type"
WRITING = qti12_canvas.Writing(partial(identifier, "https://learn.example.org/"), lambda markdown, _: inline(markdown), str.title)
# What Canvas gives nobody points for by itself.
BY_PEOPLE = ("essay_question", "file_upload_question", "text_only_question")


@cache
def bank() -> Bank:
    found: Bank = Reading(validate(WORKSPACE, today=date(2026, 11, 22)).library).entity("bank", "everything")
    return found


@cache
def written() -> Mapping[str, Element]:
    """Every item of the forty as an `item`, by its id."""
    questions = [qti12_canvas.question(Pooled(bank(), item), WRITING) for item in bank().items]
    root = fromstring(document.bank("b", "Bank", questions, "x.xsd"))
    return {item.get("title", "").partition(".")[2]: item for item in root.iter(f"{Q}item")}


every_item = pytest.mark.parametrize("item", bank().items, ids=lambda item: item.id)


def field(item: Element, label: str) -> str:
    return next((each[1].text or "" for each in item.iter(f"{Q}qtimetadatafield") if each[0].text == label), "")


def holds(test: Element, given: Mapping[str, tuple[str, ...]]) -> bool:
    """What a condition says of an answer."""
    values, wanted = given.get(test.get("respident", ""), ()), test.text or ""
    match test.tag.removeprefix(Q):
        case "varequal":
            return any(value == wanted or (test.get("case") == "No" and value.lower() == wanted.lower()) for value in values)
        case "vargte":
            return any(float(value) >= float(wanted) for value in values)
        case "varlte":
            return any(float(value) <= float(wanted) for value in values)
        case "or":
            return any(holds(each, given) for each in test)
        case "and":
            return all(holds(each, given) for each in test)
        case "not":
            return not holds(test[0], given)
        case "other":
            return True
        case "conditionvar":
            texts = [each for each in test if each.tag == f"{Q}varequal"]
            return any(holds(each, given) for each in texts) if len(texts) == len(test) > 1 else all(holds(each, given) for each in test)
    raise AssertionError(test.tag)


def judged(item: Element, given: Mapping[str, tuple[str, ...]]) -> tuple[float, list[str]]:
    """The score in percent, at least nothing, and the idents of what is said (ASI 1.2, 3.2.3)."""
    score, said = 0.0, []
    for condition in item.iter(f"{Q}respcondition"):
        if holds(condition[0], given):
            for change in condition.iter(f"{Q}setvar"):
                score = float(change.text or 0) + (score if change.get("action") == "Add" else 0)
            said += [shown.get("linkrefid", "") for shown in condition.iter(f"{Q}displayfeedback")]
            if condition.get("continue") == "No":
                break
    return max(score, 0), said


def right(item: Element) -> Mapping[str, tuple[str, ...]]:
    """An answer that is right, read off the conditions: the last that gives something, or all that add something."""
    giving = [each for each in item.iter(f"{Q}respcondition") if float(each.findtext(f"{Q}setvar") or 0) > 0]
    found: dict[str, tuple[str, ...]] = {}
    for condition in giving:
        for each in positive(condition[0]):
            several = item.find(f".//{Q}response_lid[@rcardinality='Multiple']") is not None
            found[each.get("respident", "")] = (*(found.get(each.get("respident", ""), ()) if several else ()), each.text or "")
    return found


def positive(test: Element) -> Iterator[Element]:
    if test.tag == f"{Q}not":
        return
    if test.tag in (f"{Q}varequal", f"{Q}vargte"):
        yield test
    for each in test:
        yield from positive(each)


@every_item
def test_the_key_scores_full_and_no_answer_nothing(item: Item) -> None:
    made = written()[item.id]
    assert field(made, "points_possible") == f"{item.points:g}"
    if field(made, "question_type") in (*BY_PEOPLE, "calculated_question"):
        return
    assert judged(made, right(made))[0] == pytest.approx(100)
    assert judged(made, {})[0] == 0


@every_item
def test_feedback_is_named_so_that_canvas_knows_it_and_no_other_is(item: Item) -> None:
    """`assessment_item_converter.rb`: get_feedback takes what is called so for the whole question's, get_feedback_id for no choice's."""
    made = written()[item.id]
    idents = {each.get("ident", "") for each in made.iter(f"{Q}itemfeedback")}
    whole = {ident for ident in idents if re.search(r"general_|_all|wrong|incorrect|correct|_IC$|_C$", ident, re.IGNORECASE)}
    assert whole == {name for name, text in feedback(item) if text}
    linked = {each.get("linkrefid", "") for each in made.iter(f"{Q}displayfeedback")}
    assert linked <= idents
    if field(made, "question_type") not in (*BY_PEOPLE, "calculated_question"):
        assert linked == idents - {"hint", "solution"}


def feedback(item: Item) -> list[tuple[str, str]]:
    given = item.feedback
    return [("correct_fb", given.correct if given else ""), ("general_incorrect_fb", given.incorrect if given else "")]


@every_item
def test_what_canvas_makes_of_conditions_one_by_one(item: Item) -> None:
    """`choice_interaction.rb`: of each condition that names a choice first, the weight takes the place of the one before."""
    made = written()[item.id]
    if field(made, "question_type") not in ("multiple_choice_question", "multiple_answers_question", "true_false_question"):
        return
    weights = {label.get("ident", ""): 0 for label in made.iter(f"{Q}response_label")}
    for condition in made.iter(f"{Q}respcondition"):
        every = condition[0].find(f"{Q}and")
        if every is not None:
            weights |= {each.text or "": 100 for each in every.findall(f"{Q}varequal")}
        elif (first := next(condition[0].iter(f"{Q}varequal"), None)) is not None:
            weights[first.text or ""] = 100 if float(condition.findtext(f"{Q}setvar") or 0) > 0 else 0
    key = right(made)["RESPONSE"] if item.type != "scale" else tuple(weights)
    assert {ident for ident, weight in weights.items() if weight} == set(key)
    assert not [each for each in made.iter(f"{Q}setvar") if each.get("action") not in ("Set", "Add")]


@every_item
def test_idents_keep_apart_what_canvas_makes_numbers_of(item: Item) -> None:
    """`associate_interaction.rb`: the first digits of a target's ident are its number; and all idents are NMTOKENs."""
    made, interaction = written()[item.id], lower(item)
    labels = [label.get("ident", "") for lid in made.iter(f"{Q}response_lid") for label in lid.iter(f"{Q}response_label")]
    parts = [lid.get("ident", "") for lid in made.iter(f"{Q}response_lid")]
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", ident) for ident in (*labels, *parts))
    if isinstance(interaction, MatchInteraction | OrderInteraction):
        numbers = [re.search(r"\d+", ident) for ident in dict.fromkeys(labels)]
        assert len({found[0] for found in numbers if found}) == len(numbers)
        assert len({found[0] for part in parts if (found := re.search(r"\d+", part))}) == len(parts)
    if isinstance(interaction, GapInteraction):
        assert len(set(labels)) == len(labels)
        text = next(made.iter(f"{Q}mattext")).text or ""
        assert all(f"[{part.removeprefix('response_')}]" in text for part in parts)
        assert "[[" not in text


def test_true_and_false_are_what_canvas_looks_for_in_english() -> None:
    assert [text.text for text in written()["a-truth"].iter(f"{Q}mattext")][1:] == ["True", "False"]


def test_a_formula_brings_what_was_drawn() -> None:
    made = written()["computed"]
    calculated = made.find(f"{Q}itemproc_extension/{Q}calculated")
    assert calculated is not None
    assert calculated.findtext(f"{Q}formulas/{Q}formula") == "mass * (1 - loss / 100)"
    assert [(each.get("name"), each.get("scale"), each[0].text, each[1].text) for each in calculated.findall(f"{Q}vars/{Q}var")] == [
        ("mass", "0", "10", "60"),
        ("loss", "1", "12", "18"),
    ]
    sets = calculated.findall(f"{Q}var_sets/{Q}var_set")
    assert len(sets) == 5
    for one in sets:
        mass, loss, answer = (float(each.text or 0) for each in one)
        assert answer == pytest.approx(mass * (1 - loss / 100))
    assert "[mass] kg loses [loss] %" in (next(made.iter(f"{Q}mattext")).text or "")


def test_what_is_lost_is_found_at_its_line() -> None:
    found = {loss.feature: len(list(loss.where(bank(), Build(origin=bank().origin)))) for loss in qti12_losses.LOSES}
    assert {feature: count for feature, count in found.items() if count and "objective" not in feature} == {
        "all-or-nothing scoring": 1,
        "a penalty other than 1": 2,
        "the fixed order of choices": 2,
        "the fixed order of what can be chosen in a gap": 1,
        "the case of an answer": 1,
        "the case of what is typed into a gap": 1,
        "a pattern": 2,
        "the units of a number": 1,
        "categories to put things into": 1,
        "an ordering item": 1,
        "a point on an image": 2,
        "steps of a variable that are no single decimal place": 2,
        "a scale": 1,
        "a rubric": 2,
        "the size of an answer": 2,
        "a model answer": 1,
        "the number and types of files to hand in": 2,
    }
