"""What Moodle and Canvas export, as they write it."""

from datetime import date

from unit.credentials.results.reading import Reading, of, only, said

SERVED = """\
results:
  exports:
    moodle: {format: moodle, source: server, activities: {"Final (Real)": {assessment: exam, out_of: 20}}}
    canvas: {format: canvas, source: server}
"""
GRADES = (
    "First name,Last name,ID number,Institution,Department,Email address,"
    "Quiz: Author exam (Real),Quiz: Author exam (Percentage),SCORM package: Check yourself (Percentage),Course total (Real),"
    "Last downloaded from this course\n"
    "Ada,Lovelace,u-1,,,ada@example.org,8.50,85.00 %,100.00 %,18.50,1769855400\n"
    "Eve,Hacker,u-2,,,eve@example.org,-,-,90.00 %,9.00,1769855400\n"
    "Nil,Nobody,,,,nil@example.org,-,-,-,-,1769855400\n"
)


def test_moodles_gradebook(reading: Reading) -> None:
    found = reading(GRADES, name="Course Grades.csv")
    assert found.findings == ()
    exam, check = of(found, "u-1").results
    assert exam[:9] == ("assessment", "exam", date(2026, 1, 31), "Course Grades.csv", 2, 85.0, None, "server", "")
    assert exam.undated, "an export has no days, so that its own is the latest that a grade can be of"
    assert (check.id, check.score, check.source) == ("check", 100, "client")
    assert (of(found, "u-1").learner.name, of(found, "u-1").learner.email) == ("Ada Lovelace", "ada@example.org")
    assert [result.id for result in of(found, "u-2").results] == ["check"]
    assert list(found.candidates) == ["u-1", "u-2"]


def test_a_learner_is_known_by_what_the_team_chose(reading: Reading) -> None:
    capitals = GRADES.replace("ada@", "Ada@")
    found = reading(GRADES, capitals, settings="results: {learner: email}\n")
    assert list(found.candidates) == ["ada@example.org", "eve@example.org"] and len(of(found, "ada@example.org").results) == 4


def test_points_need_to_be_out_of_something(reading: Reading) -> None:
    text = "First name,Last name,ID number,Quiz: Author exam (Real),Last downloaded\nAda,L,u-1,8,1769855400\n"
    found = reading(text)
    assert found.candidates == {}
    assert said(found) == [("CE731", 1, "nothing says out of how many points the scores of assessment `exam` are, so none of them is read")]
    text = "First name,Last name,ID number,Final (Real),Last downloaded\nAda,L,u-1,17,1769855400\n"
    result = only(reading(text, settings=SERVED))
    assert (result.id, result.score, result.source) == ("exam", 85, "server")


def test_in_another_language_columns_are_known_by_their_form(reading: Reading) -> None:
    text = (
        "Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Test: Author exam (Prozentsatz);Zuletzt geladen\nAda;L;u-1;a@x.org;85,50 %;1769855400\n"
    )
    result = only(reading(text))
    assert (result.score, result.source, result.completed_on) == (85.5, "server", date(2026, 1, 31))


PASS, FAIL = "Completed (achieved pass grade)", "Completed (did not achieve pass grade)"
PROGRESS = f"""\
,"ID number","Email address","Authoring courses","","Author exam","2026-05-01 00:00:00","Something else",""
"Ada Lovelace","u-1","ada@example.org","Completed","2026-01-02 10:00:00","{PASS}","2026-01-31 11:00:00","Completed",""
"Eve Hacker","u-2","eve@example.org","Not completed","","{FAIL}","2026-01-30 11:00:00","Completed",""
"Max Muster","u-3","max@example.org","Erledigt","2026-01-03 10:00:00","Not completed","","",""
"""


def test_moodles_report_of_activity_completion(reading: Reading) -> None:
    found = reading(PROGRESS, name="progress.csv")
    course, exam = of(found, "u-1").results
    assert course[:3] == ("course", "authoring", date(2026, 1, 2)) and (course.passed, course.undated) == (True, False)
    assert exam[:3] == ("assessment", "exam", date(2026, 1, 31)) and (exam.passed, exam.source) == (True, "client")
    assert only_results(found, "u-2") == [("exam", False)]
    assert said(found) == [
        ("CE736", 1, "nothing says who scored `exam`, so it counts as scored by the learner's browser"),
        ("CE719", 4, "`Authoring courses` is `Erledigt`"),
    ]
    utf16 = PROGRESS.replace(",", "\t").encode("utf-16")
    words = "results: {exports: {lms: {format: moodle, source: server, passed: [erledigt]}}}\n"
    found = reading(utf16, settings=words)
    assert found.findings == () and only_results(found, "u-3") == [("authoring", True)]


def only_results(found: object, id: str) -> list[tuple[str, bool | None]]:
    return [(result.id, result.passed) for result in of(found, id).results]  # type: ignore[arg-type]


def test_moodles_report_of_course_completion(reading: Reading) -> None:
    text = (
        "ID number,Name,Email address,Author exam,Author exam - Completion date,Course complete\n"
        "u-1,Ada Lovelace,ada@example.org,Completed (achieved pass grade),31/01/26 11:00,1/02/26 10:00\n"
        "u-2,Eve,eve@example.org,Not completed,,\n"
    )
    settings = """\
results:
  exports:
    moodle: {format: moodle, days: day-month-year, source: server, activities: {Course complete: {course: authoring}}}
"""
    found = reading(text, settings=settings)
    assert found.findings == () and list(found.candidates) == ["u-1"]
    assert [(one.id, one.completed_on, one.passed, one.undated) for one in of(found, "u-1").results] == [
        ("authoring", date(2026, 2, 1), True, False),
        ("exam", date(2026, 1, 31), True, False),
    ]


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Author exam (991),Check yourself (992),Current Score,Final Score\n"
    ",,,,,Manual Posting,,,\n"
    "    Points Possible,,,,,40.00,10.00,(read only),(read only)\n"
    '"Lovelace, Ada",17,u-1,ada@example.org,Section 1,34.00,EX,90.00,90.00\n'
    '"Hacker, Eve",18,u-2,eve,Section 1,N/A,9.50,90.00,90.00\n'
    '"Student, Test",19,,abc,Section 1,40.00,10.00,90.00,90.00\n'
)


def test_canvass_gradebook(reading: Reading) -> None:
    found = reading(CANVAS, name="2026-01-31T0910_Grades-COURSE.csv", settings=SERVED)
    assert found.findings == ()
    result = of(found, "u-1").results[0]
    assert (result.id, result.score, result.completed_on, result.undated, result.source) == ("exam", 85, date(2026, 1, 31), True, "server")
    assert (of(found, "u-1").learner.name, of(found, "u-1").learner.email) == ("Ada Lovelace", "ada@example.org")
    assert [(one.id, one.score) for one in of(found, "u-2").results] == [("check", 95)]
    assert (list(found.candidates), of(found, "u-2").learner.email) == (["u-1", "u-2"], "")


def test_an_export_without_a_day_is_read_once_its_name_has_one(reading: Reading) -> None:
    found = reading(CANVAS, name="grades.csv", settings=SERVED)
    assert found.candidates == {} and {code for code, _, _ in said(found)} == {"CE729"}
    assert [code for code, _, _ in said(reading(CANVAS, name="2027-01-31.csv"))] == ["CE717"]


def test_canvas_says_who_scored_nowhere_so_a_browser_is_assumed(reading: Reading) -> None:
    found = reading(CANVAS, name="2026-01-31.csv")
    assert of(found, "u-1").results[0].source == "client"
    assert [code for code, _, _ in said(found)] == ["CE736"]


def test_an_export_of_nothing_that_is_known_says_what_it_has(reading: Reading) -> None:
    found = reading("First name,Last name,ID number,Quiz: Other (Real),Last\nAda,L,u-1,8,1\n")
    (finding,) = found.findings
    assert (finding.code, "`Quiz: Other (Real)`" in finding.hint) == ("CE730", True)


def test_an_export_that_is_asked_for_by_name(reading: Reading) -> None:
    (finding,) = reading(CANVAS, export="canvs", settings=SERVED).findings
    assert (finding.code, finding.message, finding.hint) == ("CE735", "no export `canvs`", "did you mean `canvas`?")
    assert only_results(reading(CANVAS, name="2026-01-31.csv", export="canvas", settings=SERVED), "u-2") == [("check", None)]


def test_a_table_with_a_column_for_each_activity_and_one_for_its_day(reading: Reading) -> None:
    settings = """\
results:
  exports:
    lms:
      columns: {learner_id: User, name: Who, assessor: Checked by}
      activities:
        Course A: {course: authoring, source: client}
        Exam: {assessment: exam, out_of: 50, completed_on: Exam date, source: server}
        Work: {practical: author.own-course, completed_on: Work date}
"""
    text = (
        "User,Who,Checked by,Course A,Exam,Exam date,Work,Work date\n"
        "u-1,Ada,Grace,2026-01-02,40,2026-01-31,yes,2026-02-01\n"
        "u-2,Eve,,,,,yes,2026-02-01\n"
    )
    found = reading(text, settings=settings)
    assert [(one.kind, one.score, one.passed, one.completed_on, one.assessor) for one in of(found, "u-1").results] == [
        ("course", None, True, date(2026, 1, 2), "Grace"),
        ("assessment", 80, None, date(2026, 1, 31), "Grace"),
        ("practical", None, True, date(2026, 2, 1), "Grace"),
    ]
    assert said(found) == [("CE733", 3, "no `assessor` of the practical")]
