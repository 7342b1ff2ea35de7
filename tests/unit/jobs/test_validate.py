"""Validating a workspace: everything, once, the same however it is done, and quickly."""

import itertools
import json
import os
import random
import shutil
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from cedu.diagnostics import Finding, Span
from cedu.jobs import parallel
from cedu.jobs.validate import validate
from cedu.source.text import MOST_BYTES

CASES = Path(__file__).resolve().parents[2] / "cases"
TODAY = date(2026, 11, 21)


def workspace(tmp_path: Path, name: str = "forty-mistakes") -> Path:
    return Path(shutil.copytree(CASES / name, tmp_path / "workspace", symlinks=True))


def make_old(root: Path) -> None:
    """Set every file's time back: a cache does not trust what was written a moment ago."""
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (1_700_000_000, 1_700_000_000))


def test_the_findings_are_counted(tmp_path: Path) -> None:
    found = validate(workspace(tmp_path), today=TODAY)
    assert len(found.findings) == 40
    assert found.errors + found.warnings == 40


def test_a_warm_run_finds_what_a_cold_one_does(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    make_old(root)
    cold = validate(root, today=TODAY)
    warm = validate(root, today=TODAY)
    assert warm.findings == cold.findings
    assert warm.library.outlines == cold.library.outlines
    assert warm.library.pages == cold.library.pages


def test_a_change_after_a_warm_run_is_seen(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    make_old(root)
    before = validate(root, today=TODAY)
    path = root / "pumps" / "spare.bank.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("valves.open-it", "valves.opne-it"), encoding="utf-8")
    after = validate(root, today=TODAY)
    new = set(after.findings) - set(before.findings)
    assert {finding.code for finding in new} == {"CE201"}
    path.unlink()
    gone = validate(root, today=TODAY)
    assert {finding.code for finding in set(before.findings) - set(gone.findings)} == {"CE209"}


def test_a_spoilt_cache_is_not_believed(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    make_old(root)
    expected = validate(root, today=TODAY).findings
    (cache,) = [path for path in (root / ".cedu").iterdir() if path.is_file()]
    content = cache.read_text(encoding="utf-8")
    dice = random.Random(7)
    for _ in range(40):
        at = dice.randrange(len(content))
        cache.write_text(content[:at] + dice.choice(["", "]", "null,", "\\", "9"]) + content[at + dice.randint(0, 30) :], encoding="utf-8")
        codes = sorted(finding.code for finding in validate(root, today=TODAY).findings)
        assert len(codes) == len(expected)


def test_another_day_is_another_run(tmp_path: Path) -> None:
    root = workspace(tmp_path, "freshness")
    make_old(root)
    assert "CE801" in {finding.code for finding in validate(root, today=TODAY).findings}
    earlier = {finding.code for finding in validate(root, today=date(2019, 6, 1)).findings}
    assert not earlier & {"CE801", "CE802"}


def test_the_folder_does_not_matter(tmp_path: Path) -> None:
    first = validate(workspace(tmp_path / "a"), today=TODAY)
    second = validate(workspace(tmp_path / "b c" / "ü"), today=TODAY)
    assert first.findings == second.findings


def test_several_processes_find_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path)
    one = validate(root, today=TODAY)
    shutil.rmtree(root / ".cedu", ignore_errors=True)
    monkeypatch.setattr(parallel, "_PAYS_FORKED", 0.0)
    assert validate(root, today=TODAY).findings == one.findings


@pytest.mark.parametrize("text", ["[", "{}", '{"type": 3}', '{"$ref": "nowhere.json"}', "null", "\ud800"])
def test_a_broken_schema_of_the_workspace_is_no_crash(tmp_path: Path, text: str) -> None:
    root = workspace(tmp_path, "clean")
    (root / "schemas").mkdir()
    (root / "schemas" / "course.schema.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    codes = [finding.code for finding in validate(root, today=TODAY).findings]
    assert codes == ([] if text == "{}" else ["CE109"])


def said(findings: tuple[Finding, ...]) -> set[tuple[str, Span, str]]:
    """The findings without their hints, which name what is near."""
    return {(finding.code, finding.span, finding.message) for finding in findings}


def test_hiding_one_mistake_never_hides_another(tmp_path: Path) -> None:
    """Break any one file of the forty mistakes; what is wrong in files that do not hang on it is reported all the same."""
    root = workspace(tmp_path)
    before = validate(root, today=TODAY).findings
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\noops: [\n", encoding="utf-8")
        after = validate(root, today=TODAY).findings
        path.write_text(text, encoding="utf-8")
        own = {finding for finding in after if finding.span.path == name}
        # Only what is in the file, or hangs on what it declares or uses, may be gone; nothing may be new but the syntax error.
        gone = {code for code, span, _ in said(before) - said(after) if span.path != name}
        assert gone <= {"CE201", "CE204", "CE203", "CE207", "CE208", "CE209", "CE214", "CE216", "CE301", "CE304", "CE305", "CE803"}, name
        assert {finding.code for finding in own} <= {"CE001", "CE002", "CE005"}, name
        assert {each for each in said(after) - said(before) if each[1].path != name} == set(), name


def many(root: Path, count: int) -> None:
    """A workspace of `count` entities: courses, each with a check; banks, exams, certifications, paths."""
    (root / "cedu.yaml").write_text("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n", encoding="utf-8")
    for number in range(count // 5):
        folder = root / f"c{number}"
        folder.mkdir(parents=True)
        (folder / "read.md").write_text("Read.\n", encoding="utf-8")
        items = "".join(
            f"  - {{id: i{each}, type: true-false, objective: c{number}.o{each % 3}, stem: Is it {each}?, answer: true}}\n"
            for each in range(6)
        )
        objectives = "".join(f"  - {{id: o{each}, text: Use part {each}, bloom: apply}}\n" for each in range(3))
        lessons = "".join(
            f"      - {{id: l{each}, title: L, type: article, body: read.md, minutes: 5, objectives: [o{each % 3}]}}\n" for each in range(6)
        )
        before = f"prerequisites: [c{number - 1}]\n" if number else ""
        (folder / "course.yaml").write_text(
            f"id: c{number}\ntitle: C\nsummary: S\nversion: 1.0.0\n{before}objectives:\n{objectives}modules:\n  - id: m\n    title: M\n"
            f"    lessons:\n{lessons}      - {{id: check, title: K, type: quiz, assessment: a{number}, minutes: 5}}\n",
            encoding="utf-8",
        )
        (folder / "assessment.yaml").write_text(
            f"id: a{number}\ntitle: A\npurpose: summative\nstakes: certification\npassing_score: 80\nblueprint:\n  draws:\n"
            f"    - {{bank: b{number}, objective: c{number}.o0, count: 2}}\n    - {{bank: b{number}, count: 3}}\n",
            encoding="utf-8",
        )
        (folder / "bank.yaml").write_text(f"id: b{number}\ntitle: B\nitems:\n{items}", encoding="utf-8")
        (folder / "certification.yaml").write_text(
            f"id: k{number}\ntitle: K\nsummary: S\nlevels:\n"
            f"  - {{id: one, title: One, achievement: a, requires: [{{assessment: a{number}}}]}}\n",
            encoding="utf-8",
        )
        (folder / "audience.yaml").write_text(f"id: d{number}\ntitle: D\nsummary: S\nrole: R\nrisk: low\nscale: low\n", encoding="utf-8")
    (root / "path.yaml").write_text(
        "id: p\ntitle: P\nsummary: S\naudience: d0\nsteps:\n"
        + "".join(f"  - {{certification: k{each}}}\n  - {{course: c{each}}}\n" for each in range(count // 5)),
        encoding="utf-8",
    )


def test_rules_on_the_whole_library_take_steps_in_proportion(tmp_path: Path) -> None:
    """All rules that look across files make about four times the calls on four times the entities: counted, for clocks differ."""
    from cedu.rules import Settings, rules

    def calls(count: int) -> int:
        root = tmp_path / str(count)
        root.mkdir()
        many(root, count)
        library = validate(root, today=TODAY).library
        settings = Settings(library.workspace, TODAY)
        made = itertools.count()
        sys.setprofile(lambda _frame, event, _argument: next(made) if event in ("call", "c_call") else None)
        try:
            for rule in rules().values():
                if rule.check and not rule.each:
                    list(rule.check(library, settings))
        finally:
            sys.setprofile(None)
        return next(made)

    small, large = calls(500), calls(2000)
    assert 1000 < small < large < 6 * small


def test_thousands_of_wrong_references_are_reported_soon(tmp_path: Path) -> None:
    many(tmp_path, 1000)
    for path in tmp_path.rglob("course.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("assessment: a", "assessment: x"), encoding="utf-8")
    start = time.perf_counter()
    found = [finding for finding in validate(tmp_path, today=TODAY).findings if finding.code == "CE201"]
    assert len(found) == 200
    assert time.perf_counter() - start < 10


def test_the_json_of_the_baseline_is_readable(tmp_path: Path) -> None:
    from cedu.jobs.lint import write_baseline

    root = workspace(tmp_path)
    path = write_baseline(root, validate(root, today=TODAY).findings)
    assert all(name[:2] == "CE" for name in json.loads(path.read_text(encoding="utf-8"))["findings"])
    left = validate(root, today=TODAY).findings
    assert {finding.code[:3] for finding in left} == {"CE0", "CE1"}
    assert len(validate(root, today=TODAY, baseline=False).findings) == 40


@pytest.mark.parametrize("place", ["texts/start.md", "pumps/README.md", "pumps/start.txt", "start.md"])
def test_a_lesson_is_checked_wherever_its_text_lies(tmp_path: Path, place: str) -> None:
    root = workspace(tmp_path, "clean")
    lesson = next(root.rglob("*.md"))
    course = next(path for path in root.rglob("*course.yaml") if lesson.name in path.read_text(encoding="utf-8"))
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).write_bytes(b"M\xfcller")
    written = course.read_text(encoding="utf-8").replace(
        os.path.relpath(lesson, course.parent), os.path.relpath(root / place, course.parent)
    )
    course.write_text(written, encoding="utf-8")
    lesson.unlink()
    make_old(root)
    for _ in ("cold", "warm"):
        found = validate(root, today=TODAY)
        assert [(finding.code, finding.span.path) for finding in found.findings if finding.code != "CE501"] == [("CE007", place)]


def test_a_link_in_a_block_is_found_in_its_line(tmp_path: Path) -> None:
    written = (
        "id: b\ntitle: B\nitems:\n  - id: i\n    type: true-false\n    answer: true\n    stem: |\n\n"
        "      First line.\n      ![](picture.svg) and <b>.\n"
    )
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n")
    (tmp_path / "b.bank.yaml").write_text(written)
    found = {finding.code: finding.span[1:] for finding in validate(tmp_path).findings}
    assert found["CE205"] == found["CE503"] == (10, 7, len("![](picture.svg)"))
    assert found["CE505"] == (10, 28, 3)


def test_links_to_sources_and_odd_names_are_no_holes(tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n")
    (tmp_path / "course.yaml").write_text(
        "id: c\ntitle: C\nsummary: S\nversion: 1.0.0\nmodules:\n  - id: m\n    title: M\n    lessons:\n"
        "      - {id: l, title: L, type: article, body: l.md, minutes: 1}\n"
    )
    (tmp_path / "b.bank.yaml").write_text("id: b\ntitle: B\nitems: [{id: i, type: true-false, stem: Is it?, answer: true}]\n")
    (tmp_path / "l.md").write_text("See [the bank](b.bank.yaml), ![a picture](1:2.png) and [a file](a_b:c).\n")
    found = {(finding.code, finding.span.line, finding.span.column) for finding in validate(tmp_path).findings}
    assert {("CE501", 1, 5), ("CE205", 1, 30), ("CE501", 1, 56)} <= found


def test_a_text_over_the_limit_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.bank.yaml").write_text("id: b\ntitle: B\nitems: [{id: i, type: true-false, stem: Is it?, answer: true}]\n")
    (tmp_path / "a" / "long.md").write_text("word\n" * (MOST_BYTES // 4))
    assert "CE010" in {finding.code for finding in validate(tmp_path).findings}
