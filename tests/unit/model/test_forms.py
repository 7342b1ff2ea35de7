"""Forms A, B, C … are drawn by dice that a seed repeats for ever."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.items.passage import Passage
from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Assessment, Bank, Blueprint, Draw, Forms
from cedu.model.forms import Form, forms, groups, shared
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    MatchInteraction,
    Option,
    OrderInteraction,
    TextEntryInteraction,
    Variant,
)
from cedu.model.item import Item
from cedu.model.origin import start_of
from cedu.model.pool import Pooled, asked, pool, size

ORIGIN = start_of("a.bank.yaml")


def item(id: str, objective: str = "o.a", difficulty: Any = "medium") -> Item:
    return TrueFalse(origin=ORIGIN, id=id, type="true-false", stem="?", answer=True, objective=objective, difficulty=difficulty)


def passage(id: str) -> Item:
    return Passage(origin=ORIGIN, id=id, type="passage", stem="Read this.")


def bank(*items: Item) -> Bank:
    return Bank(origin=ORIGIN, id="bank", title="Bank", items=items)


def exam(*draws: dict[str, Any], items: tuple[Item, ...] = (), shuffle: bool = True, **settings: Any) -> Assessment:
    blueprint = Blueprint(origin=ORIGIN, draws=tuple(Draw(origin=ORIGIN, **draw) for draw in draws)) if draws else None
    fields: dict[str, Any] = {"origin": ORIGIN, "id": "exam", "title": "Exam", "purpose": "summative", "stakes": "practice"}
    return Assessment(items=items, blueprint=blueprint, shuffle=shuffle, forms=Forms(origin=ORIGIN, **settings), **fields)


def drawn(one: Assessment, pool: Bank) -> tuple[Form, ...]:
    return forms(one, lambda *_: pool)


def ids(form: Form) -> list[str]:
    return [each.item.id for each in form.asked]


TWENTY = bank(*(item(f"i{number}", f"o.{'ab'[number % 2]}") for number in range(20)))
kinds = st.tuples(st.sampled_from(["o.a", "o.b", "o.c"]), st.sampled_from(["easy", "medium", "hard"]))
draws = st.fixed_dictionaries(
    {"count": st.integers(1, 4)}, optional={"objective": st.sampled_from(["o.a", "o.b"]), "difficulty": st.sampled_from(["easy", "hard"])}
)


def test_the_same_for_ever() -> None:
    """What was printed once has to be printed alike again: a change that changes this loses every form that was ever drawn."""
    one = exam({"bank": "bank", "count": 3, "objective": "o.a"}, {"bank": "bank", "count": 2}, count=2, seed="spring-2027")
    assert [ids(form) for form in drawn(one, TWENTY)] == PRINTED


PRINTED = [["i6", "i1", "i15", "i4", "i2"], ["i12", "i10", "i7", "i17", "i16"]]


@given(st.lists(kinds, max_size=14), st.lists(draws, min_size=1, max_size=4), st.integers(1, 4), st.text(min_size=1, max_size=5))
def test_each_form_meets_the_blueprint_as_well_as_can_be(
    written: list[tuple[str, str]], blueprint: list[dict[str, Any]], count: int, seed: str
) -> None:
    items = [item(f"i{number}", *kind) for number, kind in enumerate(written)]
    one = exam(*({"bank": "bank", **draw} for draw in blueprint), count=count, seed=seed)
    assert one.blueprint
    found = drawn(one, bank(*items))
    assert drawn(one, bank(*items)) == found
    most = len(asked(one, lambda *_: bank(*items)))
    for form in found:
        assert len(set(ids(form))) == len(form.asked) == most
        if most == sum(one.blueprint.amounts):
            assert is_met(one.blueprint.draws, list(form.asked))


def is_met(draws: tuple[Draw, ...], left: list[Pooled]) -> bool:
    """Can the draws be told which of these they drew? Tried by hand, one draw after the other."""
    if not draws:
        return not left
    first, *others = draws
    if not first.count:
        return is_met(tuple(others), left)
    fewer = Draw(origin=ORIGIN, count=first.count - 1, objective=first.objective, difficulty=first.difficulty)
    for kind in {(each.item.objective, each.item.difficulty) for each in left if first.fits(each.item)}:
        taken = next(each for each in left if (each.item.objective, each.item.difficulty) == kind)
        if is_met((fewer, *others), [each for each in left if each is not taken]):
            return True
    return False


def test_another_seed_is_another_form_and_one_more_form_changes_no_other() -> None:
    draw = {"bank": "bank", "count": 8}
    three = drawn(exam(draw, count=3, seed="spring"), TWENTY)
    assert drawn(exam(draw, count=2, seed="spring"), TWENTY) == three[:2]
    assert ids(drawn(exam(draw, count=1, seed="autumn"), TWENTY)[0]) != ids(three[0])
    assert [form.code for form in three] == ["A", "B", "C"]


def test_another_item_in_the_bank_moves_none_that_stays() -> None:
    before = ids(drawn(exam({"bank": "bank", "count": 20}, seed="s"), TWENTY)[0])
    after = ids(drawn(exam({"bank": "bank", "count": 21}, seed="s"), bank(*TWENTY.items, item("new")))[0])
    assert [id for id in after if id != "new"] == before


def test_forms_share_as_few_as_the_pool_allows() -> None:
    one, two, three = drawn(
        exam({"bank": "bank", "count": 5, "objective": "o.a"}, {"bank": "bank", "count": 3, "objective": "o.b"}, count=3), TWENTY
    )
    assert (shared(one, two), shared(one, three) + shared(two, three)) == (0, 5)  # of ten, five are used up by each of the first two
    apart = drawn(exam({"bank": "bank", "count": 4}, count=5), TWENTY)
    assert sum(shared(a, b) for a in apart for b in apart if a is not b) == 0
    alike = drawn(exam({"bank": "bank", "count": 20}, count=2), TWENTY)
    assert shared(*alike) == 20
    assert ids(alike[0]) != ids(alike[1])


def test_every_item_is_as_likely_as_any_other() -> None:
    counts = Counter(id for seed in range(2000) for id in ids(drawn(exam({"bank": "bank", "count": 5}, seed=str(seed)), TWENTY)[0]))
    assert len(counts) == 20
    assert max(abs(count - 500) for count in counts.values()) < 100  # five standard deviations


LED = (item("a"), item("b"), passage("p"), item("c"), item("d"), passage("q"), item("e"), item("f"), passage("r"))


@pytest.mark.parametrize("seed", [str(number) for number in range(20)])
def test_a_passage_stays_before_what_is_about_it(seed: str) -> None:
    (form,) = drawn(exam(items=LED, seed=seed), TWENTY)
    assert sorted(ids(form)) == sorted(each.id for each in LED)
    assert {frozenset(each.item.id for each in group) for group in groups(form.asked)} == {
        frozenset("ab"), frozenset("pcd"), frozenset("qef"), frozenset("r")
    }  # fmt: skip
    assert set(ids(form)[:2]) == {"a", "b"}
    assert [group[0].item.type for group in groups(form.asked)] == ["true-false", "passage", "passage", "passage"]


def test_without_shuffle_the_order_is_as_written() -> None:
    assert ids(drawn(exam(items=LED, shuffle=False), TWENTY)[0]) == [each.id for each in LED]
    assert list(groups(())) == []
    assert drawn(exam(items=(), count=2), TWENTY)[1].asked == ()


def test_a_passage_is_not_drawn_but_comes_along() -> None:
    one = exam({"bank": "bank", "count": 4}, shuffle=False, seed="s")
    (form,) = drawn(one, bank(*LED))
    assert size(one) == 4
    assert len([id for id in ids(form) if id not in "pqr"]) == 4
    for id, about in (("c", "p"), ("d", "p"), ("e", "q"), ("f", "q")):
        if id in ids(form):
            assert ids(form).index(about) < ids(form).index(id)
    both = bank(item("x", "o.x"), passage("p"), item("y", "o.y"))
    assert [each.item.id for each in asked(exam({"bank": "bank", "count": 1, "objective": "o.y"}), lambda *_: both)] == ["p", "y"]
    assert [each.item.id for each in pool(exam({"bank": "bank", "count": 1, "objective": "o.y"}), lambda *_: both)] == ["p", "y"]
    assert [each.item.id for each in asked(exam({"bank": "bank", "count": 1, "objective": "o.x"}), lambda *_: both)] == ["x"]
    assert size(exam(items=LED)) == 6


def options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(id, id) for id in ids)


FORMS = drawn(exam(items=(item("a"),), count=8), TWENTY)
ONE = FORMS[0].asked[0]


def test_choices_are_shuffled_where_they_may_be() -> None:
    free = ChoiceInteraction(options("a", "b", "c", "d"), frozenset("a"), "single", shuffle=True)
    orders = [form.arranged(ONE, free) for form in FORMS]
    assert len({order.choices for order in orders if isinstance(order, ChoiceInteraction)}) > 3
    fixed = ChoiceInteraction(options("a", "b"), frozenset("a"), "single", shuffle=False)
    assert all(form.arranged(ONE, fixed) == fixed for form in FORMS)
    gaps = GapInteraction((Gap("one", free), Gap("two", fixed), Gap("three", TextEntryInteraction(("x",)))))
    found = [form.arranged(ONE, gaps) for form in FORMS]
    assert len(set(found)) > 3
    assert all(isinstance(each, GapInteraction) and each.gaps[1:] == gaps.gaps[1:] for each in found)


def test_pairs_shuffle_what_is_matched_and_categories_what_goes_into_them() -> None:
    pairs = MatchInteraction(options("a", "b", "c"), options("x", "y", "z"), (("a", "x"),))
    found = [form.arranged(ONE, pairs) for form in FORMS]
    assert all(isinstance(each, MatchInteraction) and each.sources == pairs.sources for each in found)
    assert len(set(found)) > 2
    boxes = MatchInteraction(options("a", "b", "c"), options("x", "y"), (("a", "x"),), "categories")
    assert all(isinstance(each := form.arranged(ONE, boxes), MatchInteraction) and each.targets == boxes.targets for form in FORMS)


def test_what_is_to_be_ordered_is_never_in_order() -> None:
    two = OrderInteraction(options("a", "b"))
    assert {form.shown(ONE, two) for form in FORMS} == {options("b", "a")}
    one = OrderInteraction(options("a"))
    assert FORMS[0].shown(ONE, one) == one.options


def test_the_next_form_has_other_numbers() -> None:
    formula = FormulaInteraction("x", (), tuple(Variant((str(number),), number) for number in range(3)))
    found = [form.variant(ONE, formula) for form in FORMS[:3]]
    assert set(found) == set(formula.variants)
