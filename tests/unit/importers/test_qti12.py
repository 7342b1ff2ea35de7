"""QTI 1.2 as Canvas, Blackboard and D2L write it (after what reads or writes them: see `cedu.formats.qti12`), and as nobody should."""

import random
from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import open_source
from cedu.importers import Imported, ImportedItem, Source, importers
from cedu.items import lift
from cedu.model.interaction import ChoiceInteraction

SAMPLES = Path(__file__).parent / "samples/qti12"
IMPORTER = importers()["qti12"]
PNG = b"\x89PNG\r\n\x1a\n"


def read(content: bytes | str, **members: bytes) -> Imported:
    return IMPORTER.read(Source("bank.xml", {"bank.xml": content.encode() if isinstance(content, str) else content, **members}))


def sample(name: str, **members: bytes) -> Imported:
    return IMPORTER.read(Source(name, {name: (SAMPLES / name).read_bytes(), **members}))


def by_title(found: Imported) -> dict[str, ImportedItem]:
    return {item.place.what: item for items in found.items for item in items.items}


def said(found: Imported) -> list[tuple[str, str, str]]:
    return [(note.kind, note.place.what, note.text) for note in found.notes]


def one(presentation: str, processing: str = "", type: str = "", more: str = "") -> Imported:
    """A file with one item."""
    field = f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{type}</fieldentry></qtimetadatafield>"
    metadata = f"<itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata>" if type else ""
    done = f"<resprocessing><outcomes><decvar/></outcomes>{processing}</resprocessing>" if processing else ""
    shown = f"<presentation><material><mattext>Q</mattext></material>{presentation}</presentation>"
    item = f'<item ident="x" title="X">{metadata}{shown}{done}{more}</item>'
    return read(f"<questestinterop>{item}</questestinterop>")


def lifted(found: Imported) -> dict[str, Any]:
    ((item,),) = (items.items for items in found.items)
    return lift(item.interaction)


def choices(*idents: str, cardinality: str = "Single") -> str:
    labels = "".join(
        f'<response_label ident="{ident}"><material><mattext>{ident}</mattext></material></response_label>' for ident in idents
    )
    return f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'


def gives(test: str, value: str = "100", action: str = "Set", goes_on: str = "No") -> str:
    return (
        f'<respcondition continue="{goes_on}"><conditionvar>{test}</conditionvar><setvar action="{action}">{value}</setvar></respcondition>'
    )


def equal(value: str, **more: str) -> str:
    return f'<varequal respident="r"{"".join(f" {key}={chr(34)}{text}{chr(34)}" for key, text in more.items())}>{value}</varequal>'


BLANK = '<response_str ident="r"><render_fib/></response_str>'


def test_canvas_quizzes_come_with_their_images_feedback_settings_and_draws() -> None:
    found = sample("canvas.xml", **{"web_resources/leaf one.png": PNG, "other.png": PNG})
    bank, quiz = found.items
    assert (bank.ident, bank.title, bank.settings) == ("group1", "Kettles", None)
    draws = [{"count": 3}, {"bank": "group1", "count": 1}]
    assert quiz.settings == {"attempts": 2, "time_limit_minutes": 20, "blueprint": {"draws": draws}}
    items = by_title(found)
    leaves = items["Leaves"]
    assert leaves.stem == "Which **plant**? ![a leaf](assets/leaf-one.png)"
    assert found.assets == {"assets/leaf-one.png": PNG}
    assert (leaves.points, leaves.correct, leaves.incorrect, leaves.ident) == (2.5, "For all.\n\nYes.", "For all.\n\nNo.", "i1")
    assert lift(leaves.interaction)["choices"] == [
        {"id": "a", "text": r"Camellia \<b>", "correct": True},
        {"id": "b", "text": "*Mentha*", "feedback": "That is mint."},
    ]
    gaps = items["Question"]
    assert (gaps.id, gaps.stem) == ("", "Green tea is [[first]] and [[second]].")
    assert lift(gaps.interaction)["gaps"] == [
        {"id": "first", "answers": ["steamed", "heated"]},
        {"id": "second", "answers": ["rolled & dried"]},
    ]
    assert lift(items["Sum"].interaction) == {
        "type": "formula",
        "variables": [{"name": "x", "lowest": 1, "highest": 9}, {"name": "p", "lowest": 0.5, "highest": 2, "step": 0.1}],
        "formula": "x * p + log(exp(0)) + log10(1)",
        "tolerance": 0.2,
        "variants": 2,
    }
    assert items["Sum"].stem == "How much are [[x]] cups at [[p]]?"
    assert [lift(items[name].interaction) for name in ("Hot", "Cold")] == [{"type": "upload"}, {"type": "essay"}]
    assert said(found) == [
        ("changed", "Leaves", "what was said to everybody is said after right and after wrong answers"),
        ("changed", "Sum", "a tolerance of 10% becomes 0.2, which it is for the least answer"),
        ("refused", "Tea", "it draws 3 questions from the bank `far`, which is not in the source"),
    ]
    assert [note.place.line for note in found.notes] == [9, 54, 0]


def test_what_canvas_says_beside_a_quiz_is_its_settings() -> None:
    meta = b"""<quiz identifier="quiz1" xmlns="http://canvas.instructure.com/xsd/cccv1p0"><title>Tea</title>
    <description>&lt;p&gt;About &lt;b&gt;tea&lt;/b&gt;.&lt;/p&gt;</description><quiz_type>assignment</quiz_type>
    <allowed_attempts>-1</allowed_attempts><time_limit>30</time_limit></quiz>"""
    (quiz,) = (items for items in sample("canvas.xml", **{"quiz1/assessment_meta.xml": meta}).items if items.settings is not None)
    assert quiz.settings is not None
    assert {name: quiz.settings[name] for name in ("summary", "purpose", "stakes", "attempts", "time_limit_minutes")} == {
        "summary": "About tea.",
        "purpose": "summative",
        "stakes": "graded",
        "attempts": 2,
        "time_limit_minutes": 30,
    }


@pytest.mark.parametrize("said", ["true", "false"])
def test_canvas_says_once_for_all_questions_that_choices_are_shuffled(said: str) -> None:
    meta = f'<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0"><shuffle_answers>{said}</shuffle_answers></quiz>'
    (quiz,) = (each for each in sample("canvas.xml", **{"quiz1/assessment_meta.xml": meta.encode()}).items if each.settings is not None)
    shuffled = [each.interaction.shuffle for each in quiz.items if isinstance(each.interaction, ChoiceInteraction)]
    assert shuffled
    assert set(shuffled) == {said == "true"}


def test_blackboard_pools_say_in_their_own_words_what_is_right() -> None:
    found = sample("blackboard.dat")
    (pool,) = found.items
    assert (pool.title, pool.settings) == ("Pool of stones", None)
    stones, becomes, hardness = pool.items
    assert (stones.ident, stones.points, stones.correct, stones.incorrect) == ("_7_1", 4, "Both came from magma.", "Look at the crystals.")
    assert stones.stem == "Which are *igneous*?"
    assert lift(stones.interaction) == {
        "type": "multiple-choice",
        "choices": [
            {"id": "a", "text": "Basalt", "correct": True},
            {"id": "b", "text": "Chalk", "feedback": "Chalk is made of shells."},
            {"id": "c", "text": "Granite", "correct": True},
        ],
    }
    assert becomes.stem == "What becomes what?"
    assert lift(becomes.interaction)["pairs"] == [
        {"id": "a", "premise": "limestone", "response": "marble"},
        {"id": "b", "premise": "sandstone", "response": "quartzite"},
    ]
    assert [step["text"] for step in lift(hardness.interaction)["sequence"]] == ["talc", "quartz"]
    assert said(found) == [("refused", "_10_1", "it asks to point at an image, which is not read from QTI 1.2")]


def test_d2l_libraries_count_what_is_right_in_variables_of_their_own() -> None:
    found = sample("d2l.xml")
    clouds, winds, steps, units = found.items[0].items
    assert (found.items[0].title, clouds.points, clouds.id) == ("Weather", 3, "Clouds")
    made = lift(clouds.interaction)
    assert ([choice["text"] for choice in made["choices"] if choice.get("correct")], made["scoring"]) == (
        ["nimbostratus", "cumulonimbus"],
        "partial",
    )
    assert [(pair["premise"], pair["response"]) for pair in lift(winds.interaction)["pairs"]] == [
        ("mistral", "France"),
        ("bora", "Croatia"),
    ]
    assert [step["text"] for step in lift(steps.interaction)["sequence"]] == ["air rises", "drops fall"]
    assert lift(units.interaction)["gaps"] == [{"id": "a", "answers": ["hPa"]}, {"id": "b", "answers": ["mm"]}]
    assert units.stem.index("[[a]]") < units.stem.index("rain in") < units.stem.index("[[b]]")
    assert found.notes == ()


@pytest.mark.parametrize(
    ("processing", "more"),
    [
        (gives(f"<and>{equal('a')}{equal('b')}<not>{equal('c')}</not></and>"), {}),
        (gives(f"{equal('a')}{equal('b')}<not>{equal('c')}</not>"), {}),
        ("".join(gives(equal(key), "50", "Add", "Yes") for key in "ab"), {"scoring": "partial", "penalty": 0}),
        (
            "".join(gives(equal(key), "50", "Add", "Yes") for key in "ab") + gives(equal("c"), "25", "Subtract", "Yes"),
            {"scoring": "partial", "penalty": 0.5},
        ),
        ("".join(gives(equal(key), "1", "Add", "Yes") for key in "ab") + gives(equal("c"), "-1", "Add", "Yes"), {"scoring": "partial"}),
    ],
)
def test_how_several_choices_are_scored_is_found_by_answering(processing: str, more: dict[str, Any]) -> None:
    made = lifted(one(choices("a", "b", "c", cardinality="Multiple"), processing))
    assert [choice.get("correct", False) for choice in made["choices"]] == [True, True, False]
    assert {name: made[name] for name in ("scoring", "penalty") if name in made} == more


@pytest.mark.parametrize(
    ("processing", "expected"),
    [
        (gives(equal("b")), {"type": "short-text", "answers": ["b"]}),
        (gives(equal("b") + equal("c", case="Yes")), {"type": "short-text", "answers": ["b", "c"], "case_sensitive": True}),
        (gives(f"<or>{equal('b')}{equal('c')}</or>"), {"type": "short-text", "answers": ["b", "c"]}),
        (gives('<varsubstring respident="r">b.c</varsubstring>'), {"type": "short-text", "answers": ["b.c"], "patterns": [r".*b\.c.*"]}),
        (gives('<vargte respident="r">1.5</vargte><varlte respident="r">2</varlte>'), {"type": "number", "lowest": 1.5, "highest": 2}),
        (gives("<other/>", "0"), {"type": "essay"}),
    ],
)
def test_what_is_typed(processing: str, expected: dict[str, Any]) -> None:
    assert lifted(one(BLANK, processing)) == expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        (equal("3"), {"answer": 3}),
        (
            f'<or>{equal("3")}<and><vargte respident="r">2.9</vargte><varlte respident="r">3.1</varlte></and></or>',
            {"answer": 3, "tolerance": 0.1},
        ),
        (f'<or>{equal("3")}<and><vargt respident="r">2</vargt><varlte respident="r">5</varlte></and></or>', {"lowest": 2, "highest": 5}),
    ],
)
def test_numbers(tests: str, expected: dict[str, Any]) -> None:
    assert lifted(one(BLANK, gives(tests), "numerical_question")) == {"type": "number", **expected}


def test_true_and_false_are_known_by_their_words() -> None:
    assert lifted(one(choices("True", "False"), gives(equal("False")))) == {"type": "true-false", "answer": False}
    assert lifted(one(choices("Yes", "No"), gives(equal("No"))))["type"] == "single-choice"


def test_a_survey_is_a_scale() -> None:
    assert lifted(one(choices("a", "b"), "", "Likert"))["type"] == "scale"


@pytest.mark.parametrize(
    ("presentation", "processing", "type", "reason"),
    [
        (choices("a", "b"), "", "", "none of its choices is said to be right"),
        (choices("a", "b"), gives(equal("a")) + gives(equal("b")), "", "each of 2 choices is right by itself, and only one may be chosen"),
        (choices("a", "b", cardinality="Multiple"), "", "", "none of its choices is said to be right"),
        (choices("a", "b", cardinality="Ordered"), gives(equal("a")), "", "its order is not said in a way that is read"),
        (choices("a", "b") + BLANK, "", "", "it asks in several ways at once"),
        (BLANK, gives(equal("many")), "numerical_question", "it does not say which number is right"),
        ("", "", "essay_question", "it asks nothing that is read: its type is `essay`"),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason(presentation: str, processing: str, type: str, reason: str) -> None:
    found = one(presentation, processing, type)
    assert found.items == ()
    assert ("refused", "X", reason) in said(found)


def test_names_of_what_we_wrote_come_back_and_no_others() -> None:
    labels = choices("choice-so", "choice-not-so")
    right = f"<resprocessing>{gives(equal('choice-so'))}</resprocessing>"
    item = f'<item ident="cedu-bank-b-q-0123456789ab" title="b.q"><presentation>{labels}</presentation>{right}</item>'
    (found,) = read(f"<questestinterop>{item}</questestinterop>").items
    assert (found.items[0].id, [choice["id"] for choice in lift(found.items[0].interaction)["choices"]]) == ("q", ["so", "not-so"])
    assert [choice["id"] for choice in lifted(one(choices("choice-a", "zz"), gives(equal("zz"))))["choices"]] == ["a", "b"]


def test_it_knows_its_own(tmp_path: Path) -> None:
    assert IMPORTER.recognises(open_source(SAMPLES / "canvas.xml")) > 0.9
    assert IMPORTER.recognises(Source("a", {"a": b"<quiz/>"})) == 0
    cartridge = {"imsmanifest.xml": b"<manifest><metadata><schema>IMS Common Cartridge</schema></metadata></manifest>"}
    assert 0 < IMPORTER.recognises(Source("a", cartridge | {"q.xml": (SAMPLES / "canvas.xml").read_bytes()})) < 0.9


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<questestinterop",
        b"<!DOCTYPE q [<!ENTITY a 'b'>]><questestinterop>&a;</questestinterop>",
        b"\xff\xfe<questestinterop/>",
        b"PK",
    ],
)
def test_what_is_no_xml_is_a_note(content: bytes) -> None:
    found = read(content)
    assert found.items == ()
    assert found.notes and all(note.kind == "refused" for note in found.notes)


@pytest.mark.parametrize("name", ["canvas.xml", "blackboard.dat", "d2l.xml"])
def test_nothing_that_a_file_holds_is_an_exception(name: str) -> None:
    dice = random.Random(12)
    whole = (SAMPLES / name).read_bytes()
    pieces = [
        b"",
        b"<not>",
        b"</item>",
        b"999999999999",
        b"-1",
        b"respident",
        b"\x00",
        b"<item/>",
        b"%",
        b"]]>",
        b"continue='Yes'",
        b"..//",
    ]
    for _ in range(300):
        content = whole
        for _ in range(dice.randint(1, 4)):
            start = dice.randrange(len(content))
            content = content[:start] + dice.choice(pieces) + content[start + dice.choice((0, 1, 5, 40)) :]
        read(content)
