"""The report for people."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from cedu.cli.findings import Report, find_format
from cedu.cli.findings import excerpt as excerpt_module
from cedu.diagnostics import Finding, Severity, Span


def text(root: Path, findings: list[Finding], **settings: object) -> str:
    given = {"paths": ("a.course.yaml",), "here": root, **settings}
    return "".join(find_format("text").write(Report(root=root, findings=findings, **given)))  # type: ignore[arg-type]


def test_a_finding_in_full(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "course.yaml").write_text("id: tea\nlesons: []\n")
    found = [Finding(Span("course/course.yaml", 2, 1, 6), "unknown key `lesons`", "did you mean `lessons`?", "CE101", Severity.ERROR)]
    assert text(tmp_path, found, here=tmp_path / "course") == (
        "course.yaml\n"
        "  2:1     error CE101 unknown key `lesons`\n"
        "          | lesons: []\n"
        "          | ^^^^^^\n"
        "          hint: did you mean `lessons`?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_grouped_by_file_summary_last(written: Callable[..., str]) -> None:
    lines = written("text").splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "a: b,c/100% öl.course.yaml",
        "b.bank.yaml",
        "c.path.yaml",
        "2 errors, 3 warnings in 4 files",
    ]
    assert lines[-1].startswith("2 errors")


def test_nothing_wrong(written: Callable[..., str]) -> None:
    assert written("text", findings=()) == "4 files, nothing wrong\n"
    assert written("text", findings=(), quiet=True) == ""


def test_colour_only_where_asked_for(written: Callable[..., str]) -> None:
    assert "\x1b" not in written("text")
    coloured = written("text", coloured=True)
    assert "\x1b[1;31merror" in coloured
    assert "\x1b[31m" not in coloured.replace("\x1b[1;31m", ""), "an escape of the content's must not come through"


def test_ten_thousand_findings_read_each_file_once_and_are_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    lines = excerpt_module._lines
    monkeypatch.setattr(excerpt_module, "_lines", lambda path: reads.append(path.name) or lines(path))  # type: ignore[func-returns-value]
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("wörd 日本 " * 100_000 + "\n" + "a line of text\n" * 5_000, encoding="utf-8")
    found = [Finding(Span(f"{name}.md", 1 + line % 5_000, 9, 4), "m", "h", "CE101") for name in "ab" for line in range(5_000)]
    found += [Finding(Span("b.md", 1, 700_000, 4), "m", "h", "CE101")] * 1_000
    start = perf_counter()
    assert text(tmp_path, found).count("^^^^") == 11_000
    assert perf_counter() - start < 5
    assert reads == ["a.md", "b.md"]
