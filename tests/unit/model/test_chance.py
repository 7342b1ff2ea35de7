"""What guessing earns: against every possible outcome, and against known values."""

import random
from itertools import product
from math import comb

import pytest

from cedu.items.true_false import true_or_false
from cedu.model.chance import Guess, at_least, guess
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Gap,
    GapInteraction,
    Interaction,
    MatchInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    TextEntryInteraction,
)


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{number}", f"Option {number}") for number in range(count))


def choice(count: int, right: int, response: str, **more: float | bool) -> ChoiceInteraction:
    keys = frozenset(option.id for option in options(right))
    return ChoiceInteraction(options(count), keys, response, shuffle=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("interaction", "expected"),
    [
        (choice(4, 1, "single"), Guess(1, 1 / 4)),
        (true_or_false(True), Guess(1, 1 / 2)),
        (choice(4, 2, "multiple"), Guess(1, 1 / 15)),
        (choice(4, 2, "multiple", partial_credit=True, penalty=1), Guess(1, 1 / 15)),
        (choice(4, 2, "multiple", partial_credit=True, penalty=0), Guess(1, 1)),
        (choice(4, 3, "multiple", partial_credit=True, penalty=1), Guess(1, 2 / 3)),
        (OrderInteraction(options(4)), Guess(1, 1 / 24)),
        (MatchInteraction(options(3), options(5), (("o0", "o0"), ("o1", "o1"), ("o2", "o2"))), Guess(3, 1 / 5)),
        (GapInteraction((Gap("a", choice(2, 1, "single")), Gap("b", choice(4, 1, "single")))), Guess(2, 3 / 8)),
        (TextEntryInteraction(("a",)), Guess(1, 0)),
        (ExtendedTextInteraction(5, 100), Guess(0, 0)),
        (PassageInteraction(), Guess(0, 0)),
    ],
)
def test_the_chance_of_an_answer_at_random(interaction: Interaction, expected: Guess) -> None:
    assert guess(interaction) == pytest.approx(expected)


def test_it_agrees_with_all_outcomes_counted() -> None:
    dice = random.Random(425)
    for _ in range(200):
        parts = [(dice.choice([0.5, 1, 1, 2, 1 / 3]), dice.choice([0, 0.1, 0.25, 0.5, 1])) for _ in range(dice.randint(1, 8))]
        needed = dice.uniform(0, sum(points for points, _ in parts))
        counted = 0.0
        for outcome in product([False, True], repeat=len(parts)):
            probability = 1.0
            for is_right, (_, chance) in zip(outcome, parts, strict=True):
                probability *= chance if is_right else 1 - chance
            if sum(points for is_right, (points, _) in zip(outcome, parts, strict=True) if is_right) >= needed:
                counted += probability
        assert at_least(parts, needed) == pytest.approx(counted)


def test_equal_parts_are_binomial() -> None:
    expected = sum(comb(20, k) * 0.25**k * 0.75 ** (20 - k) for k in range(10, 21))
    assert at_least([(1, 0.25)] * 20, 10) == pytest.approx(expected)


def test_what_is_out_of_the_question_is_not_computed() -> None:
    assert at_least([(1, 0.25)] * 40, 32, ignored=0.01) == 0
    assert 0 < at_least([(1, 0.25)] * 40, 32) < 0.01


def test_very_many_different_sums_are_near_the_exact_value() -> None:
    dice = random.Random(1)
    parts = [(dice.uniform(1, 2), 0.5) for _ in range(200)]
    needed = 0.55 * sum(points for points, _ in parts)
    tries = 20000
    reached = sum(sum(points for points, chance in parts if dice.random() < chance) >= needed for _ in range(tries))
    assert at_least(parts, needed) == pytest.approx(reached / tries, abs=0.02)


def test_nothing_is_needed_and_nothing_can_be_had() -> None:
    assert at_least([(1, 0)], 0) == 1
    assert at_least([(1, 0)], 1) == 0
    assert at_least([], 1) == 0
