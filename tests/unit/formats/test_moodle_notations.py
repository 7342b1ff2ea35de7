"""Moodle's own notations, read back by what its documentation and its expressions say, written anew here."""

import html
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.formats.moodle import cloze
from cedu.formats.moodle.answers import Given, NoItemError, Row, choices, matching, number, typed
from cedu.formats.moodle.credit import KNOWN, credit, fractions, is_kept
from cedu.formats.moodle.formulas import cedu_formula, moodle_formula
from cedu.formats.moodle.ids import groups, ids, line
from cedu.formats.moodle.markers import coordinates, placed
from cedu.formats.moodle.markup import marked, unmarked
from cedu.formats.moodle.wildcards import escaped, is_wild, pattern_of, unescaped, wildcard
from cedu.model.formula import FormulaError, formula
from cedu.model.interaction import (
    Area,
    ChoiceInteraction,
    Gap,
    GapInteraction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    ScaleInteraction,
    TextEntryInteraction,
)

WILD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("~=#{}:\\%&<>\"';*/"), min_size=1, max_size=12
)
WILD = WILD.map(str.strip).filter(bool)


def moodle_answers(written: str) -> list[tuple[str, str]]:
    """The marks and answers of a gap, as `question/type/multianswer/questiontype.php` takes it apart."""
    answer = r"(?:(=|%-?[0-9]+%)?(.+?(?<!\\|&)(?<!&amp;)(?=[~#}]|$))(#.*?(?<!\\)(?=[~}]|$))?)"
    whole = re.fullmatch(rf"\{{(\d*):([A-Z_]+):({answer}(?:~{answer})*)\}}", written, re.DOTALL)
    assert whole, written
    rest, found = whole[3], []
    while rest:
        match = re.match(f"~?{answer}", rest, re.DOTALL)
        assert match
        found.append((match[1] or "", html.unescape(match[2]).replace("\\}", "}").replace("\\#", "#")))
        rest = rest[match.end() :]
    return found


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(WILD, min_size=2, max_size=4, unique=True), chosen=st.booleans())
def test_moodle_finds_in_a_gap_what_was_put_into_it(texts: list[str], chosen: bool) -> None:
    entry: TextEntryInteraction | ChoiceInteraction = TextEntryInteraction(tuple(texts))
    if chosen:
        options = tuple(Option(f"c{place}", text) for place, text in enumerate(texts))
        entry = ChoiceInteraction(options, frozenset({"c1"}), "single", shuffle=False)
    written = cloze.gap(Gap("g", entry), 2)
    assert written.startswith("{2:MULTICHOICE:" if chosen else "{2:SHORTANSWER:")
    expected = [("=" if place == 1 else "", html.escape(text, quote=False)) for place, text in enumerate(texts)]
    assert moodle_answers(written) == (expected if chosen else [("=", escaped(text)) for text in texts])
    (found,) = cloze.gaps(f"before {written} after")
    assert [(each.worth, each.text) for each in found.answers] == [(100.0 if mark else 0.0, text) for mark, text in moodle_answers(written)]
    assert (found.start, found.weight) == (7, 2)


@pytest.mark.parametrize(
    ("written", "type", "answers"),
    [
        ("{1:SA:=Berlin~%50%Potsdam#Nearly~*#No}", "SA", [("Berlin", 100, ""), ("Potsdam", 50, "Nearly"), ("*", 0, "No")]),
        (r"{:MULTICHOICE:California#Wrong~=Arizona \} \# \~}", "MULTICHOICE", [("California", 0, "Wrong"), ("Arizona } # ~", 100, "")]),
        ("{2:NUMERICAL:=23.8:0.1#ok}", "NUMERICAL", [("23.8:0.1", 100, "ok")]),
    ],
)
def test_documented_gaps(written: str, type: str, answers: list[tuple[str, float, str]]) -> None:
    (found,) = cloze.gaps(written)
    assert (found.type, [(each.text, each.worth, each.feedback) for each in found.answers]) == (type, answers)


def test_no_gap_is_found_where_a_brace_never_ends() -> None:
    assert list(cloze.gaps("{1:SA:=a" * 2000)) == []


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [("git .*", "git *"), (r"a\.b.*c", "a.b*c"), (r".*\*", r"*\*"), ("gr[ae]y", None), ("git", None), (r"\d.*", None)],
)
def test_a_pattern_is_a_short_answer_where_a_star_says_it(pattern: str, answer: str | None) -> None:
    assert wildcard(pattern) == answer
    if answer:
        assert is_wild(answer)
        assert pattern_of(answer) == pattern


@given(WILD)
def test_a_short_answer_with_stars_is_no_wildcard(text: str) -> None:
    assert unescaped(escaped(text.replace("\\", ""))) == text.replace("\\", "").strip()
    assert not is_wild(escaped(text.replace("\\", "")))


FORMULAS = (
    "a * b",
    "a + 2*b",
    "(a - b) / 3",
    "sqrt(a) + b^2",
    "-a^2",
    "(a+b)^2 % 3",
    "pi*a^2",
    "a^b^2",
    "a*(b^2)",
    "b - (a % 7)*2",
    "max(a, b) ^ 0.5",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_moodle_computes_what_the_formula_says(text: str) -> None:
    values = {"a": 3.0, "b": 2.0}
    php = moodle_formula(text)
    assert "^" not in php
    assert "%" not in php
    python = re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), php).replace("pi()", "pi")
    names = {"pow": pow, "fmod": math.fmod, "sqrt": math.sqrt, "max": max, "pi": math.pi}
    assert eval(python, {"__builtins__": {}}, names) == pytest.approx(formula(text).value(values))
    assert formula(cedu_formula(php, {})).value(values) == pytest.approx(formula(text).value(values))


def test_formulas_of_moodle() -> None:
    assert cedu_formula("{Mass X} * fmod({b}, 2)", {"Mass X": "mass_x"}) == "mass_x * (b % 2)"
    for bad in ("{a} ^ 2", "{a} ? 1 : 2", "system({a})", "x" * 3000, "(" * 500):
        with pytest.raises(FormulaError):
            cedu_formula(bad, {})


@pytest.mark.parametrize(
    ("area", "written"),
    [
        (Area("a", "A", "rectangle", (1, 2, 11, 22)), "1,2;10,20"),
        (Area("a", "A", "circle", (20, 22, 5)), "20,22;5"),
        (Area("a", "A", "polygon", (0, 0, 10, 0, 5, 8)), "0,0;10,0;5,8"),
    ],
)
def test_places_on_an_image(area: Area, written: str) -> None:
    assert coordinates(area) == written
    assert placed(area.shape, written) == area.coordinates
    assert placed(area.shape, "1,2") is None


def test_marks_in_a_text_are_what_moodle_takes_for_them_and_nothing_else_is() -> None:
    html = marked("`x [[a]]` {b} [[other]] qz0qz", {"a": "{1:SA:=x}"}, lambda text: text)
    assert html == "`x {1:SA:=x}` &#123;b&#125; [[other]] qz0qz"
    start = html.index("{")
    assert unmarked(html, [(start, start + 9, "a")], lambda text: text) == "`x [[a]]` &#123;b&#125; [[ other ]] qz0qz"


@settings(max_examples=200)
@given(keys=st.integers(1, 10), wrong=st.integers(1, 5), penalty=st.sampled_from((0, 0.25, 0.5, 1, 2, 3.7)), partial=st.booleans())
def test_credit_comes_back_where_moodle_knows_the_shares(keys: int, wrong: int, penalty: float, partial: bool) -> None:
    options = tuple(Option(f"o{place}", "O") for place in range(keys + wrong))
    right = frozenset(option.id for option in options[:keys])
    interaction = ChoiceInteraction(options, right, "multiple", True, partial, penalty if partial else 1)
    worths = fractions(interaction)
    assert {each.removeprefix("-") for each in worths.values()} <= set(KNOWN)
    if is_kept(interaction):
        assert credit([float(each) for each in worths.values()]) == (partial, interaction.penalty)


def test_ids_in_a_line() -> None:
    options = (Option("x", "X"), Option("y", "Y"))
    choice = ChoiceInteraction(options, frozenset("x"), "single", shuffle=True)
    assert line(choice) == "x y"
    assert line(GapInteraction((Gap("g", choice), Gap("h", choice)))) == "g x y; h x y"
    assert line(MatchInteraction(options, (Option("z", "Z"), Option("w", "W")), (("x", "z"), ("y", "z")))) == "x y; w"
    assert line(MatchInteraction(options, options, (("x", "y"), ("y", "y")), "categories")) == "x y; x y; y y"
    assert groups("x y; w") == (("x", "y"), ("w",))
    assert ids(("x", "y"), 2) == ["x", "y"]
    assert ids(("x", "x"), 2) == ids(("x",), 2) == ids(("../x", "y"), 2) == ["a", "b"]
    assert len(set(ids((), 60))) == 60


def test_answers_that_no_item_has() -> None:
    with pytest.raises(NoItemError, match="fewer than two choices"):
        choices([Given("A", 100)], (), single=True, shuffle=True)
    with pytest.raises(NoItemError, match="no choice is right"):
        choices([Given("A", 0), Given("B", 0)], (), single=True, shuffle=True)
    with pytest.raises(NoItemError, match="2 choices are right"):
        choices([Given("A", 100), Given("B", 100)], (), single=True, shuffle=True)
    with pytest.raises(NoItemError, match="wholly right"):
        typed([Given("*", 100)], case_sensitive=False)
    with pytest.raises(NoItemError, match="wholly right"):
        number([Given("1", 50, "", NumberEntryInteraction(1))])
    with pytest.raises(NoItemError, match="fewer than two pairs"):
        matching([Row("A", "X")], ())


def test_what_can_not_be_kept_is_said() -> None:
    half = choices([Given("A", 100), Given("B", 50), Given("C", -10)], (), single=True, shuffle=True)
    assert half.notes == ("a choice that earned a part earns nothing", "a wrong choice that cost points costs nothing")
    uneven = choices([Given("A", 75), Given("B", 25), Given("C", 0), Given("D", -25)], (), single=False, shuffle=True)
    assert len(uneven.notes) == 2
    texts = typed([Given("git *", 100), Given("hg", 50), Given("svn", 0, "No")], case_sensitive=True)
    assert texts.interaction == TextEntryInteraction(("git",), True, ("git .*",))
    assert len(texts.notes) == 3
    scale = choices([Given("A", 100), Given("B", 100)], (("no", "so"),), single=True, shuffle=False, scored=False)
    assert scale.interaction == ScaleInteraction((Option("no", "A"), Option("so", "B")))
