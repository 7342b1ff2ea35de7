"""Edges of rules that their pages and the golden cases do not show."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

from cedu.diagnostics import Finding
from cedu.model.annotations import Bloom
from cedu.rules.bloom_verb import _VAGUE, _VERBS, _levels
from cedu.rules.mojibake import _GARBLED, _meant

Found = Callable[..., list[Finding]]

COURSE = "id: {id}\ntitle: T\nsummary: S\nversion: 1.0.0\n{more}modules:\n  - id: m\n    title: M\n    lessons:\n{lessons}"
ARTICLE = "      - {{id: {id}, title: L, type: article, body: {id}.md, minutes: 5}}\n"


def course(id: str, more: str = "", lessons: str = "") -> str:
    return COURSE.format(id=id, more=more, lessons=lessons or ARTICLE.format(id="read"))


def bloom(text: str, level: str, more: str = "") -> str:
    return course("c", f"{more}objectives:\n  - {{id: o, text: {text}, bloom: {level}}}\n")


# CE303


@pytest.mark.parametrize(
    ("text", "level", "is_found"),
    [
        ("Install the pump", "apply", False),
        ("Install the pump", "remember", True),
        ("INSTALL the pump", "create", True),
        ("'`Install` the pump'", "create", True),
        ("Understand the pump", "understand", True),
        ("Know the pump", "remember", True),
        ("Be aware of the pump", "remember", False),
        ("Compare two pumps", "understand", False),
        ("Compare two pumps", "analyze", False),
        ("Compare two pumps", "evaluate", False),
        ("Compare two pumps", "create", True),
        ("Degrease the pump", "create", False),
        ("'\"List\" the pumps'", "create", True),
    ],
)
def test_the_first_word_of_an_objective_decides(found: Found, text: str, level: str, is_found: bool) -> None:
    assert bool(found("CE303", {"course.yaml": bloom(text, level)})) is is_found


@pytest.mark.parametrize(("more", "is_found"), [("language: en-GB\n", True), ("language: de\n", False), ("", True)])
def test_verbs_are_checked_in_english_only(found: Found, more: str, is_found: bool) -> None:
    assert bool(found("CE303", {"course.yaml": bloom("Know it", "apply", more)})) is is_found


def test_every_level_has_verbs_and_none_is_vague() -> None:
    assert set(_VERBS) == set(get_args(Bloom))
    assert not _VAGUE & set(_levels())
    assert all(len(words.split()) == len(set(words.split())) for words in _VERBS.values())


# CE508


@pytest.mark.parametrize("text", ["ä", "é", "’", "“", "–", "…", "€", "ß", "ñ", "Ø", "🙂"])
def test_what_windows_makes_of_utf8_is_found_and_understood(text: str) -> None:
    garbled = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    match = _GARBLED.search(f"a {garbled} b")
    assert match
    assert _meant(match[0]) == text


@pytest.mark.parametrize(
    "text", ["château", "SÃO PAULO", "ângulo", "Ârea", "Ã", "â", "“â”x", "ð Íslandi", "naïve café", "£5", "10 €", "日本語"]
)
def test_real_letters_are_left_alone(text: str) -> None:
    assert not _GARBLED.search(text)


# CE201


def test_a_broken_file_hides_only_what_it_may_declare(found: Found) -> None:
    files = {
        "a/course.yaml": course("a", "prerequisites: [b, x]\naudience: nobody\n"),
        "b/course.yaml": course("b").replace("title: T", "title: [T"),
        "a/check.assessment.yaml": "id: k\ntitle: K\npurpose: formative\nstakes: practice\nitems:\n"
        "  - {id: one, type: true-false, objective: b.anything, stem: S, answer: true}\n"
        "  - {id: two, type: true-false, objective: a.nothing, stem: S, answer: true}\n",
    }
    assert sorted(finding.message for finding in found("CE201", files)) == [
        "no audience `nobody`",
        "no course `x`",
        "no objective `a.nothing`",
    ]


def test_a_file_whose_id_is_unknown_may_declare_any_of_its_kind(found: Found) -> None:
    files = {"a/course.yaml": course("a", "prerequisites: [x]\naudience: nobody\n"), "b/course.yml": course("x")}
    assert [finding.message for finding in found("CE201", files)] == ["no audience `nobody`"]


# CE208 and CE209


def test_a_file_counts_as_used_through_pages_that_are(found: Found) -> None:
    files = {
        "a/course.yaml": course("a"),
        "a/read.md": "![x](one.svg) [y](more.md)\n",
        "a/more.md": "![z](two.svg)\n",
        "a/lost.md": "![z](three.svg) [me](lost.md)\n",
        **{f"a/{name}.svg": "<svg/>" for name in ("one", "two", "three", "four")},
        "a/data.csv": "",
        "a/README.md": "",
    }
    assert [finding.span.path for finding in found("CE208", files)] == ["a/four.svg", "a/lost.md"]


def test_a_broken_entity_may_use_all_below_it(found: Found) -> None:
    files = {"a/course.yaml": "id: [", "a/b/left.md": "", "c/course.yaml": course("c"), "c/read.md": "", "c/left.md": ""}
    assert [finding.span.path for finding in found("CE208", files)] == ["c/left.md"]


def test_a_broken_page_may_use_all_of_its_course(found: Found) -> None:
    files = {
        "a/course.yaml": course("a", lessons=ARTICLE.format(id="read").replace("read.md", "b/read.md")),
        "a/one.svg": "<svg/>",
        "a/b/read.md": "x",
    }
    assert [finding.span.path for finding in found("CE208", files)] == ["a/one.svg"]
    assert found("CE208", {**files, "a/b/read.md": b"\xff"}) == []


def test_a_variant_is_reached_with_its_original(found: Found) -> None:
    files = {
        "a/course.yaml": course("a"),
        "b/course.yaml": course("b", "variant_of: a\n"),
        "c/course.yaml": course("c", "translates: d\n"),
        "d/course.yaml": course("d"),
        "e/course.yaml": course("e", "status: draft\n"),
        "p/path.yaml": "id: p\ntitle: P\nsummary: S\naudience: x\nsteps: [{course: a}]\n",
        "x/audience.yaml": "id: x\ntitle: X\nsummary: S\nrole: R\nrisk: low\nscale: low\n",
    }
    assert [finding.span.path for finding in found("CE209", files)] == ["c/course.yaml", "d/course.yaml"]


def test_a_certification_does_not_reach_itself(found: Found) -> None:
    levels = (
        "  - {id: one, title: O, achievement: a, requires: [{course: a}]}\n"
        "  - {id: two, title: T, achievement: a, requires: [{level: one}]}\n"
    )
    files = {
        "a/course.yaml": course("a"),
        "k/certification.yaml": f"id: k\ntitle: K\nsummary: S\nlevels:\n{levels}",
        "p/path.yaml": "id: p\ntitle: P\nsummary: S\naudience: x\nsteps: [{course: a}]\n",
    }
    assert [finding.span.path for finding in found("CE209", files)] == ["k/certification.yaml"]


# CE304


def exam(more: str = "", purpose: str = "summative") -> str:
    items = "items:\n  - {id: i, type: true-false, objective: a.one, stem: S, answer: true}\n"
    return f"id: k\ntitle: K\npurpose: {purpose}\nstakes: graded\n{more}{items}"


OBJECTIVES = "objectives:\n  - {id: one, text: Use it, bloom: apply}\n  - {id: two, text: Use that, bloom: apply}\n"


@pytest.mark.parametrize(
    ("lesson", "assessment", "missing"),
    [
        ("", exam(), ["a.two"]),
        (", objectives: [one]", exam(), []),
        ("", exam("objectives: [a.one]\n"), []),
        ("", exam("objectives: [a.one, a.two]\n"), ["a.two"]),
        ("", exam("objectives: [a.gone]\n"), []),
        ("", exam(purpose="formative"), []),
        ("", exam("blueprint: {draws: [{bank: b, count: 1}]}\n"), []),
        ("", exam("blueprint: {draws: [{bank: b, count: 1, difficulty: hard}]}\n"), ["a.two"]),
    ],
)
def test_a_summative_assessment_covers_what_it_claims(found: Found, lesson: str, assessment: str, missing: list[str]) -> None:
    files = {
        "a/course.yaml": course("a", OBJECTIVES, f"      - {{id: q, title: Q, type: quiz, assessment: k, minutes: 5{lesson}}}\n"),
        "a/assessment.yaml": assessment,
        "a/bank.yaml": "id: b\ntitle: B\nitems:\n  - {id: i, type: true-false, objective: a.two, stem: S, answer: true}\n",
    }
    assert [finding.message.split("`")[1] for finding in found("CE304", files)] == missing


# CE501 and CE502


@pytest.mark.parametrize(
    ("link", "code", "is_found"),
    [
        ("other.md", "CE501", False),
        ("other.md#part", "CE502", False),
        ("other.md#prt", "CE502", True),
        ("gone.md", "CE501", True),
        ("gone.md#part", "CE502", False),
        ("loose.md", "CE501", True),
        ("loose.md#x", "CE502", True),
        ("data.csv", "CE501", False),
        ("Data.csv", "CE501", False),
        ("Data.csv", "CE207", True),
        ("../../x.md", "CE206", True),
        ("../../x.md", "CE501", False),
        ("https://x.example/gone.md", "CE501", False),
        ("mailto:a@x.example", "CE501", False),
        ("#here", "CE502", False),
        ("#there", "CE502", True),
        ("", "CE501", False),
    ],
)
def test_links(found: Found, link: str, code: str, is_found: bool) -> None:
    files = {
        "a/course.yaml": course("a", "", ARTICLE.format(id="read") + ARTICLE.format(id="other")),
        "a/read.md": f"[x]({link})\n\n## Here\n",
        "a/other.md": "## Part\n",
        "a/loose.md": "## Y\n",
        "a/data.csv": "",
    }
    assert bool(found(code, files)) is is_found


# CE507


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("http://x.example", True),
        ("HTTP://x.example", True),
        ("https://x.example", False),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1/", False),
        ("http://localhost.example/", True),
        ("httpx://x.example", False),
    ],
)
def test_insecure_links(found: Found, address: str, is_found: bool) -> None:
    assert bool(found("CE507", {"a/course.yaml": course("a"), "a/read.md": f"[x]({address})\n"})) is is_found


# CE601


def test_a_loss_is_one_finding_for_all_targets_that_share_it(found: Found) -> None:
    workspace = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\nbuild: {targets: [gift, moodle-xml]}\n"
    files = {"cedu.yaml": workspace, "a/assessment.yaml": exam("attempts: 2\ntime_limit_minutes: 5\n")}
    (finding,) = found("CE601", files)
    assert finding.message == "gift, moodle-xml: the number of attempts and the time limit can't be carried"
    assert "in the LMS" in finding.hint
    assert (finding.span.line, finding.span.column) == (5, 1)
    assert found("CE601", {**files, "a/assessment.yaml": exam("attempts: 2\nstatus: retired\n")}) == []


def test_nothing_is_lost_where_nothing_is_built(found: Found) -> None:
    assert found("CE601", {"a/assessment.yaml": exam("attempts: 2\n")}) == []


# CE801 to CE805


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 10, 1), []),
        (date(2026, 10, 2), ["CE802"]),
        (date(2026, 11, 1), ["CE802"]),
        (date(2026, 11, 2), ["CE801"]),
    ],
)
def test_a_review_is_near_from_thirty_days_before_and_overdue_from_the_day_after(found: Found, today: date, codes: list[str]) -> None:
    files = {"a/course.yaml": course("a", "review_by: 2026-11-01\n")}
    assert [code for code in ("CE801", "CE802") if found(code, files, today)] == codes


@pytest.mark.parametrize(
    ("applies_to", "version", "is_stale"),
    [
        ("p >= 1", "1.0.0", False),
        ("p > 1", "1.0.0", True),
        ("p >= 1.10", "1.9", True),
        ("p >= 1.9", "1.10", False),
        ("p >= 1, < 2", "2", True),
        ("p >= 1,<2", "1.99.99", False),
        ("p == 1.0", "1", False),
        ("p <= 1.4", "1.4.0.0", False),
        ("p < 1.4", "1.4", True),
        ("p >= 007", "7", False),
        (f"p >= {'9' * 5000}", "1", True),  # more digits than Python makes a number of
    ],
)
def test_versions_are_compared_as_numbers(found: Found, applies_to: str, version: str, is_stale: bool) -> None:
    workspace = f'cedu: 1\nnamespace: https://x.example/\norganization: {{name: X}}\nproducts: [{{id: p, version: "{version}"}}]\n'
    files = {"cedu.yaml": workspace, "a/course.yaml": course("a", f'applies_to: "{applies_to}"\n')}
    assert bool(found("CE803", files)) is is_stale
    assert found("CE804", files) == []


# What hangs on a reference that names nothing.

RENAMED = course("second", "formerly: [first]\nobjectives:\n  - {id: see-it, formerly: [look], text: Use it, bloom: apply}\n")
ITEM = "  - {{id: a, type: true-false, stem: Yes., answer: true, difficulty: easy, objective: {objective}}}\n"


@pytest.mark.parametrize("objective", ["first.see-it", "first.look", "second.look", "second.se-it", "secnd.see-it"])
def test_a_wrong_reference_is_reported_and_not_what_hangs_on_it(found: Found, objective: str) -> None:
    bank = "id: bank\ntitle: B\nitems:\n" + ITEM.format(objective=objective)
    draws = "blueprint:\n  draws:\n    - {bank: bank, objective: second.see-it, count: 1}\n"
    exam = f"id: exam\ntitle: E\npurpose: summative\nstakes: graded\npassing_score: 50\nobjectives: [second.see-it]\n{draws}"
    path = "id: p\ntitle: P\nsummary: S\naudience: x\nsteps:\n  - {course: first}\n"
    files = {"a/course.yaml": RENAMED, "a/b.bank.yaml": bank, "a/e.assessment.yaml": exam, "a/p.path.yaml": path, "a/read.md": "Hello"}
    (wrong,) = (finding for finding in found("CE201", files) if finding.span.path == "a/b.bank.yaml")
    assert "second.see-it" in wrong.hint
    assert [found(code, files) for code in ("CE301", "CE304", "CE305")] == [[], [], []]
    assert not [finding for finding in found("CE209", files) if finding.span.path == "a/course.yaml"]


# CE205, CE501: the nearest file.


@pytest.mark.parametrize(
    ("name", "meant"),
    [("lessons/instal.png", "install.png"), ("lessons/quote.png", ""), ("lessons/red.md", "read.md"), ("lessons/read.png", "")],
)
def test_a_file_is_guessed_by_its_name_and_format(found: Found, name: str, meant: str) -> None:
    files = {"lessons/course.yaml": course("c"), "lessons/read.md": f"![A picture]({name.partition('/')[2]})", "lessons/install.png": "x"}
    (finding,) = found("CE205", files)
    assert finding.hint == (f"did you mean `{meant}`?" if meant else "paths start from the folder of the file that names them")


# CE505


@pytest.mark.parametrize(
    ("text", "columns"),
    [("<kbd>A</kbd>", [1]), ("<b><i>A</i></b>", [1, 4]), ("A</b>", [2]), ("<br> <br/> <B>b</b>", [1, 6, 12]), ("<b>A</b></b>", [1, 9])],
)
def test_a_tag_and_the_one_that_closes_it_are_one_finding(found: Found, text: str, columns: list[int]) -> None:
    files = {"a/course.yaml": course("c"), "a/read.md": text}
    assert [finding.span.column for finding in found("CE505", files)] == columns


# CE206


def test_an_entity_behind_a_link_out_of_the_workspace_is_not_left_out_silently(found: Found, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text(course("c"), encoding="utf-8")
    (tmp_path / "linked.course.yaml").symlink_to(outside)
    (tmp_path / "notes.txt").symlink_to(outside)
    (finding,) = found("CE206", {})
    assert finding.span.path == "linked.course.yaml"


# CE510


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One.\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> theirs\n", [2]),
        ("<<<<<<< HEAD\r\nTwo.\r\n=======\r\nThree.\r\n>>>>>>> theirs\r\n" * 2, [1, 6]),
        ("<<<<<<< HEAD\nTwo.\n||||||| base\nOne.\n=======\n>>>>>>> theirs", [1]),
        ("    <<<<<<< HEAD\n    Two.\n    =======\n    >>>>>>> theirs\n", []),
        ("Title\n=======\n\n>>>>>>> deep quote\n", []),
        ("<<<<<<< a\n" * 3000 + "=======\n" * 3000 + "x\n>>>>>>> b\n" * 2, [3000]),
    ],
)
def test_gits_marks_are_found_in_texts(found: Found, text: str, lines: list[int]) -> None:
    files = {"a/course.yaml": course("c"), "a/read.md": text}
    assert [finding.span.line for finding in found("CE510", files)] == lines


# CE217


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a%5Cb.txt", "holds `\\`, which no name on Windows may hold"),
        ("a%3Ab.txt", "holds `:`"),
        ("a%07.txt", "holds U+0007"),
        ("a./b.txt", "ends in `.`"),
        ("AUX.txt", "the name `AUX`, which Windows keeps for itself"),
        ("nul/b.txt", "the name `nul`"),
        ("a\u0308.txt", "is not in Unicode's composed form"),
        ("auxiliary.txt", ""),
        ("console.nul.txt", ""),
        (".hidden.txt", ""),
        ("ä%20b.txt", ""),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
def test_a_name_that_not_every_system_takes(found: Found, name: str, words: str) -> None:
    files = {"a/course.yaml": course("a"), "a/read.md": f"[A file]({name})\n", f"a/{unquote(name)}": "x"}
    messages = [finding.message for finding in found("CE217", files)]
    assert [words in message for message in messages] == [True] * bool(words), messages


def test_two_names_that_are_one_on_some_disks(found: Found, tmp_path: Path) -> None:
    (tmp_path / "probe").touch()
    if (tmp_path / "PROBE").exists():
        pytest.skip("here they are one")
    files = {"a/course.yaml": course("a"), "a/read.md": "[A](x.txt) [B](X.txt) [A again](x.txt)\n", "a/x.txt": "x", "a/X.txt": "x"}
    assert [finding.message for finding in found("CE217", files)] == ["`a/X.txt` and `a/x.txt` are one file on macOS and Windows"]


# CE215


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ("type: single-choice, choices: [{id: a, text: A, correct: true}, {id: a, text: B}]", "choice"),
        ("type: ordering, sequence: [{id: a, text: A}, {id: a, text: B}]", "place"),
        (
            "type: matching, pairs: [{id: a, premise: P, response: R}, {id: b, premise: Q, response: S}],"
            " distractors: [{id: a, response: T}]",
            "distractor",
        ),
    ],
)
def test_what_an_answer_is_made_of_has_ids_of_its_own(found: Found, fields: str, what: str) -> None:
    bank = f"id: b\ntitle: B\nitems:\n  - {{id: i, stem: S, {fields}}}\n"
    assert [finding.message for finding in found("CE215", {"b.bank.yaml": bank})] == [f"a second {what} `a`; the first is in line 4"]
