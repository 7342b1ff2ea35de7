"""Patterns: what is accepted means the same to RE2 and to JavaScript."""

import json
import random
import re
import subprocess

import pytest

from cedu.rules import answer_pattern
from cedu.source.answer_patterns import fits, problem

ATOMS = (
    *("a", "B", "é", "ß", "語", "7", " ", "-", "/", ",", ".", r"\.", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\t", r"\x2F", r"\p{L}"),
    *(r"\P{Lu}", "[abc]", "[^,;]", "[a-z0-9]", r"[\d.]", r"[-a]", r"[a-]", r"[\]\-]", r"[^\s]", r"[\p{L}\d]", "(a|b)", "(?:ab)", r"\b"),
    *("^", "$", r"\{", r"\\"),
)
WRONG = (
    *("(?i)", "(?P<n>a)", "(?<n>a)", "{", "}", "]", "[[:alpha:]]", r"\pL", r"\1", "(?=a)", "(?<!a)", r"\Q", r"\z", r"\-", "**", "a{,2}"),
    *("[]a]", r"[\w-z]", "(", ")"),
)
TEXTS = (
    "",
    "a",
    "B",
    "ab",
    "é",
    "É",
    "ß",
    "語",
    "7",
    "77",
    "a.b",
    "a b",
    " ",
    "-",
    "/",
    "a-b",
    "x,y",
    "{",
    "\\",
    "aa",
    "aB7",
    "ſ",
    "\t",
    "abab",
)

SCRIPT = """
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([pattern, text]) => {
  try { return new RegExp("^(?:" + pattern + ")$", "u").test(text); } catch (error) { return String(error); }
})));
"""


def in_javascript(cases: list[tuple[str, str]]) -> list[object]:
    done = subprocess.run(["node", "-e", SCRIPT], input=json.dumps(cases), capture_output=True, encoding="utf-8", check=True, timeout=60)
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def made(dice: random.Random) -> str:
    parts = []
    for _ in range(dice.randint(1, 5)):
        parts.append(dice.choice(ATOMS) if dice.random() < 0.93 else dice.choice(WRONG))
        if dice.random() < 0.35:
            parts.append(dice.choice(["*", "+", "?", "{2}", "{1,3}", "{2,}", "+?", "*?"]))
        if dice.random() < 0.1:
            parts.append("|")
    return "".join(parts)


def test_what_is_accepted_fits_the_same_answers_in_a_browser() -> None:
    dice = random.Random(451)
    patterns = {made(dice) for _ in range(3000)}
    accepted = sorted(pattern for pattern in patterns if problem(pattern) is None)
    assert len(accepted) > 800
    cases = [(pattern, text) for pattern in accepted for text in dice.sample(TEXTS, 6)]
    differing = [
        (pattern, text, answer)
        for (pattern, text), answer in zip(cases, in_javascript(cases), strict=True)
        if answer is not fits(pattern, text)
    ]
    assert differing == []


@pytest.mark.parametrize("pattern", WRONG)
def test_what_they_do_not_share_is_refused_with_a_reason(pattern: str) -> None:
    found = problem(f"a{pattern}")
    assert found
    assert found.message
    assert found.hint


def test_what_could_run_for_ever_is_answered_at_once() -> None:
    assert not fits("(a+)+b", "a" * 5000)
    assert problem("((a{1000}){1000}){1000}")


def test_its_page_names_what_can_be_used() -> None:
    page = answer_pattern.__doc__ or ""
    for piece in (r"\b", r"\B", r"\d", r"\w", r"\s", r"\t", r"\n", r"\x2F", r"\p{L}", "{2,4}", "(?: )"):
        assert re.search(re.escape(f"`{piece}`"), page), piece
