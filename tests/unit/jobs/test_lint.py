"""Which findings count: severities, what is ignored where, and the baseline."""

from pathlib import Path

import pytest

from cedu.diagnostics import Finding, Severity, Span
from cedu.jobs.lint import Lint, write_baseline
from cedu.model.workspace import Workspace
from cedu.source.structure import build
from cedu.source.text import read


def workspace(lint: str) -> Workspace:
    text = f"cedu: 1\nnamespace: https://x.example/\norganization: {{name: X}}\nlint: {lint}\n"
    document, findings = read("cedu.yaml", text.encode())
    assert document is not None, findings
    return build(Workspace, document)


def finding(code: str, path: str = "a/b.md", line: int = 1, message: str = "m") -> Finding:
    return Finding(Span(path, line), message, code=code)


def counted(root: Path, lint: str, *findings: Finding, ignored: dict[str, dict[int, tuple[str, ...]]] | None = None) -> list[Finding]:
    return list(Lint(root, workspace(lint), ignored or {}, use_baseline=True).apply(findings))


def test_each_finding_counts_once_in_the_order_of_its_place(tmp_path: Path) -> None:
    found = counted(
        tmp_path, "{}", finding("CE507", line=2), finding("CE503", "a/a.md"), finding("CE507", line=2), finding("CE505", line=2)
    )
    assert [(each.code, each.span.path, each.span.line) for each in found] == [
        ("CE503", "a/a.md", 1),
        ("CE505", "a/b.md", 2),
        ("CE507", "a/b.md", 2),
    ]


def test_severities_are_the_rules_unless_the_workspace_says_otherwise(tmp_path: Path) -> None:
    found = counted(tmp_path, "{severity: {CE507: error, CE503: warning}}", finding("CE503"), finding("CE505"), finding("CE507"))
    assert [each.severity for each in found] == [Severity.WARNING, Severity.WARNING, Severity.ERROR]


@pytest.mark.parametrize(
    ("pattern", "path", "is_ignored"),
    [
        ("a", "a/b.md", True),
        ("a/", "a/b.md", True),
        ("a", "ab/b.md", False),
        ("a/b.md", "a/b.md", True),
        ("a/*.md", "a/b.md", True),
        ("a/**", "a/c/d/b.md", True),
        ("*/legacy", "x/legacy/b.md", True),
        ("**/legacy/**", "x/y/legacy/z/b.md", True),
        ("*.yaml", "a/b.md", False),
        ("B", "b/x.md", False),
    ],
)
def test_a_code_is_ignored_below_a_path(tmp_path: Path, pattern: str, path: str, is_ignored: bool) -> None:
    found = counted(tmp_path, f'{{paths: [{{path: "{pattern}", ignore: [CE507]}}]}}', finding("CE507", path), finding("CE505", path))
    assert [each.code for each in found] == (["CE505"] if is_ignored else ["CE505", "CE507"])


def test_a_code_is_ignored_everywhere_or_on_a_line(tmp_path: Path) -> None:
    assert counted(tmp_path, "{ignore: [CE507]}", finding("CE507")) == []
    ignored = {"a/b.md": {2: ("CE505", "CE507")}}
    found = counted(tmp_path, "{}", finding("CE507", line=2), finding("CE507", line=3), finding("CE503", line=2), ignored=ignored)
    assert [(each.code, each.span.line) for each in found] == [("CE503", 2), ("CE507", 3)]


@pytest.mark.parametrize("code", ["CE001", "CE005", "CE101", "CE109", "CE403", "CE450"])
def test_what_keeps_a_file_from_being_read_or_an_item_from_being_built_always_counts(tmp_path: Path, code: str) -> None:
    write_baseline(tmp_path, [finding(code)])
    lint = f"{{ignore: [{code}], severity: {{{code}: warning}}, paths: [{{path: a, ignore: [{code}]}}]}}"
    found = counted(tmp_path, lint, finding(code), ignored={"a/b.md": {1: (code,)}})
    assert [each.severity for each in found] == [Severity.ERROR]


def test_a_baseline_hides_as_many_as_there_were_wherever_their_line_is_now(tmp_path: Path) -> None:
    write_baseline(tmp_path, [finding("CE507", line=1), finding("CE507", line=2), finding("CE505", line=3)])
    found = counted(tmp_path, "{}", *[finding("CE507", line=line) for line in (5, 6, 7)], finding("CE505", message="another"))
    assert [(each.code, each.span.line) for each in found] == [("CE505", 1), ("CE507", 7)]


UNREADABLE = [
    "",
    "[]",
    "{}",
    '{"findings": []}',
    "\ud800",
    "[" * 100_000,
    *(f'{{"findings": {{"a": {count}}}}}' for count in ('"x"', "null", "Infinity")),
]


@pytest.mark.parametrize("text", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_baseline_that_can_not_be_read_hides_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "cedu-baseline.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    assert len(counted(tmp_path, "{}", finding("CE507"))) == 1
