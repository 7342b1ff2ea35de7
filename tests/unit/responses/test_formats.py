"""Files of responses as others write them: recognised by their headers, and read with nobody's name in what comes out of it."""

import json
import random

import pytest

from cedu.formats import table
from cedu.responses import Opened, Response, Responses, Wanted, formats

LONG = "learner,item,answer,seconds\nl-1,git.log,log,12\nl-1,git.word,,3\nl-2,git.log,diff,PT8.5S\n"
WIDE = "learner;log;word\nl-1;log;branch\nl-2;diff;\n"
# After canvas-lms, `student_analysis.rb`: a question and its points; both empty where it was not drawn.
CANVAS = """\
name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"1022: Which shows the history?",1.0,1023: Which belong?,2.0,n correct,\
n incorrect,score
Ada L,77,,S,1,,2026-03-02 10:00:00 UTC,2,git log,1.0,"its author,its message",2.0,2,0,3.0
Ada L,77,,S,1,,2026-03-01 10:00:00 UTC,1,,0.0,,,0,1,0.0
,,,S,1,,2026-03-01 11:00:00 UTC,1,"git push, force",0.0,,,0,1,0.0
"""
# After Moodle 4.5: `mod/quiz/report/overview` and `mod/quiz/report/responses`, in English and in German.
GRADES = """\
"Last name","First name","Email address",State,"Started on",Completed,"Time taken",Grade/10.00,"Q. 1 /5.00","Q. 2 /5.00"
L,Ada,ada@x.example,Finished,"1 March 2026 10:00","1 March 2026 10:05","5 mins",7.50,5.00,2.50
H,Grace,grace@x.example,Finished,"1 March 2026 10:00","1 March 2026 10:05","5 mins",0.00,0.00,-
K,Kay,kay@x.example,"In progress","1 March 2026 10:00",-,-,-,-,-
N,Nobody,n@x.example,-,-,-,-,-,-,-
"Overall average",,,,,,,3.75,2.50,2.50
"""
ANSWERS = """\
Nachname;Vorname;E-Mail-Adresse;Status;Begonnen am;Beendet;Verbrauchte Zeit;Bewertung/10,00;Frage 1;Antwort 1;Richtige Antwort 1
L;Ada;ada@x.example;Beendet;1. März 2026;1. März 2026;5 Minuten;10,00;Which command shows the history?: git log; git log;git log
H;Grace;grace@x.example;Beendet;1. März 2026;1. März 2026;5 Minuten;0,00;Which command shows the history?: git log;-;git log
"""


def statement(learner: str, item: str, **result: object) -> dict[str, object]:
    """What one of our own cmi5 packages says (`player/cmi5.js`)."""
    activity = f"https://lms.example/activities/1/test/git-check/question/{item}"
    return {
        "id": f"{learner}-{item}",
        "actor": {"account": {"homePage": "https://lms.example", "name": learner}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": activity, "definition": {"description": {"en": "Which command shows the history?"}}},
        "result": {"success": True, "score": {"scaled": 1, "raw": 2, "max": 2}, "duration": "PT9.5S", **result},
        "timestamp": "2026-03-01T10:00:00.00Z",
    }


STATEMENTS = [
    statement("l-1", "log", response="log"),
    statement("l-2", "log", response="diff", score={"scaled": 0}),
    {**statement("l-3", "log"), "id": "taken back"},
    {"id": "v", "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}, "object": {"objectType": "StatementRef", "id": "taken back"}},
    {**statement("l-1", "log"), "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}},
    statement("l-1", "log", response="log"),  # sent twice
]
FILES = {
    "long": LONG,
    "wide": WIDE,
    "canvas": CANVAS,
    "moodle": GRADES,
    "xapi": "\n".join(map(json.dumps, STATEMENTS)),
}


def opened(text: str) -> Opened:
    return Opened(text, table.read(text) if not text.startswith(("{", "[")) else table.Table([], [], []))


def read(name: str, text: str, wanted: Wanted | None = None) -> Responses:
    return formats()[name].read(opened(text), wanted or Wanted())


@pytest.mark.parametrize(("name", "text"), [*FILES.items(), ("moodle", ANSWERS), ("xapi", json.dumps({"statements": STATEMENTS}))])
def test_a_format_is_recognised_by_its_header(name, text):
    sure = {one.name: one.recognises(opened(text), Wanted()) for one in formats().values()}
    assert max(sure, key=lambda one: sure[one]) == name


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name,email\nAda,a@x\n", "<html>", "[1, 2]", "{}"])
def test_what_is_no_responses_is_recognised_by_none(text):
    assert not any(one.recognises(opened(text), Wanted()) for one in formats().values())


def test_long():
    found = read("long", LONG)
    assert found.responses == [
        Response("l-1", "git.log", "log", None, 0, 12),
        Response("l-1", "git.word", "", None, 0, 3),
        Response("l-2", "git.log", "diff", None, 0, 8.5),
    ]
    text = "Student no.;item;score;points;attempt\nl-1;a;50 %;;1\nl-1;b;2,5;5;2\n;a;1;1;1\nl-1;a;x;1;1\n"
    found = read("long", text, Wanted({"learner": "Student no."}))
    assert found.responses == [Response("l-1", "a", None, 50, 100, None, 1), Response("l-1", "b", None, 2.5, 5, None, 2)]
    assert [problem.line for problem in found.problems] == [4, 5]


def test_wide():
    found = read("wide", WIDE)
    assert [response[:4] for response in found.responses] == [
        *(("l-1", "log", "log", None), ("l-1", "word", "branch", None)),
        *(("l-2", "log", "diff", None), ("l-2", "word", "", None)),
    ]
    assert [response.question for response in read("wide", WIDE, Wanted(empty="not-asked")).responses] == ["log", "word", "log"]
    scores = read("wide", "id,Name,log,word\n1,Ada,1,0\n2,Grace,0,\n")
    assert list(scores.questions) == ["log", "word"]
    assert [response.score for response in scores.responses] == [1, 0, 0, 0]


def test_canvas_knows_what_was_not_drawn_from_what_was_left_out():
    found = read("canvas", CANVAS)
    assert [question.stem for question in found.questions.values()] == ["Which shows the history?", "Which belong?"]
    assert [(response.question, response.answer, response.score, response.most, response.attempt) for response in found.responses] == [
        ("1022", "git log", 1, 1, 2),
        ("1023", "its author,its message", 2, 2, 2),
        ("1022", "", 0, 1, 1),
        ("1022", "git push, force", 0, 1, 1),
    ]
    assert len({response.learner for response in found.responses}) == 2


def test_moodle_grades_leave_out_who_has_not_finished_and_the_averages():
    found = read("moodle", GRADES)
    assert [response[:5] for response in found.responses] == [
        ("ada@x.example", "1", None, 5, 5),
        ("ada@x.example", "2", None, 2.5, 5),
        ("grace@x.example", "1", None, 0, 5),
    ]
    assert [question.position for question in found.questions.values()] == [1, 2]
    assert [problem.text for problem in found.problems] == ["1 attempt has no grade yet, and is left out"]


def test_moodle_responses_are_known_by_their_form_in_any_language():
    found = read("moodle", ANSWERS)
    ((key, question),) = found.questions.items()
    assert (question.stem, question.begins, question.right) == ("Which command shows the history?: git log", True, "git log")
    assert [response[:4] for response in found.responses] == [("ada@x.example", key, "git log", None), ("grace@x.example", key, "", None)]


def test_xapi_counts_what_was_answered_once_and_not_taken_back():
    found = read("xapi", FILES["xapi"])
    (question,) = found.questions.values()
    assert question.names == ("git-check.log", "log")
    assert [(response.answer, response.score, response.most, response.seconds, response.test) for response in found.responses] == [
        ("log", 1, 1, 9.5, "git-check"),
        ("diff", 0, 1, 9.5, "git-check"),
    ]
    other = {**statement("l-1", "log"), "object": {"id": "https://x.example/q/7"}, "result": {"success": False}}
    other["context"] = {"contextActivities": {"parent": [{"id": "https://x.example/quiz"}]}}
    found = read("xapi", json.dumps([other, {**other, "id": "nobody", "actor": {}}, 7]))
    assert [(response.score, response.test, response.answer) for response in found.responses] == [(0, "https://x.example/quiz", "")]
    assert len(found.problems) == 2
    choices = [{"id": "urn:a", "description": {"en": "git log"}}, {"id": "urn:b", "description": {"en": "git diff"}}]
    definition = {"choices": choices, "correctResponsesPattern": ["urn:a"]}
    other = {**other, "object": {"id": "https://x.example/q/7", "definition": definition}, "result": {"response": "urn:b[,]urn:c"}}
    found = read("xapi", json.dumps(other))
    assert [response.answer for response in found.responses] == ["git diff[,]urn:c"]
    assert [question.right for question in found.questions.values()] == ["git log"]


@pytest.mark.parametrize("name", FILES)
def test_no_reader_stumbles_over_anything(name):
    """Two thousand files that somebody has broken: whatever is in them, there is an answer."""
    dice = random.Random(name)
    text = FILES[name]
    pieces = ['"', ",", ";", "\n", "\0", "{", "[", "}", "1e999", "-", "/", "９", "\u202e", ":", " ", "null", "\\"]
    for _ in range(400):
        broken = text
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(broken) + 1)
            broken = broken[:at] + dice.choice(pieces) * dice.choice([0, 1, 1, 3]) + broken[at + dice.choice([0, 0, 1, 9]) :]
        for one in formats().values():
            made = opened(broken)
            assert 0 <= one.recognises(made, Wanted()) <= 1
            assert isinstance(one.read(made, Wanted()), Responses)
