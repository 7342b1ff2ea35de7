"""Results as spreadsheets write them, and everything that can be wrong with them, at its line."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.credentials.results import COLUMNS, MOST_BYTES, Results, read
from cedu.rules import rules

TODAY = date(2026, 6, 1)
KNOWN = {("course", "authoring"): "authoring", ("course", "writing"): "authoring", ("assessment", "exam"): "exam"}
HEADER = "learner_id,name,email,kind,id,score,passed,completed_on,language,source"
GOOD = "u-1,Ada Lovelace,ada@example.org,assessment,exam,82.5,yes,2026-01-31,en,server"


def results(*rows: str, header: str = HEADER) -> Results:
    return read("results.csv", "\n".join((header, *rows, "")).encode(), KNOWN, TODAY)


def test_a_row_is_read_whole() -> None:
    (row,) = results(GOOD).rows
    assert (row.line, row.learner_id, row.name, row.email, row.kind, row.id) == (
        2,
        "u-1",
        "Ada Lovelace",
        "ada@example.org",
        "assessment",
        "exam",
    )
    assert (row.score, row.passed, row.completed_on, row.language, row.source) == (82.5, True, date(2026, 1, 31), "en", "server")
    assert results(GOOD).findings == ()


def test_many_mistakes_take_time_in_proportion_and_only_the_first_get_hints() -> None:
    """A whole table from another workspace: each row is reported, and the nearest of hundreds of ids is not looked up for all of them."""
    known = {("course", f"course-number-{number}"): "x" for number in range(500)}
    rows = (GOOD.replace("assessment,exam", f"course,curse-number-{number}") for number in range(10_000))
    started = time.process_time()
    found = read("results.csv", "\n".join((HEADER, *rows)).encode(), known, TODAY).findings
    assert time.process_time() - started < 10
    assert len(found) == 10_000 and found[0].hint == "did you mean `course-number-0`?" and found[-1].hint == ""


TABLE = [
    [*COLUMNS],
    ["u-1", "Zoë “Zed” Müller; Łódź", "", "assessment", "exam", "82,5 %", "WAHR", "31.01.2026", "de", "server"],
    ["u-2", 'A "B"\nC', "", "Course", "writing", "", "", "2026-01-31T10:00:00Z", "", "CLIENT"],
]


def excel(delimiter: str, newline: str = "\r\n") -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set('",;\t\n') else cell for cell in row] for row in TABLE]
    return newline.join(delimiter.join(row) for row in quoted) + newline


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_way_that_a_spreadsheet_saves_a_table(encoding: str, delimiter: str, newline: str) -> None:
    text = excel(delimiter, newline)
    if encoding == "cp1252":
        text = text.replace("Łódź", "Köln")
    rows, findings = read("r.csv", text.encode(encoding), KNOWN, TODAY)
    assert findings == ()
    first, second = rows
    assert first.name == ("Zoë “Zed” Müller; Köln" if encoding == "cp1252" else "Zoë “Zed” Müller; Łódź")
    assert (first.score, first.passed, first.completed_on) == (82.5, True, date(2026, 1, 31))
    assert (second.line, second.name, second.kind, second.id, second.source) == (3, 'A "B" C', "course", "authoring", "client")


def test_names_of_columns_may_be_capitals_and_stand_in_any_order() -> None:
    found = results("server,exam,Assessment,2026-01-31,Ada,u-1,90", header="Source,ID,Kind,Completed on,NAME,Learner-ID,Score")
    assert found.findings == ()
    assert found.rows[0].learner_id == "u-1"
    assert read("r.csv", ("sep=|\r\n" + HEADER.replace(",", "|") + "\n" + GOOD.replace(",", "|")).encode(), KNOWN, TODAY).rows[0].line == 3


def test_a_name_is_composed_and_its_white_space_collapsed() -> None:
    assert results(GOOD.replace("Ada Lovelace", " Zoe\u0308\u00a0  Lovelace ")).rows[0].name == "Zoë Lovelace"


FAULTS = [
    ("CE713", GOOD.replace("u-1", ""), "no `learner_id`", ""),
    ("CE713", GOOD.replace("Ada Lovelace", " "), "no `name`", ""),
    ("CE714", GOOD.replace("assessment", "assesment"), "unknown kind `assesment`", "did you mean `assessment`?"),
    ("CE715", GOOD.replace(",exam,", ",exma,"), "no assessment `exma`", "did you mean `exam`?"),
    ("CE715", GOOD.replace(",exam,", ",authoring,"), "no assessment `authoring`", "`authoring` is of kind `course`"),
    ("CE716", GOOD.replace("82.5", "25/30"), "the score `25/30` is no number", "write it in percent, such as `82.5`"),
    ("CE716", GOOD.replace("82.5", "nan"), "the score `nan` is no number", "write it in percent, such as `82.5`"),
    ("CE716", GOOD.replace("82.5", "101"), "the score `101` is not between 0 and 100", "write it in percent, such as `82.5`"),
    ("CE716", GOOD.replace("82.5", "-1"), "the score `-1` is not between 0 and 100", "write it in percent, such as `82.5`"),
    (
        "CE717",
        GOOD.replace("2026-01-31", "2026-02-30"),
        "`completed_on` is `2026-02-30`, which is no day",
        "write year-month-day, such as `2026-01-31`",
    ),
    (
        "CE717",
        GOOD.replace("2026-01-31", "01/31/2026"),
        "`completed_on` is `01/31/2026`, which is no day",
        "write year-month-day, such as `2026-01-31`",
    ),
    ("CE717", GOOD.replace("2026-01-31", "2026-06-02"), "`completed_on` is 2026-06-02, which is in the future", "today is 2026-06-01"),
    ("CE718", GOOD.replace("server", "sever"), "the source `sever` is neither `server` nor `client`", "did you mean `server`?"),
    ("CE719", GOOD.replace("yes", "perhaps"), "`passed` is `perhaps`", "write `yes` or `no`"),
    ("CE720", GOOD.replace("Ada", "A\u202eda"), "`name` holds the control character U+202E", "delete it"),
    ("CE720", GOOD.replace("Ada", "A\x07da"), "`name` holds the control character U+0007", "delete it"),
    ("CE720", GOOD.replace("Ada", "A" * 250), "`name` has 259 characters, over the 200 that are read", ""),
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
def test_a_bad_row_is_a_finding_with_its_line_and_the_good_ones_go_on(code: str, row: str, message: str, hint: str) -> None:
    rows, findings = results(GOOD, row, "", GOOD.replace("u-1", "u-2"))
    (finding,) = findings
    assert (finding.code, finding.span.line, finding.message, finding.hint) == (code, 3, message, hint)
    assert [row.line for row in rows] == [2, 5]


def test_warnings_keep_the_row() -> None:
    rows, findings = results(GOOD.replace(",en,", ",English,"), GOOD.replace("Ada Lovelace", "Ada King"))
    assert [(finding.code, finding.span.line) for finding in findings] == [("CE723", 2), ("CE722", 3)]
    assert findings[1].message == "learner `u-1` is `Ada King` here and `Ada Lovelace` in line 2"
    assert [row.language for row in rows] == ["", "en"]


def test_columns_that_are_unknown_or_missing() -> None:
    header = HEADER.replace("score", "scroe").replace("email", "name")
    rows, findings = results(GOOD, header=header)
    assert [(each.code, each.message, each.hint) for each in findings] == [
        ("CE711", "the column `name` stands twice; it is not read", f"the columns are {', '.join(COLUMNS)}"),
        ("CE711", "unknown column `scroe`; it is not read", "did you mean `score`?"),
    ]
    assert rows[0].score is None


def test_what_is_missing_is_named_together() -> None:
    _, findings = results("u-1,Ada", header="learner_id,name")
    assert [(each.code, each.message) for each in findings] == [
        ("CE712", "no column `kind`, `id`, `completed_on`, `source`, `score` or `passed`")
    ]
    assert read("r.csv", b"", KNOWN, TODAY).findings[0].code == "CE712"


def test_a_quote_that_is_never_closed_is_found_where_it_is_opened() -> None:
    rows, (finding,) = results(GOOD, GOOD.replace("Ada", '"Ada'), GOOD.replace("u-1", "u-2"), GOOD)
    assert (finding.code, finding.span.line) == ("CE721", 3)
    assert [row.line for row in rows] == [2]


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"\x81\x8d", b"\xff\xfe\x00", b"x" * (MOST_BYTES + 1)])
def test_what_is_no_table_is_one_finding(content: bytes) -> None:
    rows, (finding,) = read("r.csv", content, KNOWN, TODAY)
    assert (rows, finding.code) == ((), "CE710")


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.text('abc,;"\n\r\t=', max_size=200).map(lambda text: f"{HEADER}\n{text}".encode())
)
def test_anything_ends_in_findings(content: bytes) -> None:
    read("r.csv", content, KNOWN, TODAY)


def test_every_code_has_a_rule_of_the_same_severity() -> None:
    bad = [row for _, row, _, _ in FAULTS]
    found = [*results(*bad, GOOD.replace("Ada", "Eve"), GOOD.replace(",en,", ",English,")).findings, *results(header="a,b").findings]
    found += read("r.csv", b"\0", KNOWN, TODAY).findings
    assert {finding.code for finding in found} == {f"CE{number}" for number in range(710, 724)}
    assert all(rules()[finding.code].severity is finding.severity for finding in found)
