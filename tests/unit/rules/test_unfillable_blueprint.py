"""CE305: all draws of a blueprint together."""

import random
from collections import Counter
from itertools import product

from cedu.diagnostics import Span
from cedu.model.outline import DrawOutline
from cedu.rules.unfillable_blueprint import _fits, _shortages

NOWHERE = Span("x.yaml")


def short(draws: list[tuple[int, str, str]], items: list[tuple[str, str]]) -> list[str]:
    """The messages for draws (amount, objective, difficulty) from one bank of items (objective, difficulty)."""
    outlines = [DrawOutline(amount, "b", objective, difficulty, *NOWHERE) for amount, objective, difficulty in draws]
    return [finding.message for finding in _shortages(outlines, Counter(("b", *item) for item in items))]


def test_enough_for_each_and_for_all() -> None:
    assert short([(1, "o", ""), (1, "", "hard")], [("o", "hard"), ("o", "easy")]) == []


def test_too_few_of_a_kind() -> None:
    assert short([(3, "o", "")], [("o", "hard"), ("o", "easy"), ("p", "easy")]) == ["3 items can't be drawn: there are 2 of this kind"]
    assert short([(1, "q", "")], [("o", "hard")]) == ["1 item can't be drawn: there are none of this kind"]


def test_draws_that_compete_for_the_same_items() -> None:
    (message,) = short([(2, "o", ""), (2, "", "hard")], [("o", "hard"), ("o", "hard"), ("o", "easy")])
    assert message == "2 items can't be drawn: other draws need the same items, and 1 is lacking"


def test_an_earlier_draw_gives_way_where_it_finds_others() -> None:
    """Greedily, the first draw would take the only hard items, and the second would find none."""
    items = [("o", "hard")] * 3 + [("o", "easy")] * 3
    assert short([(3, "o", ""), (3, "", "hard")], items) == []


def test_a_chain_of_draws_gives_way() -> None:
    items = [("a", "easy"), ("a", "medium"), ("b", "medium"), ("b", "hard"), ("c", "hard")]
    assert short([(1, "", "easy"), (1, "a", ""), (1, "", "medium"), (1, "b", ""), (1, "", "hard")], items) == []


def fillable(draws: list[DrawOutline], groups: Counter[tuple[str, str, str]]) -> bool:
    """Hall's condition, tried for every set of draws: together they find as many items as they ask for."""
    for chosen in product([False, True], repeat=len(draws)):
        some = [draw for draw, is_in in zip(draws, chosen, strict=True) if is_in]
        if sum(draw.amount for draw in some) > sum(count for group, count in groups.items() if any(_fits(draw, group) for draw in some)):
            return False
    return True


def test_it_agrees_with_halls_condition_on_random_blueprints() -> None:
    dice = random.Random(305)
    verdicts = Counter[bool]()
    for _ in range(1500):
        groups = Counter(
            {(bank, objective, difficulty): dice.randint(0, 3) for bank in "bc" for objective in "opq" for difficulty in ("easy", "hard")}
        )
        draws = [
            DrawOutline(dice.randint(1, 5), dice.choice("bbc"), dice.choice(["", "o", "p"]), dice.choice(["", "easy", "hard"]), *NOWHERE)
            for _ in range(dice.randint(1, 5))
        ]
        says = not list(_shortages(draws, groups))
        assert says == fillable(draws, groups), (draws, groups)
        verdicts[says] += 1
    assert min(verdicts.values()) > 200


def test_a_large_blueprint_takes_no_time() -> None:
    import time

    groups = Counter({("b", f"o{number}", difficulty): 40 for number in range(100) for difficulty in ("easy", "medium", "hard")})
    draws = [DrawOutline(100, "b", f"o{number}", "", *NOWHERE) for number in range(100)]
    draws += [DrawOutline(600, "b", "", difficulty, *NOWHERE) for difficulty in ("easy", "medium", "hard")]
    start = time.process_time()
    assert list(_shortages(draws, groups)) == []
    assert time.process_time() - start < 5
