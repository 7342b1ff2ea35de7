"""A report with all that is hard to write down, in any format."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cedu.cli.findings import Report, find_format
from cedu.diagnostics import Finding, Severity, Span

HARD = 'a: 100 %, [b]\n"c" & <d>\r::error::e\x1b[31m 日本 \U0001f44d'


@pytest.fixture
def findings() -> tuple[Finding, ...]:
    return (
        Finding(Span("a: b,c/100% öl.course.yaml", 3, 7, 4), HARD, "try `x`, or:\n%0A", "CE101", Severity.ERROR),
        Finding(Span("a: b,c/100% öl.course.yaml", 4, 1, 1), "twice", "", "CE011", Severity.WARNING),
        Finding(Span("a: b,c/100% öl.course.yaml", 9, 1, 1), "twice", "", "CE011", Severity.WARNING),
        Finding(Span("b.bank.yaml", 1, 1, 1), "only a warning", "", "CE011", Severity.WARNING),
        Finding(Span("c.path.yaml", 2, 2, 2), "wrong", "", "CE102", Severity.ERROR),
    )


@pytest.fixture
def written(tmp_path: Path, findings: tuple[Finding, ...]) -> Callable[..., str]:
    """What a format makes of the report."""

    def write(name: str, **settings: object) -> str:
        given = {
            "findings": findings,
            "paths": ("a: b,c/100% öl.course.yaml", "b.bank.yaml", "c.path.yaml", "fine.audience.yaml"),
            **settings,
        }
        return "".join(find_format(name).write(Report(root=tmp_path, here=tmp_path, **given)))  # type: ignore[arg-type]

    return write
