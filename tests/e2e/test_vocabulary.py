"""Each type of answer in the words of each standard: what an LMS that is strict takes, and what it has then.

A course is played in `test_scorm.py` and `test_cmi5.py`; here are the answers that few learners give.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from cmi5.statements import wrong

import cedu.player

HERE = Path(__file__).resolve().parent
PLAYER = Path(cedu.player.__file__).parent
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def answer(
    type: str, response: Any, correct: Any, options: int = 0, sources: int = 0, share: float | None = 0, **item: Any
) -> dict[str, Any]:
    """What `quiz.js` says of an item that was handed in; a share of None: nobody marks it."""
    return {
        "id": f"test.{type}",
        "type": type,
        "stem": f"Frage {'?' * 300}",
        "item": item,
        "options": [f"option-{number}" for number in range(options)] if type != "true-false" else ["true", "false"],
        "sources": [f"source-{number}" for number in range(sources)],
        "response": response,
        "correct": correct,
        "marked": share is not None,
        "earned": 3 * (share or 0),
        "points": 0 if share is None else 3,
        "milliseconds": 3_723_456,
    }


# An answer; then, of SCORM 1.2, SCORM 2004 and xAPI, what was answered (nothing for none) and the patterns that are right.
Words = tuple[str, list[str]]
CASES: dict[str, tuple[dict[str, Any], Words, Words, Words]] = {
    "true or false": (answer("true-false", [0], [1]), ("t", ["f"]), ("true", ["false"]), ("true", ["false"])),
    "one of 26": (
        answer("single", [25], [24], 26),
        ("z", ["y"]),
        ("option-25", ["option-24"]),
        ("option-25", ["option-24"]),
    ),
    "nothing chosen": (answer("single", [], [0], 2), ("", ["a"]), ("", ["option-0"]), ("", ["option-0"])),
    "all of 26": (
        answer("multiple", list(range(26)), [0, 25], 26, share=0.3333333),
        (",".join(LETTERS), ["{a,z}"]),
        ("[,]".join(f"option-{number}" for number in range(26)), ["option-0[,]option-25"]),
        ("[,]".join(f"option-{number}" for number in range(26)), ["option-0[,]option-25"]),
    ),
    "an order": (
        answer("order", [2, 0, 1], [0, 1, 2], 3),
        ("c,a,b", ["a,b,c"]),
        ("option-2[,]option-0[,]option-1", ["option-0[,]option-1[,]option-2"]),
        ("option-2[,]option-0[,]option-1", ["option-0[,]option-1[,]option-2"]),
    ),
    "an order that nobody touched": (
        answer("order", [], [0, 1], 2),
        ("", ["a,b"]),
        ("", ["option-0[,]option-1"]),
        ("", ["option-0[,]option-1"]),
    ),
    "half of the pairs, two with one response": (
        answer("match", [[0, 2]], [[0, 1], [1, 1]], 3, 2, share=0.5),
        ("a.c", ["{a.b,b.b}"]),
        ("source-0[.]option-2", ["source-0[.]option-1[,]source-1[.]option-1"]),
        ("source-0[.]option-2", ["source-0[.]option-1[,]source-1[.]option-1"]),
    ),
    "a number with a tolerance": (
        answer("number", "-0.25", [-0.5], answer=-0.5, tolerance=0.25, share=1),
        ("-0.25", ["-0.5"]),
        ("-0.25", ["-0.75[:]-0.25"]),
        ("-0.25", ["-0.75[:]-0.25"]),
    ),
    "a number without one": (answer("number", "41", [40], answer=40, tolerance=0), ("41", ["40"]), ("41", ["40[:]40"]), ("41", ["40"])),
    "no number": (answer("number", "", [40], answer=40, tolerance=0), ("", ["40"]), ("", ["40[:]40"]), ("", ["40"])),
    "a tiny number": (
        answer("number", "1e-9", [1e-9], answer=1e-9, tolerance=0, share=1),
        ("0", ["0"]),
        ("0", ["0[:]0"]),
        ("1e-9", ["1e-9"]),
    ),
    "a word": (
        answer("text", "größe", ["Größe", "size"], caseSensitive=False, share=1),
        ("größe", ["Größe", "size"]),
        ("größe", ["Größe", "size"]),
        ("größe", ["Größe", "size"]),
    ),
    "a word whose capitals count": (
        answer("text", "git", ["Git"], caseSensitive=True),
        ("git", ["Git"]),
        ("git", ["{case_matters=true}Git"]),
        ("git", ["{case_matters=true}Git"]),
    ),
    "a word with what separates words": (
        answer("text", "a,b[,]c{d}", ["a,b[,]c{d}"], caseSensitive=False, share=1),
        ("a,b[,]c{d}", ["a,b[,]c{d}"]),
        ("a,b,c{d}", ["a,b,c{d}"]),
        ("a,b,c{d}", ["a,b,c{d}"]),
    ),
    "a long text": (
        answer("text", "ä" * 300, ["ö" * 300], caseSensitive=False),
        ("ä" * 255, ["ö" * 255]),
        ("ä" * 250, ["ö" * 250]),
        ("ä" * 300, ["ö" * 300]),
    ),
    "a word that only patterns know": (answer("text", "gray", [], patterns=["gr[ae]y"]), ("gray", []), ("gray", []), ("gray", [])),
    "gaps": (
        answer("gaps", ["git, add", "", "c[,]d"], ["git add", "b", "c"], share=0.5),
        ("git, add, , c[,]d", ["git add, b, c"]),
        ("git, add[,][,]c,d", ["git add[,]b[,]c"]),
        ("git, add[,][,]c,d", ["git add[,]b[,]c"]),
    ),
    "26 gaps": (
        answer("gaps", list(LETTERS), list(LETTERS), share=1),
        (", ".join(LETTERS), [", ".join(LETTERS)]),
        ("; ".join(LETTERS), ["; ".join(LETTERS)]),
        ("[,]".join(LETTERS), ["[,]".join(LETTERS)]),
    ),
    "gaps with one answer": (
        answer("gaps", ["a", "a"], ["a", "a"], share=1),
        ("a, a", ["a, a"]),
        ("a; a", ["a; a"]),
        ("a[,]a", ["a[,]a"]),
    ),
    "gaps that nobody filled": (answer("gaps", [], ["a", "b"]), ("", ["a, b"]), ("", ["a[,]b"]), ("", ["a[,]b"])),
    "a place on a scale": (
        answer("scale", [1], [], 3, share=None),
        ("b", []),
        ("option-1", []),
        ("option-1", []),
    ),
    "an essay": (
        answer("essay", "One.\nTwo[,]\n" + "ä" * 5000, [], share=None),
        ("One. Two[,] " + "ä" * 243, []),
        ("One. Two[,] " + "ä" * 3988, []),
        ("One.\nTwo[,]\n" + "ä" * 5000, []),
    ),
}
RESULTS = {"scorm12": ("wrong", 2), "scorm2004": ("incorrect", 4)}


def result(version: str, given: dict[str, Any]) -> str:
    """How right an LMS is told that an answer is."""
    if not given["marked"]:
        return "neutral"
    share = given["earned"] / given["points"]
    wrong_word, places = RESULTS[version]
    return "correct" if share == 1 else f"{share:.{places}f}".rstrip("0") if share else wrong_word


@pytest.fixture(scope="module")
def found(modules: Path, node: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("answers") / "answers.json"
    file.write_text(json.dumps([case[0] for case in CASES.values()]), encoding="utf-8")
    return node(HERE / "vocabulary/words.js", str(PLAYER), str(modules), str(file))


@pytest.mark.parametrize("version", ["scorm12", "scorm2004"])
def test_a_strict_lms_takes_every_answer(version: str, found: Any) -> None:
    assert found[version]["refused"] == []
    place, response = (1, "student_response") if version == "scorm12" else (2, "learner_response")
    records = list(found[version]["heard"].values())
    for number, ((name, case), record) in enumerate(zip(CASES.items(), records, strict=True)):
        patterns = [pattern["pattern"] for pattern in record["correct_responses"].values()]
        assert (name, record[response], patterns) == (name, *case[place])
        assert record["result"] == result(version, case[0])
        latency = found[version]["sent"][f"cmi.interactions.{number}.latency"]
        assert latency == ("0001:02:03.46" if version == "scorm12" else "PT1H2M3.46S")
        if version == "scorm2004":
            assert record["description"].startswith("{lang=de}Frage ???")
            assert len(record["description"]) <= 250


def test_an_lrs_takes_every_answer(found: Any) -> None:
    actor = {"objectType": "Agent", "account": {"homePage": "https://lms.example.org/", "name": "4711"}}
    verb = {"id": "http://adlnet.gov/expapi/verbs/answered"}
    for (name, case), (definition, response) in zip(CASES.items(), found["cmi5"], strict=True):
        assert (name, response, definition.get("correctResponsesPattern", [])) == (name, *case[3])
        result = {"response": response} if response else {}
        statement = {"actor": actor, "verb": verb, "object": {"id": "https://x.example/1", "definition": definition}, "result": result}
        assert (name, wrong(statement)) == (name, [])
