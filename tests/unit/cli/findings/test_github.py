"""Workflow commands, read back as GitHub's runner does (its `ActionCommand`): split first, then unescape."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from cedu.cli.findings import Report, find_format
from cedu.diagnostics import Finding, Severity, Span

ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescape(text: str, *escapes: str) -> str:
    for escape in (*escapes, "%25"):  # the percent sign last, as the runner has it
        text = text.replace(escape, ESCAPES[escape])
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    """One command: its name, its properties, its data."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    name, _, properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
    values = {key: unescape(value, "%0D", "%0A", "%3A", "%2C") for key, value in pairs}
    return name, values, unescape(data, "%0D", "%0A")


def test_read_back(written: Callable[..., str], findings: tuple[Finding, ...]) -> None:
    lines = written("github").split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        name, properties, data = read(line)
        assert name == finding.severity
        assert properties["file"] == finding.span.path
        assert (int(properties["line"]), int(properties["col"])) == (finding.span.line, finding.span.column)
        assert int(properties["endColumn"]) == finding.span.column + finding.span.length
        assert properties["title"] == finding.code
        assert data == "\n".join(filter(None, [finding.message, finding.hint]))


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), st.text(st.sampled_from("a%,:\r\n=0AD25 "), min_size=1))
def test_no_text_breaks_out(message: str, path: str) -> None:
    finding = Finding(Span(path), message, "", "CE101", Severity.WARNING)
    out = "".join(find_format("github").write(Report(root=Path("/nowhere"), findings=[finding], paths=(path,), here=Path())))
    assert out.count("\n") == 1
    _, properties, data = read(out.removesuffix("\n"))
    assert (properties["file"], data) == (str(Path(path)) if "/" in path else path, message)


def test_paths_count_from_the_repository(written: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "academy").mkdir()
    finding = Finding(Span("a.course.yaml"), "m", "", "CE101")
    report = Report(root=tmp_path / "academy", findings=[finding], paths=(), here=tmp_path)
    for name in ("github", "gitlab", "sarif"):
        assert "academy/a.course.yaml" in unquote("".join(find_format(name).write(report)))
