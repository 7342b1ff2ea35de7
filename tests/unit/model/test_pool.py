"""The items that everybody is asked where nothing can be drawn."""

import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Assessment, Bank, Blueprint, Draw
from cedu.model.item import Item
from cedu.model.library import Library
from cedu.model.origin import start_of
from cedu.model.pool import asked, asked_in_browser, outlines_in_browser, pool
from cedu.model.workspace import Organization, Workspace
from cedu.source.outline import outline_of

ORIGIN = start_of("a.bank.yaml")


def item(id: str, objective: str = "", difficulty: Any = "medium") -> Item:
    return TrueFalse(origin=ORIGIN, id=id, type="true-false", stem="?", answer=True, objective=objective or None, difficulty=difficulty)


def bank(id: str, *items: Item) -> Bank:
    return Bank(origin=ORIGIN, id=id, title="Bank", items=items)


ONE = bank("one", item("a", "git.save"), item("b", "git.push"), item("c"))
TWO = bank("two", item("a"), item("d"))


def exam(*draws: dict[str, Any], stakes: Any = "practice") -> Assessment:
    blueprint = Blueprint(origin=ORIGIN, draws=tuple(Draw(origin=ORIGIN, **draw) for draw in draws)) if draws else None
    fields: dict[str, Any] = {"origin": ORIGIN, "id": "exam", "title": "Exam", "purpose": "summative", "stakes": stakes}
    return Assessment(items=(item("own"), item("other")), blueprint=blueprint, **fields)


def names(one: Assessment, *banks: Bank) -> list[str]:
    """What is asked, by entities and by outlines alike."""
    known = {bank.id: bank for bank in banks or (ONE, TWO)}
    found = asked(one, lambda _, id: known[id])
    workspace = Workspace(origin=ORIGIN, cedu=1, namespace="n:", organization=Organization(origin=ORIGIN, name="N"))
    outlines = {("bank", id): outline_of(bank) for id, bank in known.items()}
    nothing = frozenset[Any]()
    library = Library(Path(), workspace, outlines, (), {}, nothing, nothing, nothing, nothing)
    assert [each.id for each in outlines_in_browser(outline_of(one), library)] == [each.item.id for each in found]
    return [each.name for each in found]


def test_without_a_blueprint_all_are_asked() -> None:
    assert names(exam()) == ["exam.own", "exam.other"]


def test_each_draw_takes_the_first_that_fit_and_none_twice() -> None:
    assert names(exam({"bank": "one", "count": 2}, {"bank": "two", "count": 1}, {"count": 1})) == ["one.a", "one.b", "two.a", "exam.own"]
    assert names(exam({"bank": "one", "count": 1}, {"bank": "one", "count": 1})) == ["one.a", "one.b"]


def test_a_draw_that_has_a_choice_leaves_an_item_to_one_that_has_none() -> None:
    assert names(exam({"bank": "one", "count": 2}, {"bank": "one", "objective": "git.save", "count": 1})) == ["one.b", "one.c", "one.a"]


def test_a_chain_of_draws_gives_way() -> None:
    ladder = bank("one", item("a", "o.a", "easy"), item("b", "o.a"), item("c", "o.b"), item("d", "o.b", "hard"), item("e", "o.c", "hard"))
    draws = ({"difficulty": "easy"}, {"objective": "o.a"}, {"difficulty": "medium"}, {"objective": "o.b"}, {"difficulty": "hard"})
    assert names(exam(*({"bank": "one", "count": 1, **draw} for draw in draws)), ladder) == [f"one.{id}" for id in "abcde"]
    assert sorted(names(exam(*({"bank": "one", "count": 1, **draw} for draw in reversed(draws))), ladder)) == [
        f"one.{id}" for id in "abcde"
    ]


def test_what_cannot_be_filled_is_as_full_as_it_can_be() -> None:
    assert names(exam({"bank": "one", "count": 9}, {"bank": "one", "objective": "git.push", "count": 1})) == ["one.a", "one.b", "one.c"]


def most(draws: Sequence[Draw], items: Sequence[Item]) -> int:
    """How many items can be asked at the most (Koenig): the fewest that some draws ask for and that fit all the others."""
    found = []
    for chosen in product([False, True], repeat=len(draws)):
        counted = sum(draw.count or 0 for draw, is_in in zip(draws, chosen, strict=True) if is_in)
        others = [draw for draw, is_in in zip(draws, chosen, strict=True) if not is_in]
        found.append(counted + sum(any(draw.fits(item) for draw in others) for item in items))
    return min(found)


def test_as_many_are_asked_as_there_can_be_in_any_blueprint() -> None:
    dice = random.Random(305)
    for _ in range(300):
        kinds = [(objective, difficulty) for objective in ("o.a", "o.b", "o.c") for difficulty in ("easy", "hard")]
        items = [item(f"i{number}", *dice.choice(kinds)) for number in range(dice.randint(0, 12))]
        one = exam(
            *(
                {"bank": "one", "count": dice.randint(1, 4), "objective": dice.choice([None, "o.a", "o.b"]), "difficulty": difficulty}
                for difficulty in dice.choices([None, "easy", "hard"], k=dice.randint(1, 4))
            )
        )
        found = names(one, bank("one", *items))
        assert one.blueprint
        assert len(found) == len(set(found)) == most(one.blueprint.draws, items)


def test_a_large_blueprint_is_filled_as_well() -> None:
    large = bank("one", *(item(f"i{number}") for number in range(1000)))
    assert len(names(exam({"bank": "one", "count": 1000}, {"bank": "one", "count": 1000}), large)) == 1000


def test_a_pool_has_every_item_that_may_be_drawn_once() -> None:
    one = exam({"bank": "one", "objective": "git.save", "count": 1}, {"bank": "one", "count": 1})
    assert [found.item.id for found in pool(one, lambda *_: ONE)] == ["own", "other", "a", "b", "c"]
    assert [found.name for found in pool(TWO, lambda *_: ONE)] == ["two.a", "two.d"]


def test_no_browser_is_told_a_certification_exam() -> None:
    one = exam(stakes="certification")
    assert asked_in_browser(one, lambda *_: ONE) == ()
    assert len(asked(one, lambda *_: ONE)) == 2
