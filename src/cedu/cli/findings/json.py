"""JSON, for scripts (design, 4)."""

from collections.abc import Iterator
from typing import Any

from cedu.cli.findings import Format, Report
from cedu.diagnostics import Finding


def write(report: Report) -> Iterator[str]:
    """One object: `findings`, and a `summary`."""
    import json

    summary = {"errors": report.errors, "warnings": report.warnings, "files": len(report.paths)}
    yield json.dumps({"findings": [*map(document, report.findings)], "summary": summary}, indent=2, ensure_ascii=False) + "\n"


def document(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "message": finding.message,
        "hint": finding.hint,
    }


FORMAT = Format("json", write)
