"""Whatever a file holds ends in results and findings, and takes no more memory than its results."""

import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.credentials.holders import read_holders
from cedu.credentials.results import Results, ResultsFile, cells, files, read
from cedu.model.library import Library
from cedu.rules import rules
from unit.credentials.results.reading import TODAY, Reading

SETTINGS = """\
results:
  exports:
    table: {columns: {learner_id: User, name: Who}, activities: {A: {course: authoring}, B: {assessment: exam, out_of: 7}}}
    moodle: {format: moodle}
    credly: {format: holders, days: day-month-year}
"""
HEADERS = (
    "learner_id,name,email,kind,id,score,passed,completed_on,language,source,assessor,reason,level",
    "learner_id,name",
    "User,Who,A,B",
    "First name,Last name,ID number,Quiz: Author exam (Real),Quiz: Author exam (Percentage),Last",
    ",ID number,Author exam,,Authoring courses,",
    "Student,ID,SIS Login ID,Section,Author exam (1),Check yourself (2)",
    "learner_id,name,certification,level,awarded_on,valid_until,number",
)
CELLS = st.sampled_from(
    [
        *(
            "",
            "-",
            "u-1",
            "Ada",
            "exam",
            "assessment",
            "course",
            "exemption",
            "assessment/exam",
            "author.own-course",
            "practical",
            "yes",
            "no",
        ),
        *(
            "85",
            "8,5",
            "85 %",
            "1e9",
            "2026-01-31",
            "31.1.26",
            "2026-02-30",
            "9999-12-31",
            "1769855400",
            "9" * 30,
            '"',
            "\u202e",
            "x" * 300,
        ),
        *("server", "client", "author", "associate", "author.associate", "    Points Possible", "Completed", "de-CH", "Lovelace, Ada"),
    ]
)
VERBS = ("passed", "completed", "failed", "scored", "voided")
IRIS = ("course/authoring/au", "course/authoring", "course/review/au/test/check", "assessment/exam", "course//", "assessment/", "x")


def tables() -> st.SearchStrategy[bytes]:
    rows = st.lists(
        st.lists(CELLS, max_size=14).map(lambda row: ",".join(f'"{cell}"' if "," in cell else cell for cell in row)), max_size=6
    )
    return st.builds(lambda header, rows: "\n".join((header, *rows)).encode(), st.sampled_from(HEADERS), rows)


def statements() -> st.SearchStrategy[bytes]:
    anything = st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2), max_leaves=3
    )
    score = st.fixed_dictionaries({}, optional={name: anything | st.floats(0, 1) for name in ("scaled", "raw", "max")})
    actor = st.fixed_dictionaries({}, optional={"account": st.just({"name": "u-1"}) | anything, "mbox": anything, "name": anything})
    statement: st.SearchStrategy[Any] = st.fixed_dictionaries(
        {
            "verb": st.sampled_from(VERBS).map(lambda verb: {"id": f"http://adlnet.gov/expapi/verbs/{verb}"}) | anything,
            "object": st.sampled_from(IRIS).map(lambda iri: {"id": f"https://learn.example.org/{iri}"}) | anything,
            "actor": actor | anything,
        },
        optional={
            "id": anything | st.just("same"),
            "timestamp": st.sampled_from(["2026-01-31T10:00:00Z", "0001-01-01T00:00:00+14:00", "x"]) | anything,
            "result": st.fixed_dictionaries({}, optional={"score": score | anything, "success": anything}) | anything,
            "context": anything,
        },
    )
    record = st.dictionaries(st.sampled_from(HEADERS[0].split(",")), CELLS | anything, max_size=12)
    return (
        st.lists(statement | record | anything, max_size=4)
        .flatmap(
            lambda values: st.sampled_from([json.dumps(values), "\n".join(map(json.dumps, values)), json.dumps({"statements": values})])
        )
        .map(str.encode)
    )


def judged(content: bytes, library: Library, folder: Path) -> Results:
    path = folder / "2026-01-31.csv"
    path.write_bytes(content)
    file = ResultsFile(path, path.name)
    read_holders([file], library, TODAY)
    found = read([file], library, TODAY)
    assert all(finding.span.line > 0 and rules()[finding.code].severity is finding.severity for finding in found.findings)
    for id, candidate in found.candidates.items():
        assert id == candidate.id and candidate.name and candidate.results
        for result in candidate.results:
            assert result.completed_on <= TODAY and (result.score is None or 0 <= result.score <= 100)
            assert result.kind != "practical" or result.assessor
    return found


@pytest.fixture(scope="module")
def judge(libraries: Callable[[str], Library], tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Results]:
    library, folder = libraries(SETTINGS), tmp_path_factory.mktemp("fuzz")
    return lambda content: judged(content, library, folder)


@settings(deadline=None, max_examples=200)
@given(tables() | statements() | st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_anything_ends_in_findings(judge: Callable[[bytes], Results], content: bytes) -> None:
    judge(content)


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"\x81\x8d", b"\xff\xfe\x00", b"a,b\n\0"])
def test_what_is_no_text_is_one_finding(reading: Reading, content: bytes) -> None:
    assert [finding.code for finding in reading(content).findings] == ["CE710"]


def test_a_bound_is_said(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    assert [finding.code for finding in reading("learner_id,name\n").findings] == ["CE710"]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 50_000, "[1,", '"' + "x" * 10, "{}\n" * 10 + "{", "nul\n\n{}"])
def test_broken_json_is_found_by_its_line(reading: Reading, content: str) -> None:
    assert {finding.code for finding in reading("  \n" + content if content[0] in "[{" else "[" + content).findings} <= {"CE721", "CE713"}


def test_very_many_mistakes_are_counted(reading: Reading) -> None:
    """A whole table from another workspace: of thousands of mistakes the first are named, and the nearest ids are looked up for few."""
    rows = (f"u-{number},Ada,course,authring-{number},2026-01-31,server,1" for number in range(3_000))
    findings = reading("learner_id,name,kind,id,completed_on,source,score\n" + "\n".join(rows)).findings
    assert len(findings) == 1_001 and findings[-1].message == "2,000 more things are wrong in this file"
    assert findings[0].hint == "did you mean `authoring`?" and findings[999].hint == ""


@pytest.mark.parametrize("kind", ["table", "json"])
def test_a_file_is_never_held_whole(libraries: Callable[[str], Library], tmp_path: Path, kind: str) -> None:
    path = tmp_path / "results"
    with path.open("w", encoding="utf-8") as file:
        file.write("learner_id,name,kind,id,completed_on,source,score,comment\n" if kind == "table" else "")
        values = ["u-1", "Ada", "course", "authoring", "2026-01-31", "server", "", "x" * 2_000]
        row = (
            ",".join(values) if kind == "table" else json.dumps(dict(zip(HEADERS[0].split(","), values, strict=False)) | {"kind": "course"})
        )
        for _ in range(4_000):
            file.write(row + "\n")
    library = libraries("")
    tracemalloc.start()
    try:
        read([ResultsFile(path, "r")], library, TODAY)
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()


@given(st.dates(), st.sampled_from(["year-month-day", "day-month-year", "month-day-year"]))
def test_days_are_read_in_the_order_that_was_said(day: date, order: cells.DayOrder) -> None:
    assert cells.day(day.isoformat(), order) == day
    parts = {"year": f"{day.year:04}", "month": str(day.month), "day": str(day.day)}
    written = "/".join(parts[name] for name in order.split("-"))
    assert cells.day(written, order) == day


@given(st.text(max_size=30))
def test_no_day_is_guessed(text: str) -> None:
    cells.day(text)
    cells.number(text)
    cells.clean(text)
