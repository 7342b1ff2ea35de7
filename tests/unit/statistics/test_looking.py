"""What to look at: thresholds, how sure it is, and what stands for what."""

import pytest

from cedu.diagnostics import Span
from cedu.rendering.words import words_in
from cedu.statistics import Choice, Figure, ItemFigures, Reliability, WholeTest, nothing
from cedu.statistics.looking import THRESHOLDS, Look, looks
from cedu.statistics.wording import sentence

HERE = Span("a.bank.yaml", 7)


def figure(value: float | None, reach: float = 0.01, n: int = 300) -> Figure:
    return nothing(n) if value is None else Figure(value, value - reach, value + reach, n)


def choice(id: str, share: float, r: float | None = -0.2, rest: float = 0.4, key: bool = False, line: int = 9) -> Choice:
    return Choice(id, id.upper(), key, figure(share), figure(rest), figure(r), Span("a.bank.yaml", line))


def item(p: float = 0.6, r: float | None = 0.4, choices: tuple[Choice, ...] = (), chance: float = 0.0, omitted: float = 0.0) -> ItemFigures:
    return ItemFigures(
        "git.log", "Stem?", None, "single-choice", HERE, 1, 300, True, figure(p), figure(r), figure(omitted), nothing(0), choices, chance, 0
    )


def found(*items: ItemFigures, reach: float | None = None) -> list[tuple[str, bool, int | None]]:
    reliability = Reliability("kr20", figure(0.8), figure(0.1), 3)
    test = WholeTest("", None, 300, 300, items, figure(3), 3.0, figure(0.6), figure(0.2), reliability, None, (0,) * 10)
    return [(look.code, look.sure, look.place and look.place.line) for look in looks(test)]


def test_a_good_item_is_not_spoken_of():
    good = (choice("key", 0.6, 0.4, 0.7, key=True), choice("one", 0.2), choice("other", 0.2))
    assert found(item(choices=good, chance=1 / 3)) == []


def test_a_wrong_key_stands_for_all_that_follows_from_it():
    choices = (choice("key", 0.2, -0.3, 0.3, key=True), choice("right", 0.7, 0.4, 0.7, line=12), choice("other", 0.1))
    assert found(item(0.2, -0.3, choices, 1 / 3)) == [("wrong_key", True, 12), ("below_chance", True, 7)]


def test_a_negative_item_without_a_favourite():
    choices = (choice("key", 0.6, -0.3, 0.3, key=True), choice("one", 0.3, 0.3, 0.7, line=12), choice("other", 0.1))
    assert found(item(0.6, -0.3, choices)) == [("negative_discrimination", True, 7), ("distractor_attracts", True, 12)]
    true_or_false = (choice("true", 0.6, -0.3, 0.3, key=True), choice("false", 0.4, 0.3, 0.7))
    assert found(item(0.6, -0.3, true_or_false)) == [("negative_discrimination", True, 7)]


def test_what_is_sure_comes_first():
    unsure = item(0.29)._replace(difficulty=figure(0.29, 0.1), name="git.hard")
    assert found(unsure, item(0.99)) == [("easy", True, 7), ("hard", False, 7)]
    assert found(item(r=0.15)._replace(discrimination=figure(0.15, 0.2))) == [("low_discrimination", False, 7)]
    assert found(item(omitted=0.4), item(r=-0.2)) == [("negative_discrimination", True, 7), ("omitted", True, 7)]


def test_distractors_that_nobody_picks_are_one_thing_to_look_at():
    choices = (choice("key", 0.9, 0.3, 0.7, key=True), choice("one", 0.02, line=12), choice("other", 0.03, line=13), choice("third", 0.05))
    assert found(item(0.9, choices=choices)) == [("unused_distractor", True, 12)]
    assert found(item(0.99, choices=choices)) == [("easy", True, 7)]


def test_a_typed_answer_that_better_learners_give_is_one_that_might_be_right():
    typed = [choice("branch", 0.5, 0.3, 0.7, key=True), choice("a branch", 0.04, 0.2, 0.8), choice("tag", 0.01)]
    assert found(item(choices=tuple(one._replace(place=None) for one in typed))) == [("distractor_attracts", True, 7)]


def test_what_cannot_be_told_is_no_finding():
    assert found(item(r=None)._replace(difficulty=nothing(0), omitted=nothing(0))) == []


@pytest.mark.parametrize("language", ["en", "de", "ja", "ar"])
@pytest.mark.parametrize("code", THRESHOLDS)
def test_each_has_a_sentence(code, language):
    values = {"choice": "C", "choices": "A; B", "count": 3, "percent": "70"}
    look = Look(code, "git.log", HERE, figure(-0.25), THRESHOLDS[code].value, True, values)
    said = sentence(look, words_in(language).statistics)
    assert "{" not in said and (("−0,25" if language == "de" else "−0.25") in said or "%" in said)
    assert "<bdi" in sentence(look, words_in(language).statistics, html=True)
