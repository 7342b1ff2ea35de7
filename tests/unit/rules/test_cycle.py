"""CE204: cycles, each reported once."""

import random

from cedu.diagnostics import Span
from cedu.rules.cycle import _cycles

NOWHERE = Span("x.yaml")


def cycles(edges: dict[str, str]) -> list[str]:
    """`{"a": "bc"}`: a leads to b and c."""
    return ["".join(cycle) for cycle, _ in _cycles({node: [(to, NOWHERE) for to in others] for node, others in edges.items()})]


def test_what_leads_on_is_no_cycle() -> None:
    assert cycles({"a": "bc", "b": "d", "c": "d", "d": ""}) == []


def test_the_whole_cycle_is_named_once() -> None:
    assert cycles({"a": "b", "b": "c", "c": "a", "d": "a"}) == ["abca"]
    assert cycles({"a": "a"}) == ["aa"]


def test_two_cycles_are_two() -> None:
    assert cycles({"a": "b", "b": "ac", "c": "b"}) == ["aba", "bcb"]


def test_references_to_nothing_are_left_to_another_rule() -> None:
    assert cycles({"a": "xb", "b": "y"}) == []


def test_a_long_chain_needs_no_recursion() -> None:
    count = 50_000
    edges = {str(number): [(str(number + 1), NOWHERE)] for number in range(count)}
    assert list(_cycles(edges)) == []
    edges[str(count)] = [("0", NOWHERE)]
    ((cycle, _),) = _cycles(edges)
    assert len(cycle) == count + 2


def test_a_cycle_is_found_wherever_there_is_one() -> None:
    """Against taking away nodes that lead nowhere until none is left (Kahn)."""
    dice = random.Random(204)
    for _ in range(500):
        names = "abcdefgh"[: dice.randint(1, 8)]
        edges = {name: "".join(dice.sample(names, dice.randint(0, min(2, len(names))))) for name in names}
        left = dict(edges)
        while gone := [name for name, others in left.items() if not set(others) & set(left)]:
            for name in gone:
                del left[name]
        assert bool(cycles(edges)) == bool(left), edges
