"""JSON, for scripts (design, 4)."""

from collections.abc import Iterator

from cedu.cli.findings import Format, Report


def write(report: Report) -> Iterator[str]:
    """One object: `findings`, and a `summary`."""
    import json

    findings = [
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "path": finding.span.path,
            "line": finding.span.line,
            "column": finding.span.column,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in report.findings
    ]
    summary = {"errors": report.errors, "warnings": report.warnings, "files": len(report.paths)}
    yield json.dumps({"findings": findings, "summary": summary}, indent=2, ensure_ascii=False) + "\n"


FORMAT = Format("json", write)
