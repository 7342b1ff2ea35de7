"""Workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
"""

from collections.abc import Iterator

from cedu.cli.findings import Format, Report, repository_prefix

# What ends or divides a command, as `@actions/core` escapes it.
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(report: Report) -> Iterator[str]:
    """One command a line."""
    prefix = repository_prefix(report.root)
    for finding in report.findings:
        span = finding.span
        properties = {
            "file": str(prefix / span.path),
            "line": span.line,
            "col": span.column,
            "endColumn": span.column + span.length,
            "title": finding.code,
        }
        written = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
        said = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
        yield f"::{finding.severity} {written}::{said.translate(_IN_DATA)}\n"


FORMAT = Format("github", write)
