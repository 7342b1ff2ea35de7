"""The items that everybody is asked where nothing can be drawn."""

from typing import Any

from cedu.formats.pool import asked, pool
from cedu.model.assessment import Assessment, Bank, Blueprint, Draw
from cedu.model.item import Item
from cedu.model.origin import start_of

ORIGIN = start_of("a.bank.yaml")


def item(id: str, objective: str = "") -> Item:
    return Item(origin=ORIGIN, id=id, type="true-false", stem="?", objective=objective or None)


BANKS = {
    "one": Bank(origin=ORIGIN, id="one", title="One", items=(item("a", "git.save"), item("b", "git.push"), item("c"))),
    "two": Bank(origin=ORIGIN, id="two", title="Two", items=(item("a"), item("d"))),
}


def exam(*draws: dict[str, Any]) -> Assessment:
    blueprint = Blueprint(origin=ORIGIN, draws=tuple(Draw(origin=ORIGIN, **draw) for draw in draws)) if draws else None
    fields: dict[str, Any] = {"origin": ORIGIN, "id": "exam", "title": "Exam", "purpose": "summative", "stakes": "certification"}
    return Assessment(items=(item("own"), item("other")), blueprint=blueprint, **fields)


def names(one: Assessment) -> list[str]:
    return [f"{found.owner.id}.{found.item.id}" for found in asked(one, BANKS.__getitem__)]


def test_without_a_blueprint_all_are_asked() -> None:
    assert names(exam()) == ["exam.own", "exam.other"]


def test_each_draw_takes_the_first_that_fit_and_none_twice() -> None:
    assert names(exam({"bank": "one", "count": 2}, {"bank": "two", "count": 1}, {"count": 1})) == ["one.a", "one.b", "two.a", "exam.own"]
    assert names(exam({"bank": "one", "count": 1}, {"bank": "one", "count": 1})) == ["one.a", "one.b"]


def test_a_draw_that_has_a_choice_leaves_an_item_to_one_that_has_none() -> None:
    *first, second = names(exam({"bank": "one", "count": 2}, {"bank": "one", "objective": "git.save", "count": 1}))
    assert (sorted(first), second) == (["one.b", "one.c"], "one.a")


def test_what_cannot_be_filled_is_as_full_as_it_can_be() -> None:
    assert len(names(exam({"bank": "one", "count": 9}, {"bank": "one", "objective": "git.push", "count": 1}))) == 3


def test_a_pool_has_every_item_that_may_be_drawn_once() -> None:
    one = exam({"bank": "one", "objective": "git.save", "count": 1}, {"bank": "one", "count": 1})
    assert [found.item.id for found in pool(one, BANKS.__getitem__)] == ["own", "other", "a", "b", "c"]
