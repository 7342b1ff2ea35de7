"""CE401 to CE409 and CE450 to CE454: edges of what is wrong with an item."""

from collections.abc import Callable

import pytest

from cedu.diagnostics import Finding

Found = Callable[..., list[Finding]]


def bank(item: str) -> dict[str, str | bytes]:
    return {"b.bank.yaml": f"id: b\ntitle: B\nitems:\n  - {{id: one, {item}}}\n"}


def said(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


GAPS = "type: gap-text, stem: '{stem}', gaps: [{gaps}]"


@pytest.mark.parametrize(
    ("stem", "ids", "expected"),
    [
        ("[[a]] and [[b]]", "ab", []),
        ("[[b]] and [[a]]", "ab", ["the gaps of `one` are in another order than in the stem"]),
        ("[[a]]", "ab", ["the stem of `one` has no `[[b]]`"]),
        ("[[a]] [[b]]", "a", ["`[[b]]` in the stem of `one` is no gap"]),
        ("[[a]] [[a]]", "a", ["the stem of `one` has `[[a]]` 2 times"]),
        ("[[a]] [[ a ]] [[A]] [[]]", "a", []),
        ("nothing", "a", ["the stem of `one` has no `[[a]]`"]),
        ("`[[a]]` for 5 $ or $x^2$, [[b]]", "ab", []),
        ("$1 + [[a]]$", "a", ["`[[a]]` in the stem of `one` stands where nothing can be filled in"]),
        (
            "1 <!-- [[a]] --> ![[[b]]](b.png)",
            "ab",
            [f"`[[{id}]]` in the stem of `one` stands where nothing can be filled in" for id in "ab"],
        ),
    ],
)
def test_gaps_and_marks(found: Found, stem: str, ids: str, expected: list[str]) -> None:
    gaps = ", ".join(f"{{id: {id}, answers: [x]}}" for id in ids)
    assert said(found("CE403", bank(GAPS.format(stem=stem, gaps=gaps)))) == expected


def test_a_misspelt_mark_is_one_finding_with_the_right_spelling(found: Found) -> None:
    (finding,) = found("CE403", bank(GAPS.format(stem="[[folders]]", gaps="{id: folder, answers: [x]}")))
    assert finding.hint == "did you mean `[[folder]]`?"


FORMULA = "type: formula, stem: '{stem}', formula: '{formula}', variables: [{variables}]"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x / (x - 3)", ["for x = 3 the formula of `one` can't be computed: float division by zero"]),
        ("sqrt(2 - x)", "for x = "),
        ("x ^ x ^ x ^ x ^ x", "for x = "),
        ("x +", ["the formula of `one` can't be used: it can't be read as a formula"]),
        ("__import__(x)", ["the formula of `one` can't be used: there is no function `__import__`"]),
        ("sqrt(x, x)", "for x = "),
        ("y / 0", []),
        ("2 * x", []),
    ],
)
def test_what_a_formula_comes_to(found: Found, formula: str, expected: list[str] | str) -> None:
    variables = "{name: x, lowest: 1, highest: 12}"
    messages = said(found("CE404", bank(FORMULA.format(stem="[[x]]?", formula=formula, variables=variables))))
    if isinstance(expected, str):
        assert len(messages) == 1
        assert messages[0].startswith(expected)
    else:
        assert messages == expected


@pytest.mark.parametrize(
    ("stem", "formula", "names", "expected"),
    [
        ("[[x]]", "x", "x", []),
        ("[[x]] [[y]]", "x", "xy", []),
        ("?", "x", "x", ["learners of `one` are not told what `x` is"]),
        ("[[x]]", "x", "xz", ["neither the formula nor the stem of `one` uses `z`"]),
        ("[[x]] [[z]]", "x + y", "x", ["`[[z]]` in the stem of `one` is no variable", "`y` in the formula of `one` is no variable"]),
        ("[[x]]", "x * pi + max(x, 1)", "x", []),
    ],
)
def test_variables(found: Found, stem: str, formula: str, names: str, expected: list[str]) -> None:
    variables = ", ".join(f"{{name: {name}, lowest: 1, highest: 40}}" for name in names)
    assert said(found("CE405", bank(FORMULA.format(stem=stem, formula=formula, variables=variables)))) == expected


def test_a_misspelt_variable_is_named(found: Found) -> None:
    item = FORMULA.format(stem="[[lessons]]", formula="2 * lesson", variables="{name: lessons, lowest: 1, highest: 40}")
    assert found("CE405", bank(item))[0].hint == "did you mean `lessons`?"


AREA = "{{id: {id}, label: x, shape: {shape}, coordinates: {coordinates}, correct: {correct}}}"
HOTSPOT = "type: hotspot, stem: S?, image: {{file: a.png, text: x, width: 100, height: 100}}, areas: [{areas}]"


def hotspot(*areas: tuple[str, list[float]], right: int = 1) -> dict[str, str | bytes]:
    written = [
        AREA.format(id=f"a{number}", shape=shape, coordinates=coordinates, correct=str(number < right).lower())
        for number, (shape, coordinates) in enumerate(areas)
    ]
    return bank(HOTSPOT.format(areas=", ".join(written)))


@pytest.mark.parametrize(
    ("right", "wrong", "overlap"),
    [
        (("rectangle", [0, 0, 50, 50]), ("rectangle", [50, 0, 100, 50]), False),
        (("rectangle", [0, 0, 50, 50]), ("rectangle", [49, 49, 100, 100]), True),
        (("rectangle", [0, 0, 50, 50]), ("rectangle", [10, 10, 20, 20]), True),
        (("rectangle", [0, 0, 50, 50]), ("circle", [60, 60, 14]), False),
        (("rectangle", [0, 0, 50, 50]), ("circle", [60, 60, 20]), True),
        (("circle", [30, 30, 10]), ("circle", [50, 30, 10]), False),
        (("circle", [30, 30, 10]), ("circle", [45, 30, 10]), True),
        (("polygon", [0, 0, 100, 0, 0, 100]), ("polygon", [100, 100, 100, 0, 0, 100]), False),
        (("polygon", [0, 0, 100, 0, 0, 100]), ("polygon", [100, 100, 60, 0, 0, 60]), True),
        (("polygon", [0, 0, 60, 0, 60, 60, 50, 60, 50, 10, 0, 10]), ("rectangle", [0, 20, 40, 60]), False),
        (("polygon", [0, 0, 60, 0, 60, 60, 50, 60, 50, 10, 0, 10]), ("rectangle", [0, 20, 55, 60]), True),
    ],
)
def test_a_right_and_a_wrong_area_that_overlap(
    found: Found, right: tuple[str, list[float]], wrong: tuple[str, list[float]], overlap: bool
) -> None:
    assert bool(found("CE408", hotspot(right, wrong))) is overlap
    assert not found("CE408", hotspot(right, wrong, right=2))


@pytest.mark.parametrize(
    ("shape", "coordinates", "expected"),
    [
        ("rectangle", [0, 0, 100, 100], ""),
        ("rectangle", [10, 0, 10, 100], "has no extent"),
        ("rectangle", [0, 0, 100, 101], "lies outside"),
        ("circle", [10, 10, 0], "has no extent"),
        ("circle", [10, 10, 11], "lies outside"),
        ("polygon", [1, 1, 1, 1, 1, 1], "has no extent"),
        ("polygon", [1, 1, 9, 1, 1, 9, 5], "an odd number"),
    ],
)
def test_an_area_by_itself(found: Found, shape: str, coordinates: list[float], expected: str) -> None:
    messages = said(found("CE408", hotspot((shape, coordinates), (shape, coordinates), right=2)))
    assert len(messages) == (2 if expected else 0)
    assert all(expected in message for message in messages)


def test_several_right_areas_need_multiple(found: Found) -> None:
    areas = (("circle", [10, 10, 5]), ("circle", [50, 50, 5]), ("circle", [80, 80, 5]))
    files = hotspot(*areas, right=2)
    assert said(found("CE401", files)) == ["2 areas of `one` are correct, and only one can be chosen"]
    assert not found("CE401", {name: str(text).replace("S?", "S?, multiple: true") for name, text in files.items()})
    assert said(found("CE401", hotspot(*areas, right=0))) == ["no area of `one` is correct"]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"<svg", b"\xff\xd8\xff\xe0\x00", b"text"])
def test_a_file_that_is_no_image_has_no_size_to_compare(found: Found, content: bytes) -> None:
    files = hotspot(("circle", [10, 10, 5]), ("circle", [50, 50, 5]))
    assert not found("CE409", {**files, "a.png": content})


def test_an_image_outside_is_not_read(found: Found) -> None:
    files = {name: str(text).replace("a.png", "../../a.png") for name, text in hotspot(("circle", [10, 10, 5])).items()}
    assert not found("CE409", files)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("type: number, stem: S?, answer: 1, units: [{name: m}, {name: m, factor: 2}]", "a second unit `m`"),
        (
            "type: gap-choice, stem: '[[g]]', gaps: [{id: g, choices: [{id: a, text: A, correct: true}, {id: a, text: B}]}]",
            "a second choice `a`",
        ),
        ("type: gap-text, stem: '[[g]] [[g]]', gaps: [{id: g, answers: [a]}, {id: g, answers: [b]}]", "a second gap `g`"),
        (
            "type: matching, stem: S?, pairs: [{id: a, premise: A, response: B}, {id: b, premise: C, response: D}],"
            " distractors: [{id: a-response, response: E}]",
            "`a-response` is what formats call the response of the pair `a`",
        ),
        (
            "type: formula, stem: '[[x]]', formula: x, variables: [{name: x, lowest: 1, highest: 9}, {name: x, lowest: 1, highest: 9}]",
            "a second variable `x`",
        ),
    ],
)
def test_names_inside_an_item_that_are_used_twice(found: Found, item: str, expected: str) -> None:
    (finding,) = found("CE215", bank(item))
    assert finding.message.startswith(expected)


ENDLESS = (
    "., ",
    "**a ",
    "_a ",
    "`",
    "``` ",
    "[[a]]",
    "[a](",
    "<b",
    "which not ",
    "a\n",
    "\n \n",
    "1-2,",
    ": ? ",
    "é語",
    "\\",
    "$x$ ",
    "~~~\n",
    "(A) and ",
)


@pytest.mark.parametrize("piece", ENDLESS)
def test_texts_without_end_are_read_in_proportion_to_their_length(piece: str) -> None:
    """Rules look at strangers' texts, too: a hundred thousand characters of anything."""
    from datetime import date

    from cedu.items.short_text import ShortText
    from cedu.items.single_choice import SingleChoice
    from cedu.jobs.examine import run
    from cedu.model.assessment import Bank
    from cedu.model.choice import Choice
    from cedu.model.origin import start_of
    from cedu.model.workspace import Organization, Workspace
    from cedu.rules import Settings
    from cedu.source.questions import questions

    text = (piece * 100_000)[:100_000]
    origin = start_of("b.bank.yaml")
    choices = tuple(Choice(origin=origin, id=f"c{end}", text=f"{text}{end}", correct=not end) for end in ("", "x", "y"))
    one = SingleChoice(origin=origin, id="one", type="single-choice", stem=text, hint=text, choices=choices)
    two = ShortText(origin=origin, id="two", type="short-text", stem=text, hint=text, answers=(text,), patterns=(text,))
    bank = Bank(origin=origin, id="b", title="B", items=(one, two))
    workspace = Workspace(origin=origin, cedu=1, namespace="https://x.example/", organization=Organization(origin=origin, name="X"))
    settings = Settings(workspace, date(2026, 11, 21))
    for question in questions(bank, workspace):
        for finding in (*run(question.item, settings), *run(question, settings)):
            assert len(finding.message) < 400
