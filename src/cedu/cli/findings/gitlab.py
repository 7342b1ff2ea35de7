"""A Code Quality report, which GitLab shows in a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections.abc import Iterator

from cedu.cli.findings import Format, Report, fingerprints, repository_prefix, said
from cedu.diagnostics import Severity


def write(report: Report) -> Iterator[str]:
    """One list of issues."""
    import json

    prefix = repository_prefix(report.root)
    issues = [
        {
            "description": f"{finding.code} {said(finding)}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": "major" if finding.severity is Severity.ERROR else "minor",
            "location": {"path": str(prefix / finding.span.path), "lines": {"begin": finding.span.line}},
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    yield json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


FORMAT = Format("gitlab", write)
