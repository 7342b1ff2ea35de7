"""What both of Moodle's formats share."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cedu.formats.moodle import as_match, category, idnumber, is_local, rows
from cedu.formats.moodle.credit import fractions, shares
from cedu.model.assessment import Bank
from cedu.model.course import Course, Objective
from cedu.model.interaction import ChoiceInteraction, MatchInteraction, Option, OrderInteraction
from cedu.model.item import Item
from cedu.model.origin import start_of
from cedu.model.pool import Pooled

ORIGIN = start_of("a.bank.yaml")
ITEM = Item(origin=ORIGIN, id="exit-code", type="number", stem="?")
BANK = Bank(origin=ORIGIN, id="exam", title="Exam", items=(ITEM,))
# question_bank::fraction_options_full of Moodle 4.5, in percent
ACCEPTED = {"100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20"}
ACCEPTED |= {"16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"}


@pytest.mark.parametrize(
    ("url", "local"),
    [("a.png", True), ("#b", True), ("?c", True), ("1:2.png", True), ("//x/y", False), ("http://[", False), ("mailto:a@b", False)],
)
def test_a_link_is_local_that_names_neither_a_scheme_nor_a_host(url: str, local: bool) -> None:
    assert is_local(url) is local


@pytest.mark.parametrize("count", range(1, 27))
def test_shares_are_fractions_that_moodle_knows_and_add_up_to_all(count: int) -> None:
    found = shares(count)
    assert len(found) == count
    assert set(found) <= ACCEPTED
    assert round(sum(Decimal(share) for share in found) / 100, 2) == 1


def test_a_wrong_choice_costs_a_share_or_all() -> None:
    choices = tuple(Option(id, id) for id in "abc")
    partial = ChoiceInteraction(choices, frozenset("ab"), "multiple", shuffle=True, partial_credit=True)
    assert fractions(partial) == {"a": "50", "b": "50", "c": "-50"}
    assert fractions(replace(partial, partial_credit=False)) == {"a": "50", "b": "50", "c": "-100"}
    assert fractions(replace(partial, response="single", keys=frozenset("b"))) == {"a": "0", "b": "100", "c": "0"}


def test_a_matching_has_three_rows_at_least() -> None:
    match = MatchInteraction((Option("a", "A"), Option("b", "B")), (Option("x", "X"), Option("y", "Y")), (("a", "y"), ("b", "x")))
    assert list(rows(match)) == [("A", "Y"), ("B", "X"), ("", "—")]
    left_over = replace(match, targets=(*match.targets, Option("z", "Z")))
    assert list(rows(left_over)) == [("A", "Y"), ("B", "X"), ("", "Z")]


@pytest.mark.parametrize("count", range(2, 9))
def test_an_order_as_a_matching_keeps_the_order_but_does_not_show_it(count: int) -> None:
    order = OrderInteraction(tuple(Option(f"step-{place}", f"Step {place}") for place in range(count)))
    match = as_match(order)
    assert match.sources != order.options
    places = {target.id: target.text for target in match.targets}
    assert {source: places[target] for source, target in match.key} == {f"step-{place}": str(place + 1) for place in range(count)}


def test_names_are_the_lasting_ids_and_fit() -> None:
    renamed = replace(ITEM, formerly=("first", "second"))
    assert idnumber(Pooled(replace(BANK, formerly=("old-exam",)), renamed)) == "old-exam.first"
    long = Pooled(replace(BANK, id="b" * 64), replace(ITEM, id="i" * 64))
    other = Pooled(replace(BANK, id="b" * 64), replace(ITEM, id="i" * 63 + "j"))
    assert len(idnumber(long)) == 100
    assert idnumber(long) != idnumber(other)


def test_a_category_is_the_objective_by_its_lasting_ids() -> None:
    objective = Objective(origin=ORIGIN, id="check", text="Check", bloom="apply", formerly=("validate",))
    course = Course(
        origin=ORIGIN, id="authoring", title="A", summary="S", version="1.0.0", modules=(), formerly=("writing",), objectives=(objective,)
    )
    pooled = Pooled(BANK, replace(ITEM, objective="authoring.check"))
    assert category(pooled, {"authoring": course}.get) == "$course$/top/writing/validate"
    assert category(pooled, {}.get) == "$course$/top/authoring/check"
    assert category(Pooled(BANK, ITEM), {}.get) == "$course$/top/exam"
