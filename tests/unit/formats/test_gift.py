"""GIFT, read back by a small reader that was written after Moodle's documentation, not after our writer."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.formats.gift import escape, question
from cedu.items.matching import Distractor, Matching, Pair
from cedu.items.multiple_choice import MultipleChoice
from cedu.items.number import Number
from cedu.items.ordering import Ordering, Place
from cedu.items.short_text import ShortText
from cedu.items.single_choice import SingleChoice
from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Bank
from cedu.model.choice import Choice
from cedu.model.item import Feedback, Item
from cedu.model.origin import start_of
from cedu.model.pool import Pooled
from cedu.source import text as yaml
from cedu.source.structure import build

ORIGIN = start_of("a.bank.yaml")
# What an author may write; YAML lets no control character in unless it is escaped, and those are no text.
# Without private characters, which the reader below uses as its own.
WILD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co")) | st.sampled_from("~=#{}:\\[]%->*/\n$"), min_size=1, max_size=40
)
WILD = WILD.filter(str.strip)


def write(item: Item) -> str:
    return question(Pooled(Bank(origin=ORIGIN, id="bank", title="Bank", items=(item,)), item))


def written(fields: str) -> str:
    """The question of an item in YAML, without the lines that name it."""
    lines = "".join(f"    {line}\n" for line in fields.strip().splitlines())
    document, findings = yaml.read("a.bank.yaml", f"id: bank\ntitle: Bank\nitems:\n  - id: item\n{lines}".encode())
    assert document is not None, findings
    _, _, question = write(build(Bank, document).items[0]).partition("::bank.item::[html]")
    return question


def read(text: str) -> dict[str, Any]:
    """One question: comment lines away, escapes to placeholders, then title, stem, and answers between the braces."""
    assert "\n\n" not in text.strip("\n")
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("//")]
    hidden = re.sub(r"\\([~=#{}:\\n])", lambda match: chr(0xE000 + ord(match[1])), "\n".join(lines)).strip()
    match = re.fullmatch(r"::(?P<title>[^:]*)::(?P<stem>[^{}]*)\{(?P<answers>[^{}]*)\}", hidden, re.DOTALL)
    assert match, text
    answers, _, general = match["answers"].partition("####")
    found: dict[str, Any] = {"title": match["title"], "stem": shown(match["stem"]), "general": shown(general)}
    answers = answers.strip()
    if answers.startswith("#"):
        right, _, wrong = answers[1:].partition("~")
        return found | {
            "type": "numerical",
            "answers": [choice(each) for each in re.split("=", right) if each.strip()],
            "wrong": wrong.strip(),
        }
    if "~" in answers:
        return found | {"type": "multichoice", "answers": [choice(each) for each in re.findall(r"[~=][^~=]*", answers)]}
    if "=" in answers and "->" in answers:
        pairs = [each.partition("->") for each in answers.split("=") if each.strip()]
        return found | {"type": "match", "answers": [(shown(left), shown(right)) for left, _, right in pairs]}
    if re.fullmatch(r"(TRUE|FALSE)(#[^#]*){0,2}", answers):
        return found | {"type": "truefalse", "answers": [shown(part) for part in answers.split("#")]}
    return found | {"type": "shortanswer", "answers": [choice("=" + each) for each in answers.split("=") if each.strip()]}


def choice(text: str) -> tuple[str, str, str]:
    """A mark with its weight, a text and its feedback."""
    match = re.match(r"\s*([~=]?)(?:%(-?[\d.]+)%)?", text)
    assert match
    body, _, feedback = text[match.end() :].partition("#")
    return match[1] + (match[2] or ""), shown(body), shown(feedback)


def shown(text: str) -> str:
    text = re.sub(r"^\[(html|plain|markdown|moodle)\]", "", text.strip())
    return re.sub("[\ue000-\ue07f]", lambda match: "\n" if match[0] == chr(0xE000 + ord("n")) else chr(ord(match[0]) - 0xE000), text)


def choices(*texts: str, keys: str = "0", feedback: str = "") -> tuple[Choice, ...]:
    return tuple(
        Choice(origin=ORIGIN, id=f"c{number}", text=text, correct=str(number) in keys, feedback=feedback)
        for number, text in enumerate(texts)
    )


def test_single_choice_says_its_feedback_with_the_choice() -> None:
    item = SingleChoice(
        origin=ORIGIN,
        id="exit",
        type="single-choice",
        stem="What does `cedu` say: 1 = {0}?",
        tags=("cli",),
        choices=choices("~a", "b", feedback="F."),
        feedback=Feedback(origin=ORIGIN, correct="Right.", incorrect="Wrong."),
    )
    text = write(item)
    assert text.startswith("// [id:bank.exit] [tag:medium] [tag:cli]\n// ids: c0 c1\n::bank.exit::[html]")
    found = read(text)
    assert found["stem"] == "What does <code>cedu</code> say: 1 = {0}?"
    assert [(mark, body) for mark, body, _ in found["answers"]] == [("=", "~a"), ("~", "b")]
    assert "F." in found["answers"][0][2]
    assert "Right." in found["answers"][0][2]
    assert "Wrong." in found["answers"][1][2]


def test_multiple_choice_has_shares_and_no_equals_sign() -> None:
    item = MultipleChoice(
        origin=ORIGIN,
        id="kinds",
        type="multiple-choice",
        stem="Which?",
        choices=choices("a", "b", "c", "%50% of it", keys="013", feedback=""),
        scoring="partial",
        feedback=Feedback(origin=ORIGIN, incorrect="Look again."),
    )
    found = read(write(item))
    assert found["answers"] == [("~33.33333", "a", ""), ("~33.33333", "b", ""), ("~-33.33333", "c", ""), ("~33.33333", "%50% of it", "")]
    assert found["general"] == "Look again."


@pytest.mark.parametrize(("answer", "word"), [(True, "TRUE"), (False, "FALSE")])
def test_true_false_says_first_what_follows_a_wrong_answer(answer: bool, word: str) -> None:
    item = TrueFalse(origin=ORIGIN, id="t", type="true-false", stem="So.", answer=answer)
    assert read(write(item))["answers"] == [word]
    right = TrueFalse(origin=ORIGIN, id="t", type="true-false", stem="So.", answer=answer, feedback=Feedback(origin=ORIGIN, correct="Yes."))
    assert read(write(right))["answers"] == [word, "", "Yes."]


def test_short_answers_keep_what_gift_and_moodle_would_read_as_their_own() -> None:
    item = ShortText(origin=ORIGIN, id="s", type="short-text", stem="?", answers=("2*3", "[html] x", "%20% y", "a->b", "T"))
    found = read(write(item))
    assert found["type"] == "shortanswer"
    assert [body for _, body, _ in found["answers"]] == ["2\\*3", "[html] x", "%20% y", "a-*>b", "T"]


def test_number_has_a_tolerance_and_feedback() -> None:
    feedback = Feedback(origin=ORIGIN, correct="Yes.", incorrect="No.")
    found = read(write(Number(origin=ORIGIN, id="n", type="number", stem="?", answer=-1.5, tolerance=1e-6, feedback=feedback)))
    assert found["answers"] == [("", "-1.5:0.000001", "Yes.")]
    assert found["wrong"] == "#No."


def test_matching_and_ordering_are_matchings() -> None:
    pairs = tuple(Pair(origin=ORIGIN, id=id, premise=f"*{id}*", response=f"is `{id}`") for id in ("a", "b"))
    matching = Matching(
        origin=ORIGIN, id="m", type="matching", stem="?", pairs=pairs, distractors=(Distractor(origin=ORIGIN, id="c", response="c"),)
    )
    assert read(write(matching))["answers"] == [("<em>a</em>", "is a"), ("<em>b</em>", "is b"), ("", "c")]
    places = tuple(Place(origin=ORIGIN, id=id, text=id) for id in ("edit", "check", "build"))
    ordering = read(write(Ordering(origin=ORIGIN, id="o", type="ordering", stem="?", sequence=places)))
    assert sorted(ordering["answers"], key=lambda pair: pair[1]) == [("edit", "1"), ("check", "2"), ("build", "3")]
    assert ordering["answers"] != [("edit", "1"), ("check", "2"), ("build", "3")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("type: essay\nstem: Why?", "Why?{}\n"),
        ("type: essay\nstem: Why?\nfeedback: {correct: 'So: so.'}", "Why?{####So\\: so.}\n"),
        ("type: passage\nstem: 'Read {this}.'", "Read \\{this\\}.\n"),
        # One `=` says that one may be chosen, and each is wholly right.
        ("type: scale\nstem: Sure?\nsteps: [{id: a, text: No}, {id: b, text: Yes}]", "Sure?{\n\t=No\n\t~%100%Yes\n}\n"),
        ("type: number\nstem: Hot?\nlowest: -2.5\nhighest: 3", "Hot?{#\n\t=-2.5..3\n}\n"),
        ("type: number\nstem: Heavy?\nanswer: 3\nunits: [{name: kg}]", "Heavy?{#\n\t=3:0\n}\n"),
        (
            "type: gap-text\nstem: 'So [[one]].'\ngaps: [{id: one, answers: ['a=b', c]}]\nfeedback: {incorrect: No.}",
            "So {\n\t=a\\=b\n\t=c\n\t=%0%*#No.\n}.\n",
        ),
        # With nothing behind the answers, Moodle would take a gap for a question of its own.
        ("type: gap-text\nstem: 'So [[one]]'\ngaps: [{id: one, answers: [a]}]", "So {\n\t=a\n}<span></span>\n"),
        (
            "type: gap-choice\nstem: '[[one]] {so}'\ngaps: [{id: one, choices: [{id: a, text: '<b>', correct: true}, {id: b, text: B}]}]",
            "{\n\t=&lt;b&gt;\n\t~B\n} &#123;so&#125;\n".replace("&#", "&\\#"),
        ),
        (
            "type: categorization\nstem: Sort.\ncategories: [{id: x, text: X}, {id: y, text: '*Y*'}]\n"
            "elements: [{id: a, text: '*A*', category: x}, {id: b, text: B, category: x}]",
            "Sort.{\n\t=<em>A</em> -> X\n\t=B -> X\n\t= -> Y\n}\n",
        ),
    ],
)
def test_each_other_type(fields: str, expected: str) -> None:
    assert written(fields) == expected


def test_a_formula_is_a_number_for_its_first_values() -> None:
    found = written(
        "type: formula\nstem: 'What is [[a]] + 1?'\nvariables: [{name: a, lowest: 1, highest: 9}]\nformula: a + 1\ntolerance: 0.5"
    )
    match = re.fullmatch(r"What is (\d) \+ 1\?\{#\n\t=(\d+):0.5\n\}\n", found)
    assert match
    assert int(match[2]) == int(match[1]) + 1


@pytest.mark.parametrize(
    "fields",
    [
        "type: upload\nstem: '?'",
        "type: gap-text\nstem: '[[a]] [[b]]'\ngaps: [{id: a, answers: [a]}, {id: b, answers: [b]}]",
        "type: hotspot\nstem: '?'\nimage: {file: a.png, text: A, width: 9, height: 9}\n"
        "areas: [{id: a, label: A, shape: circle, coordinates: [1, 1, 1], correct: true}, {id: b, label: B, shape: circle, "
        "coordinates: [5, 5, 1]}]",
    ],
)
def test_what_gift_can_not_hold_is_left_out(fields: str) -> None:
    assert written(fields) == ""


def test_a_text_of_several_lines_has_no_blank_line_in_it() -> None:
    found = written("type: true-false\nanswer: true\nstem: |-\n  One.\n\n  ```\n  // $CATEGORY\n\n  {}\n  ```")
    assert found.strip().count("\n") == 0
    assert "// $CATEGORY\\n\\n\\{\\}" in found


def test_an_image_is_its_alternative_text_and_a_link_to_a_file_its_text() -> None:
    item = TrueFalse(
        origin=ORIGIN, id="t", type="true-false", stem="See ![the pipe](p.png) and [more](m.md) or [web](https://x.org/).", answer=True
    )
    stem = read(write(item))["stem"]
    assert "See the pipe and more or" in stem
    assert "<img" not in stem
    assert 'href="https://x.org/"' in stem


@settings(max_examples=150, deadline=None)
@given(stem=WILD, texts=st.lists(WILD, min_size=2, max_size=5), feedback=WILD)
def test_any_text_stays_one_question_with_its_choices(stem: str, texts: list[str], feedback: str) -> None:
    item = SingleChoice(
        origin=ORIGIN,
        id="i",
        type="single-choice",
        stem=stem,
        choices=choices(*texts),
        feedback=Feedback(origin=ORIGIN, correct=feedback, incorrect=feedback),
    )
    found = read(write(item))
    assert found["type"] == "multichoice"
    assert [mark for mark, _, _ in found["answers"]] == ["=", *["~"] * (len(texts) - 1)]


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(WILD, min_size=1, max_size=4, unique=True))
def test_any_short_answer_is_read_back(answers: list[str]) -> None:
    found = read(write(ShortText(origin=ORIGIN, id="s", type="short-text", stem="?", answers=tuple(answers))))
    assert found["type"] == "shortanswer"
    expected = [answer.strip().replace("*", "\\*").replace("->", "-*>") for answer in answers]
    assert [body for _, body, _ in found["answers"]] == expected


def test_escapes() -> None:
    assert escape("a~=#{}:\\\n") == r"a\~\=\#\{\}\:\\" + r"\n"
