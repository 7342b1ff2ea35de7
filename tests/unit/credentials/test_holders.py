"""Holders from another service's list."""

from datetime import date
from pathlib import Path

import pytest

from cedu.credentials.holders import Holders, read_holders
from cedu.credentials.results import ResultsFile
from cedu.jobs.validate import validate
from cedu.model.library import Library
from cedu.rules import rules

TODAY = date(2026, 6, 1)
AUTHOR = """\
id: author
formerly: [writer]
title: Author
summary: S
levels:
  - {id: associate, formerly: [basic], title: Associate, achievement: does it, requires: [{course: authoring}]}
  - {id: expert, title: Expert, achievement: does more, requires: [{level: associate}]}
"""
COURSE = """\
id: authoring
title: Authoring
summary: S
version: 1.0.0
modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5}]}]
"""
CEDU = "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example Learning}\n"
OURS = "learner_id,name,email,certification,level,awarded_on,valid_until,number\n"


def library(root: Path, settings: str = "") -> Library:
    for name, text in {"cedu.yaml": CEDU + settings, "author.certification.yaml": AUTHOR, "course.yaml": COURSE, "l.md": "L\n"}.items():
        (root / name).write_text(text, encoding="utf-8")
    validated = validate(root, today=TODAY)
    assert not validated.errors, validated.findings
    return validated.library


def holders(root: Path, *texts: str, settings: str = "", merged: dict[str, str] | None = None) -> Holders:
    given = []
    for number, text in enumerate(texts):
        path = root / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        given.append(ResultsFile(path, path.name))
    return read_holders(given, library(root, settings), TODAY, merged)


def said(found: Holders) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.span.line, finding.message) for finding in found.findings]


def test_a_table_of_ours(tmp_path: Path) -> None:
    found = holders(
        tmp_path,
        OURS
        + "u-1,Ada Lovelace,ada@example.org,author,associate,2022-01-31,2024-01-31,A-1\n"
        + "u-1,Ada Lovelace,ada@example.org,writer,basic,2024-01-15,2026-12-31,A-2\n"
        + "u-2,Eve,,author,expert,2024-01-31,,\n",
    )
    assert found.findings == ()
    first, second, expert = sorted(found.holders, key=lambda holder: (holder.learner.id, holder.cycle))
    assert first[1:5] == (("author", "associate"), date(2022, 1, 31), date(2024, 1, 31), "A-1")
    assert (second.cycle, second.level, second.number, second.line) == (2, ("author", "associate"), "A-2", 3)
    assert (expert.level, expert.valid_until, expert.learner.email, expert.cycle) == (("author", "expert"), None, "", 1)
    assert len(found.sha256) == 64


def test_credlys_list(tmp_path: Path) -> None:
    text = (
        "Badge Template Name,First Name,Last Name,Recipient Email,Issued At,Expires At,State,Issuer Earner ID,Badge ID\n"
        "Author: Associate,Ada,Lovelace,ada@example.org,2024-01-31 00:00:00 UTC,2026-01-31 00:00:00 UTC,accepted,u-1,0a1b\n"
        "Certified author 2023,Eve,Doe,eve@example.org,2024-01-31 00:00:00 UTC,,pending,u-2,0a1c\n"
        "Author: Associate,Max,Doe,max@example.org,2024-01-31 00:00:00 UTC,,revoked,u-3,0a1d\n"
    )
    settings = "results: {exports: {credly: {format: holders, levels: {Certified author 2023: author.expert}}}}\n"
    found = holders(tmp_path, text, settings=settings)
    assert [(one.learner.id, one.learner.name, one.level[1], one.awarded_on, one.valid_until, one.number) for one in found.holders] == [
        ("u-1", "Ada Lovelace", "associate", date(2024, 1, 31), date(2026, 1, 31), "0a1b"),
        ("u-2", "Eve Doe", "expert", date(2024, 1, 31), None, "0a1c"),
    ]
    assert said(found) == [("CE738", 4, "the award was revoked there")]


def test_accredibles_list(tmp_path: Path) -> None:
    text = (
        "credential.id,recipient.name,recipient.email,group.name,credential.issued_on,credential.expired_on\n"
        "123,Ada Lovelace,ada@example.org,Associate,01/31/2024,01/31/2026\n"
    )
    settings = "results: {learner: email, exports: {accredible: {format: holders, days: month-day-year}}}\n"
    (holder,) = holders(tmp_path, text, settings=settings).holders
    assert (holder.learner.id, holder.awarded_on, holder.valid_until, holder.number) == (
        "ada@example.org",
        date(2024, 1, 31),
        date(2026, 1, 31),
        "123",
    )


FAULTS = [
    ("u-1,,x,author,associate,2024-01-31,,", "CE713", "no `name`"),
    ("u-1,Ada,x,author,asociate,2024-01-31,,", "CE737", "no level `author.asociate`"),
    ("u-1,Ada,x,author,associate,2024-02-31,,", "CE717", "`awarded_on` is `2024-02-31`, which is no day"),
    ("u-1,Ada,x,author,associate,2027-01-31,,", "CE717", "`awarded_on` is 2027-01-31, which is in the future"),
    ("u-1,Ada,x,author,associate,2024-01-31,soon,", "CE717", "`valid_until` is `soon`, which is no day"),
    ("u-1,Ada,x,author,associate,2024-01-31,2023-01-31,", "CE738", "valid until 2023-01-31, and awarded on 2024-01-31"),
    ("u-1,Ada,x,author,associate,2024-01-31,,A-1,more", "CE721", "9 cells, where the header has 8"),
]


@pytest.mark.parametrize(("row", "code", "message"), FAULTS)
def test_a_bad_row_is_a_finding_and_the_good_ones_go_on(tmp_path: Path, row: str, code: str, message: str) -> None:
    found = holders(tmp_path, f"{OURS}{row}\nu-2,Eve,,author,expert,2024-01-31,,\n")
    assert said(found) == [(code, 2, message)]
    assert [holder.learner.id for holder in found.holders] == ["u-2"]
    assert rules()[code].severity is found.findings[0].severity


def test_who_stands_twice_is_kept_once(tmp_path: Path) -> None:
    row = "u-1,Ada,,author,associate,2024-01-31,2026-01-31,A-1\n"
    found = holders(
        tmp_path,
        OURS + row + row + row.replace("2026", "2027") + row.replace("u-1", "u-2"),
        OURS + row.replace("u-1", "u-0"),
        merged={"u-0": "u-1"},
    )
    assert [(holder.line, holder.learner.id) for holder in found.holders] == [(2, "u-1")]
    assert said(found) == [
        ("CE739", 4, "learner `u-1` stands here and in 0.csv, line 2, with something else"),
        ("CE739", 5, "the number `A-1` stands here and in 0.csv, line 2, with something else"),
    ]


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    assert said(holders(tmp_path, "name,level\nAda,associate\n")) == [("CE712", 1, "no column `learner_id`, `awarded_on`")]
    assert said(holders(tmp_path, "")) == [("CE712", 1, "no column `learner_id`, `name`, `level`, `awarded_on`")]
    (tmp_path / "x.csv").write_bytes(b"\0")
    assert read_holders([ResultsFile(tmp_path / "x.csv", "x.csv")], library(tmp_path), TODAY).findings[0].code == "CE710"
