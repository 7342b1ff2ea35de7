"""Tables of ours as spreadsheets write them, the same as JSON, and everything that can be wrong with them, at its line."""

import json
from datetime import date

import pytest

from cedu.credentials.results.records import COLUMNS
from cedu.rules import rules
from unit.credentials.results.reading import Reading, of, only, said

HEADER = "learner_id,name,email,kind,id,score,passed,completed_on,language,source"
GOOD = "u-1,Ada Lovelace,ada@example.org,assessment,exam,82.5,yes,2026-01-31,en,server"
PEOPLE = "learner_id,name,kind,id,completed_on,passed,assessor,reason,level"


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows, ""))


def test_a_row_is_read_whole(reading: Reading) -> None:
    found = reading(table(GOOD))
    result, learner = only(found), of(found, "u-1").learner
    assert (learner.name, learner.email, learner.language) == ("Ada Lovelace", "ada@example.org", "en")
    assert result[:8] == ("assessment", "exam", date(2026, 1, 31), "results.csv", 2, 82.5, True, "server")
    assert not result.undated and found.findings == ()


TABLE = [
    [*HEADER.split(",")],
    ["u-1", "Zoë “Zed” Müller; Łódź", "", "assessment", "test", "82,5 %", "WAHR", "31.01.2026", "de", "server"],
    ["u-2", 'A "B"\nC', "", "Course", "writing", "", "", "2026-01-31T10:00:00Z", "", "CLIENT"],
]


def excel(delimiter: str, newline: str = "\r\n") -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set('",;\t\n') else cell for cell in row] for row in TABLE]
    return newline.join(delimiter.join(row) for row in quoted) + newline


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_way_that_a_spreadsheet_saves_a_table(reading: Reading, encoding: str, delimiter: str, newline: str) -> None:
    text = excel(delimiter, newline)
    if encoding == "cp1252":
        text = text.replace("Łódź", "Köln")
    found = reading(text.encode(encoding))
    assert found.findings == ()
    first, second = of(found, "u-1"), of(found, "u-2")
    assert first.learner.name == ("Zoë “Zed” Müller; Köln" if encoding == "cp1252" else "Zoë “Zed” Müller; Łódź")
    assert first.results[0][1:7] == ("exam", date(2026, 1, 31), "results.csv", 2, 82.5, True)
    assert second.learner.name == 'A "B" C'
    assert (second.results[0].kind, second.results[0].id, second.results[0].line, second.results[0].source) == (
        "course",
        "authoring",
        3,
        "client",
    )


def test_names_of_columns_may_be_capitals_and_stand_in_any_order(reading: Reading) -> None:
    found = reading(table("server,exam,Assessment,2026-01-31,Ada,u-1,90", header="Source,ID,Kind,Completed on,NAME,Learner-ID,Score"))
    assert found.findings == () and only(found).score == 90
    assert only(reading("sep=|\r\n" + table(GOOD).replace(",", "|"))).line == 3


def test_a_name_is_composed_and_its_white_space_collapsed(reading: Reading) -> None:
    found = reading(table(GOOD.replace("Ada Lovelace", " Zoe\u0308\u00a0  Lovelace ")))
    assert of(found, "u-1").learner.name == "Zoë Lovelace"


DAY_HINT = "write year-month-day, such as `2026-01-31`"
SCORE_HINT = "write it in percent, such as `82.5`, or say `out_of` in cedu.yaml"
FAULTS = [
    ("CE713", GOOD.replace("u-1", ""), "no `learner_id`", ""),
    ("CE713", GOOD.replace("Ada Lovelace", " "), "no `name`", ""),
    ("CE713", GOOD.replace("server", ""), "no `source`", "write `server` where an LMS scored, `client` where a browser did"),
    ("CE713", GOOD.replace("2026-01-31", ""), "no `completed_on`", ""),
    ("CE714", GOOD.replace("assessment", "assesment"), "unknown kind `assesment`", "did you mean `assessment`?"),
    ("CE715", GOOD.replace(",exam,", ",exma,"), "no assessment `exma`", "did you mean `exam`?"),
    ("CE715", GOOD.replace(",exam,", ",authoring,"), "no assessment `authoring`", "`authoring` is of kind `course`"),
    ("CE716", GOOD.replace("82.5", "25/30"), "the score `25/30` is no number", SCORE_HINT),
    ("CE716", GOOD.replace("82.5", "nan"), "the score `nan` is no number", SCORE_HINT),
    ("CE716", GOOD.replace("82.5", "101"), "the score `101` is not between 0 and 100", SCORE_HINT),
    ("CE716", GOOD.replace("82.5", "-1"), "the score `-1` is not between 0 and 100", SCORE_HINT),
    ("CE717", GOOD.replace("2026-01-31", "2026-02-30"), "`completed_on` is `2026-02-30`, which is no day", DAY_HINT),
    ("CE717", GOOD.replace("2026-01-31", "01/31/2026"), "`completed_on` is `01/31/2026`, which is no day", DAY_HINT),
    ("CE717", GOOD.replace("2026-01-31", "2026-06-02"), "`completed_on` is 2026-06-02, which is in the future", "today is 2026-06-01"),
    ("CE718", GOOD.replace("server", "sever"), "the source `sever` is neither `server` nor `client`", "did you mean `server`?"),
    ("CE719", GOOD.replace("yes", "perhaps"), "`passed` is `perhaps`", "write `yes` or `no`"),
    ("CE720", GOOD.replace("Ada", "A\u202eda"), "`name` holds the control character U+202E", "delete it"),
    ("CE720", GOOD.replace("Ada", "A\x07da"), "`name` holds the control character U+0007", "delete it"),
    ("CE720", GOOD.replace("Ada", "A" * 250), "`name` has over 200 characters", ""),
    ("CE721", GOOD.replace(",server", ""), "9 cells, where the header has 10", ""),
    ("CE721", GOOD + ",more", "11 cells, where the header has 10", "quote a cell that holds the delimiter"),
    (
        "CE721",
        GOOD.replace("Ada", '"A"da'),
        "the row can't be read: ',' expected after '\"'",
        'a quote inside a quoted cell is written twice: `""`',
    ),
]


@pytest.mark.parametrize(("code", "row", "message", "hint"), FAULTS)
def test_a_bad_row_is_a_finding_with_its_line_and_the_good_ones_go_on(
    reading: Reading, code: str, row: str, message: str, hint: str
) -> None:
    found = reading(table(GOOD, row, "", GOOD.replace("u-1", "u-2")))
    (finding,) = found.findings
    assert (finding.code, finding.span.line, finding.message, finding.hint) == (code, 3, message, hint)
    assert [(id, candidate.results[0].line) for id, candidate in found.candidates.items()] == [("u-1", 2), ("u-2", 5)]


def test_warnings_keep_the_row(reading: Reading) -> None:
    found = reading(table(GOOD.replace(",en,", ",English,"), GOOD.replace("Ada Lovelace", "Ada King")))
    assert said(found) == [
        ("CE723", 2, "the language `English` is no BCP 47 tag"),
        ("CE722", 3, "learner `u-1` is `Ada King` here and `Ada Lovelace` in line 2"),
    ]
    assert len(of(found, "u-1").results) == 2


def test_the_latest_result_names_the_learner_and_others_add_what_it_leaves_out(reading: Reading) -> None:
    later = GOOD.replace("Ada Lovelace", "Ada King").replace("2026-01-31", "2026-02-01").replace("ada@example.org", "")
    for rows in ((GOOD, later), (later, GOOD)):
        learner = of(reading(table(*rows)), "u-1").learner
        assert (learner.name, learner.email) == ("Ada King", "ada@example.org")


def test_columns_that_are_unknown_or_missing(reading: Reading) -> None:
    found = reading(table(GOOD, header=HEADER.replace("score", "scroe").replace("email", "name")))
    assert [(each.code, each.message, each.hint) for each in found.findings] == [
        ("CE711", "the column `name` stands twice; it is not read", f"the columns are {', '.join(COLUMNS)}"),
        ("CE711", "unknown column `scroe`; it is not read", "did you mean `score`?"),
    ]
    assert only(found).score is None


def test_what_is_missing_is_named_together(reading: Reading) -> None:
    found = reading(table("u-1,Ada,1", header="learner_id,name,score"))
    assert said(found) == [("CE712", 1, "no column `id`, `completed_on`, `kind`, `source`")]
    assert said(reading("")) == [("CE712", 1, "the file is empty")]


def test_a_quote_that_is_never_closed_is_found_where_it_is_opened(reading: Reading) -> None:
    found = reading(table(GOOD, GOOD.replace("Ada", '"Ada'), GOOD.replace("u-1", "u-2"), GOOD))
    assert said(found) == [("CE721", 3, "a quote that is opened here is never closed")]
    assert only(found).line == 2


def test_practical_work_counts_by_the_word_of_somebody_else(reading: Reading) -> None:
    found = reading(
        table(
            "u-1,Ada,practical,author.own,2026-01-31,yes,Grace Hopper,,",
            "u-2,Eve,practical,author.own-course,2026-01-31,yes,,,",
            "u-3,Mallory,practical,author.own-course,2026-01-31,yes,U-3,,",
            "u-4,Bob,practical,author.own-course,2026-01-31,,Grace,,",
            header=PEOPLE,
        )
    )
    assert only(found)[:3] == ("practical", "author.own-course", date(2026, 1, 31)) and only(found).assessor == "Grace Hopper"
    assert said(found) == [
        ("CE733", 3, "no `assessor` of the practical"),
        ("CE733", 4, "learner `u-3` is their own assessor"),
        ("CE713", 5, "no `passed`"),
    ]


def test_an_exemption_names_what_a_level_requires_with_a_reason_and_who_granted_it(reading: Reading) -> None:
    found = reading(
        table(
            "u-1,Ada,exemption,assessment/test,2026-01-31,,Grace,wrote the exam,author.associate",
            "u-2,Eve,exemption,assessment/check,2026-01-31,,Grace,is nice,",
            "u-3,Bob,exemption,course/writing,2026-01-31,,Grace,,",
            "u-4,Eve,exemption,course/writing,2026-01-31,,Grace,taught it,author.asociate",
            header=PEOPLE,
        )
    )
    result = only(found)
    assert (result.kind, result.id, result.reason, result.assessor, result.level) == (
        "exemption",
        "assessment/exam",
        "wrote the exam",
        "Grace",
        "author.associate",
    )
    assert said(found) == [
        ("CE734", 3, "no level requires `assessment/check`"),
        ("CE733", 4, "no `reason` of the exemption"),
        ("CE734", 5, "no level `author.asociate`"),
    ]


def test_a_table_of_exemptions_alone_has_neither_score_nor_passed(reading: Reading) -> None:
    header = "learner_id,name,kind,id,completed_on,assessor,reason"
    found = reading(table("u-1,Ada,exemption,course/writing,2026-01-31,Grace,taught it", header=header))
    assert (only(found).kind, said(found)) == ("exemption", [])


def test_json_has_the_same_fields(reading: Reading) -> None:
    row = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | {"score": 82.5, "passed": True}
    other = row | {"learner_id": "u-2", "score": {"raw": 3}}
    text = f"{json.dumps(row)}\n{json.dumps(other)}\n{{broken\n[1]\n{json.dumps(row | {'learner_id': 'u-3'})}\n"
    found = reading(text, name="results.jsonl")
    assert [(id, candidate.results[0].line) for id, candidate in found.candidates.items()] == [("u-1", 1), ("u-3", 5)]
    assert of(found, "u-1").results[0][:8] == ("assessment", "exam", date(2026, 1, 31), "results.jsonl", 1, 82.5, True, "server")
    assert [(code, line) for code, line, _ in said(found)] == [("CE721", 2), ("CE721", 3), ("CE721", 4)]
    assert len(reading(json.dumps([row, row | {"learner_id": "u-9"}], indent=1), name="r.json").candidates) == 2


def test_columns_of_another_system_are_read_as_cedu_yaml_says(reading: Reading) -> None:
    settings = """\
results:
  exports:
    docebo:
      columns:
        {learner_id: Username, first_name: First Name, last_name: Last Name, id: Course code,
          completed_on: Completion date, passed: Status, score: Final score}
      activities:
        AUTH-1: {course: authoring}
        AUTH-X: {assessment: exam, out_of: 30, source: server}
      days: month-day-year
      source: client
      passed: [Fulfilled]
"""
    header = "Username,First Name,Last Name,Group,Course code,Completion date,Status,Final score"
    found = reading(
        table(
            "ada,Ada,Lovelace,EU,AUTH-1,1/31/2026,Fulfilled,",
            "ada,Ada,Lovelace,EU,AUTH-X,2/1/26,,25",
            "eve,Eve,X,EU,OTHER,1/1/2026,yes,",
            header=header,
        ),
        settings=settings,
    )
    course, exam = of(found, "ada").results
    assert of(found, "ada").learner.name == "Ada Lovelace"
    assert course[:3] == ("course", "authoring", date(2026, 1, 31)) and (course.passed, course.source) == (True, "client")
    assert exam[:3] == ("assessment", "exam", date(2026, 2, 1)) and (exam.score, exam.source) == (83.3333, "server")
    assert said(found) == [("CE713", 4, "no `kind`")]


def test_two_ids_of_one_person_are_one_candidate(reading: Reading) -> None:
    found = reading(
        table(GOOD, GOOD.replace("u-1", "old").replace("Ada Lovelace", "Ada Byron")),
        table(GOOD.replace("u-1", "older")),
        merged={"older": "old", "old": "u-1"},
    )
    assert {id: len(candidate.results) for id, candidate in found.candidates.items()} == {"u-1": 3}
    assert found.findings == () and len(found.hashes) == 2 and found.sha256 not in found.hashes.values()


def test_a_list_of_learners_names_those_whom_others_know_by_their_id(reading: Reading) -> None:
    found = reading(table(GOOD), "learner_id,name,email,language\nu-1,Ada King,ada@x.org,fr\n,Nobody,,\n")
    assert of(found, "u-1").learner.name == "Ada Lovelace"
    assert [code for code, _, _ in said(found)] == ["CE722", "CE713"]


def test_every_code_has_a_rule_of_the_same_severity(reading: Reading) -> None:
    found = reading(table(*(row for _, row, _, _ in FAULTS), GOOD.replace(",en,", ",English,")))
    codes = {finding.code for finding in found.findings}
    assert codes >= {"CE713", "CE714", "CE715", "CE716", "CE717", "CE718", "CE719", "CE720", "CE721", "CE723"}
    assert all(rules()[finding.code].severity is finding.severity for finding in found.findings)
