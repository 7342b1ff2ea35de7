"""Moodle XML, as Moodle's documentation and its exporter have it."""

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source, open_source
from cedu.importers import Imported, ImportedItem, importers
from cedu.items import lift

MOODLE = importers()["moodle-xml"]
SAMPLE = Path(__file__).parent / "samples" / "moodle-xml" / "documented.xml"
TURN = Path(__file__).parents[2] / "banks" / "every-type" / "assets" / "turn.png"


@pytest.fixture(scope="module")
def sample() -> Imported:
    return MOODLE.read(open_source(SAMPLE))


def read(*questions: str) -> Imported:
    return MOODLE.read(Source("quiz.xml", {"quiz.xml": ("<quiz>\n" + "\n".join(questions) + "\n</quiz>").encode()}))


def question(type: str, inside: str, text: str = "What?") -> str:
    asked = f'<name><text>q</text></name><questiontext format="html"><text>{text}</text></questiontext>'
    return f'<question type="{type}">{asked}{inside}</question>'


def only(found: Imported) -> ImportedItem:
    ((item,),) = (group.items for group in found.items)
    return item


def fields(type: str, inside: str, text: str = "What?") -> dict[str, Any]:
    return lift(only(read(question(type, inside, text))).interaction)


def notes(found: Imported) -> list[tuple[int, str, str]]:
    return [(note.place.line, note.kind, note.text) for note in found.notes]


def of(sample: Imported, name: str, line: int = 0) -> ImportedItem:
    (found,) = (item for group in sample.items for item in group.items if item.place.what == name and line in (0, item.place.line))
    return found


EXPECTED: dict[str, dict[str, Any]] = {
    "Where tea comes from": {
        "type": "single-choice",
        "choices": [
            {"id": "a", "text": "China", "correct": True, "feedback": "Since the Tang."},
            {"id": "b", "text": "Tibet"},
            {"id": "c", "text": "India", "feedback": "Later."},
        ],
    },
    "Oolongs": {
        "type": "multiple-choice",
        "choices": [
            {"id": "a", "text": "Tieguanyin & \\*co\\*", "correct": True},
            {"id": "b", "text": "Da Hong Pao", "correct": True},
            {"id": "c", "text": "Dong Ding", "correct": True},
            {"id": "d", "text": "Sencha"},
        ],
        "shuffle": False,
        "scoring": "partial",
    },
    "The book": {"type": "short-text", "answers": ["Lu Yu"], "patterns": [".*Hongjian.*"], "case_sensitive": True},
    "How much water": {"type": "number", "answer": 0.5, "tolerance": 0.05, "units": [{"name": "l"}, {"name": "ml", "factor": 0.001}]},
    "What is drunk where": {
        "type": "matching",
        "pairs": [{"id": "a", "premise": "*mate*", "response": "Argentina"}, {"id": "b", "premise": "chai", "response": "India"}],
        "distractors": [{"id": "spare-a", "response": "Norway"}],
    },
    "Typed gaps": {
        "type": "gap-text",
        "gaps": [
            {"id": "a", "answers": ["withered", "wilted"]},
            {"id": "b", "answers": ["rolled"], "case_sensitive": True},
            {"id": "c", "answers": ["a } b # c & d"]},
        ],
    },
    "Chosen gaps": {
        "type": "gap-choice",
        "gaps": [
            {"id": "a", "choices": [{"id": "a", "text": "fermented"}, {"id": "b", "text": "unfermented", "correct": True}]},
            {
                "id": "b",
                "choices": [
                    {"id": "a", "text": "partly", "correct": True},
                    {"id": "b", "text": "wholly"},
                    {"id": "c", "text": "not <at all>"},
                ],
            },
        ],
        "shuffle": False,
    },
    "Words from lists": {
        "type": "gap-choice",
        "gaps": [
            {"id": "a", "choices": [{"id": "a", "text": "made", "correct": True}, {"id": "b", "text": "baked"}]},
            {"id": "b", "choices": [{"id": "a", "text": "hot", "correct": True}, {"id": "b", "text": "cold"}]},
        ],
    },
    "Words to drag": {
        "type": "gap-choice",
        "gaps": [
            {"id": "a", "choices": [{"id": "a", "text": "leaves", "correct": True}, {"id": "b", "text": "the pot"}]},
            {"id": "b", "choices": [{"id": "a", "text": "leaves"}, {"id": "b", "text": "the pot", "correct": True}]},
        ],
        "shuffle": False,
    },
    "Leaves for guests": {
        "type": "formula",
        "variables": [{"name": "cups", "lowest": 2, "highest": 8}, {"name": "g_per_cup", "lowest": 2, "highest": 3, "step": 0.1}],
        "formula": "cups ^ 1 * g_per_cup",
        "tolerance": 0.075,
        "variants": 2,
    },
    "How tea is made": {
        "type": "ordering",
        "sequence": [{"id": "a", "text": "pick"}, {"id": "b", "text": "wither"}, {"id": "c", "text": "dry"}],
    },
    "Where the curve turns": {
        "type": "hotspot",
        "image": {"file": "assets/turn.png", "text": "Where the curve turns", "width": 40, "height": 30},
        "areas": [
            {"id": "a", "label": "Area 1", "shape": "rectangle", "coordinates": [15, 18, 25, 26], "correct": True},
            {"id": "elsewhere", "label": "Area 2", "shape": "rectangle", "coordinates": [0, 0, 40, 18]},
        ],
    },
    "The last cup": {"type": "essay", "rubric": [{"id": "a", "text": "Look for the *smell*.", "points": 5}]},
    "The log": {"type": "upload", "files": 20},
    "Before you start": {"type": "passage"},
    "How do you like it": {"type": "scale", "steps": [{"id": "a", "text": "not"}, {"id": "b", "text": "well"}]},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_type(sample: Imported, name: str) -> None:
    assert lift(of(sample, name).interaction) == EXPECTED[name]


def test_what_every_question_may_say(sample: Imported) -> None:
    item = of(sample, "Where tea comes from")
    assert (item.ident, item.id, item.points, item.difficulty, item.tags) == ("tea-01", "tea-01", 2, "easy", ("history", "Green tea"))
    assert item.stem == "Which **country** drank tea first?\n\n![A map](assets/maps/asia%20east.png)"
    assert (item.correct, item.incorrect) == ("Right.\n\nIt was a medicine.", "Wrong.\n\nIt was a medicine.")
    assert item.hint == "Think of porcelain.\n\nAnd of silk."
    assert sample.assets == {"assets/maps/asia east.png": TURN.read_bytes(), "assets/turn.png": TURN.read_bytes()}


def test_texts_in_each_of_moodles_formats(sample: Imported) -> None:
    assert of(sample, "Oolongs").stem == "Which are *oolongs*?"
    assert of(sample, "Tea is a fruit", 47).stem == r"Tea is a \<fruit>."
    assert of(sample, "The book").stem == "Who wrote the first book about tea?\n\nWrite the whole name."
    assert of(sample, "Before you start").stem == "## Read this\n\n- First [a page](https://example.org/),\n- then the rest."
    assert of(sample, "Typed gaps").stem == "Leaves are [[a]] and [[b]], [[c]]."


def test_gaps_are_worth_their_weights_and_what_nobody_marks_nothing(sample: Imported) -> None:
    assert [of(sample, name).points for name in ("Typed gaps", "Chosen gaps", "Before you start", "How do you like it")] == [4, 2, 0, 0]


def test_two_questions_of_one_name_are_two(sample: Imported) -> None:
    assert of(sample, "Tea is a fruit", 47).ident == "Tea is a fruit"
    other = of(sample, "Tea is a fruit", 240)
    assert (other.ident, lift(other.interaction)) == ("Tea is a fruit (2)", {"type": "true-false", "answer": True})


def test_what_is_changed_and_refused_is_said_with_its_line(sample: Imported) -> None:
    assert [(note.place.line, note.place.what, note.text) for note in sample.notes if note.kind == "refused"] == [
        (94, "A number in a gap", "one of its gaps asks for a number, which no gap here can: make it an item of its own"),
        (98, "Several of them", "one of its gaps asks for several choices, which no gap here can: make it an item of its own"),
        (102, "Both kinds", "some of its gaps are typed into, and others chosen for: make it two items"),
        (149, "Choices that are computed", "there is no item type for Moodle's `calculatedmulti`"),
        (176, "What is where", "its markers differ: what belongs where on an image is no item type"),
        (185, "Labels on an image", "there is no item type for Moodle's `ddimageortext`"),
        (229, "A plug-in's", "there is no item type for Moodle's `coderunner`"),
        (233, "Random", "it draws a question at random, which the blueprint of an assessment does here"),
        (234, "Tea is a fruit", "it asks nothing: its text is empty"),
    ]
    assert [(note.place.line, note.text) for note in sample.notes if note.kind == "changed"] == [
        (4, "the description of the category was left out"),
        (9, "a choice that earned a part earns nothing"),
        (9, "feedback on a partly right answer was left out"),
        (53, "the answer `lu yu`, which earned 80 percent, was left out"),
        (64, "a wrong unit, which cost a part, costs everything"),
        (85, "the answer `dried`, which earned 50 percent, was left out"),
        (85, "feedback on what is put into a gap was left out"),
        (85, "gaps that weighed differently earn the same"),
        (90, "a wrong choice that cost points costs nothing"),
        (122, "the values of `g_per_cup` are drawn evenly"),
        (122, "the values of its variables are drawn anew, from the same ranges"),
        (122, "its tolerance, which was a share of each answer, is that share of the least: 0.075"),
        (154, "a part of the right order, which earned a part, earns nothing"),
        (168, "its areas have no labels in Moodle: say what is there, for whoever can't see the image"),
        (168, "its image has no alternative text in Moodle: say what it shows"),
        (168, "its marker's text, `turn`, was left out"),
        (189, "what graders were told became a criterion of the rubric"),
        (189, "the text that answers started from was left out"),
        (189, "bounds on the number of words were left out"),
        (206, "files of any type may be handed in, because `document` names none by its ending"),
        (206, "at most 20 files may be handed in"),
        (216, "it comes without `style`, `<script>`"),
        (240, "it was hidden in Moodle, and is an item like any other"),
    ]


CHOICES = "".join(f'<answer fraction="{{}}"><text>{text}</text></answer>' for text in "abc")


@pytest.mark.parametrize(
    ("shares", "keys", "scoring"),
    [
        ((50, 50, -100), "ab", {}),
        ((50, 50, -50), "ab", {"scoring": "partial"}),
        ((50, 50, 0), "ab", {"scoring": "partial", "penalty": 0}),
        ((100, -25, -25), "a", {"scoring": "partial", "penalty": 0.25}),
    ],
)
def test_shares_are_scoring(shares: tuple[int, int, int], keys: str, scoring: dict[str, Any]) -> None:
    found = fields("multichoice", "<single>false</single><shuffleanswers>1</shuffleanswers>" + CHOICES.format(*shares))
    assert "".join(choice["id"] for choice in found.pop("choices") if choice.get("correct")) == keys
    assert found == {"type": "multiple-choice", **scoring}


def test_only_of_others_questions_is_said_that_all_or_nothing_became_of_shares() -> None:
    theirs = question("multichoice", "<single>false</single>" + CHOICES.format(50, 50, -100))
    assert notes(read(theirs)) == [(2, "changed", "a wrong choice costs everything: only the exact set of right choices counts")]
    assert notes(read(theirs.replace("<question ", '<question ids="x y z" '))) == []


def test_shares_that_can_not_be_kept_are_said() -> None:
    uneven = read(question("multichoice", "<single>false</single>" + CHOICES.format(75, 25, -10)))
    assert notes(uneven) == [(2, "changed", "right choices that earned different shares earn the same")]
    two = read(question("multichoice", CHOICES.format(100, 100, 0)))
    assert notes(two) == [(2, "refused", "2 choices are right, of which one may be chosen")]
    best = read(question("multichoice", CHOICES.format(90, 0, 0)))
    assert notes(best) == [(2, "changed", "the best choice earned 90 percent, and earns everything")]


@pytest.mark.parametrize(
    ("units", "expected", "said"),
    [
        ("<unitgradingtype>2</unitgradingtype><unitpenalty>1</unitpenalty><showunits>0</showunits>", ["m", "cm"], []),
        ("<showunits>3</showunits>", [], ["its units were left out, because Moodle does not ask for them"]),
        ("<unitgradingtype>0</unitgradingtype><showunits>0</showunits>", ["m", "cm"], ["a unit, which could be left out, has to be typed"]),
        (
            "<unitgradingtype>2</unitgradingtype><unitpenalty>1</unitpenalty><unitsleft>1</unitsleft>",
            ["m", "cm"],
            ["the unit, which stood before the number, is typed after it"],
        ),
    ],
)
def test_units(units: str, expected: list[str], said: list[str]) -> None:
    defined = "".join(f"<unit><multiplier>{by}</multiplier><unit_name>{name}</unit_name></unit>" for name, by in (("cm", 100), ("m", 1)))
    answer = '<answer fraction="100"><text>2</text><tolerance>0</tolerance></answer>'
    found = read(question("numerical", f"{answer}<units>{defined}</units>{units}"))
    assert [unit["name"] for unit in lift(only(found).interaction).get("units", [])] == expected
    assert [text for *_, text in notes(found)] == said


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{1:SHORTANSWER:=a~=b}", {"answers": ["a", "b"]}),
        ("{1:MW:%100%a~%0%*}", {"answers": ["a"]}),
        ("{1:SA:%100,0%a~%100.%b}", {"answers": ["a", "b"]}),
        ("{1:SHORTANSWER_C:=A}", {"answers": ["A"], "case_sensitive": True}),
        ("{:SA:=x \\~ y}", {"answers": ["x ~ y"]}),
        ("{1:SA:=1&amp;#126;2}", {"answers": ["1~2"]}),
        ("{1:SA:=a*b}", {"answers": ["ab"], "patterns": ["a.*b"]}),
    ],
)
def test_typed_gaps(written: str, expected: dict[str, Any]) -> None:
    item = only(read(question("cloze", "", f"Say {written}.")))
    assert item.stem == "Say [[a]]."
    assert lift(item.interaction) == {"type": "gap-text", "gaps": [{"id": "a", **expected}]}


def test_what_only_looks_like_a_gap_is_none() -> None:
    item = only(read(question("cloze", "", "&lt;pre&gt;x = [[a]] + {1:SA:=[[b]]}&lt;/pre&gt;")))
    assert item.stem == "```\nx = [[ a ]] + [[a]]\n```"


@pytest.mark.parametrize(
    ("type", "shuffle"), [("MULTICHOICE", False), ("MC", False), ("MCV", False), ("MCH", False), ("MCS", True), ("MULTICHOICE_HS", True)]
)
def test_chosen_gaps(type: str, shuffle: bool) -> None:
    found = fields("multianswer", "", f"Say {{1:{type}:=a~b#no}}.")
    assert found["gaps"] == [{"id": "a", "choices": [{"id": "a", "text": "a", "correct": True}, {"id": "b", "text": "b"}]}]
    assert found.get("shuffle", True) is shuffle


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("{a}*2", "a*2"),
        ("pow({a}, 2)", "a ^ 2"),
        ("sqrt({a}) + pi()", "sqrt(a) + pi"),
        ("fmod({a} + 1, 3)", "(a + 1) % 3"),
        ("round({a})", "round(a)"),
    ],
)
def test_formulas(formula: str, expected: str) -> None:
    assert fields("calculated", calculated(formula), "Of {a}?")["formula"] == expected


@pytest.mark.parametrize("formula", ["{a} ^ 2", "rand(1, {a})", "{b}", "{a}; exit()", "__import__({a})"])
def test_formulas_that_are_refused(formula: str) -> None:
    found = read(question("calculated", calculated(formula), "Of {a}?"))
    assert [kind for _, kind, _ in notes(found)] == ["refused"]


def test_two_variables_of_one_name_are_refused() -> None:
    inside = calculated("{a}")
    definition = inside[inside.index("<dataset_definition>") : inside.index("</dataset_definitions>")]
    found = read(question("calculated", inside.replace(definition, definition * 2), "Of {a}?"))
    assert [text for *_, text in notes(found)] == ["two of its variables have one name"]


def calculated(formula: str) -> str:
    values = "".join(f"<dataset_item><number>{number}</number><value>{number}.5</value></dataset_item>" for number in (1, 2))
    bounds = "".join(f"<{name}><text>{value}</text></{name}>" for name, value in (("minimum", 1), ("maximum", 3), ("decimals", 1)))
    return (
        f'<answer fraction="100"><text>{formula}</text><tolerance>0.1</tolerance><tolerancetype>2</tolerancetype></answer>'
        f"<dataset_definitions><dataset_definition><name><text>a</text></name>{bounds}<dataset_items>{values}</dataset_items>"
        "</dataset_definition></dataset_definitions>"
    )


def test_several_markers_that_are_alike_are_several_areas() -> None:
    image = f'<file name="a.png" encoding="base64">{b64encode(TURN.read_bytes()).decode()}</file>'
    drops = "".join(
        f"<drop><no>{number}</no><shape>{shape}</shape><coords>{coordinates}</coords><choice>1</choice></drop>"
        for number, (shape, coordinates) in enumerate((("circle", "5,5;4"), ("polygon", "30,0;40,0;40,10")), 1)
    )
    drags = "".join(f"<drag><no>{number}</no><text>{text}</text></drag>" for number, text in ((2, "y"), (1, "✔")))
    read_back = read(question("ddmarker", image + drags + drops))
    assert [text for *_, text in notes(read_back)][2:] == [
        "all places have to be chosen, and a part of them earns nothing",
        "the marker `y`, which belongs nowhere, was left out",
    ]
    found = lift(only(read_back).interaction)
    assert found["multiple"] is True
    assert [(area["shape"], area["coordinates"], area["correct"]) for area in found["areas"]] == [
        ("circle", [5, 5, 4], True),
        ("polygon", [30, 0, 40, 0, 40, 10], True),
    ]


def test_files_inside() -> None:
    content = b64encode(b"\x89PNG").decode()
    shown = '<img src="@@PLUGINFILE@@/a.png" alt="A"> <img src="@@PLUGINFILE@@/gone.png" alt="B">'
    text = escape(f'{shown} <a href="@@PLUGINFILE@@/b.pdf">C</a>')
    body = (
        f'<questiontext format="html"><text>{text}</text><file name="a.png" path="/" encoding="base64">{content}</file>'
        f'<file name="b.pdf" path="/" encoding="base64">{b64encode(b"%PDF").decode()}</file></questiontext>'
    )
    text = escape('<img src="@@PLUGINFILE@@/a.png" alt="D">')
    file = '<file name="a.png" encoding="base64">eA==</file>'
    other = f'<questiontext format="html"><text>{text}</text>{file}</questiontext>'
    found = read(f'<question type="description">{body}</question>', f'<question type="description">{other}</question>')
    ((first, second),) = (group.items for group in found.items)
    assert first.stem == "![A](assets/a.png) B [C](assets/b.pdf)"
    assert (first.ident, first.id) == ("", "")
    (name,) = set(found.assets) - {"assets/a.png", "assets/b.pdf"}
    assert second.stem == f"![D]({name})"
    assert (found.assets["assets/a.png"], found.assets[name]) == (b"\x89PNG", b"x")


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        (b"<quiz><question>", 1, "premature end"),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz>&a;</quiz>', 1, "DOCTYPE"),
        (b"<quiz></quiz>", 0, "question"),
        (b"<quiz>\n<question><questiontext><text>x</text></questiontext></question></quiz>", 2, "it doesn't say its type"),
    ],
)
def test_what_can_not_be_read_is_said(content: bytes, line: int, text: str) -> None:
    found = MOODLE.read(Source("a.xml", {"a.xml": content}))
    assert found.items == ()
    assert [(note.place.line, note.kind) for note in found.notes] == [(line, "refused")]
    assert text in found.notes[0].text


def test_recognised_by_its_root() -> None:
    def sure(content: bytes) -> float:
        return MOODLE.recognises(Source("a.xml", {"a.xml": content}))

    assert sure(b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<quiz>') > 0.9
    assert sure(b"<assessmentItem/>") == 0
    assert sure(b"<quiz> in words") > 0.9
    assert sure(b"about a <quiz>") == 0
