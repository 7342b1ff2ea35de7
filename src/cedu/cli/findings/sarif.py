"""SARIF 2.1.0, which services that collect reports read (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from cedu import __version__
from cedu.cli.findings import Format, Report, fingerprints, repository_prefix, said
from cedu.diagnostics import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"


def write(report: Report) -> Iterator[str]:
    """One log of one run."""
    import json

    from cedu.rules import page, rules

    # Only the rules that were broken: a page for each of the others would be most of the file.
    codes = sorted({finding.code for finding in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "cedu",
                "semanticVersion": __version__,
                "rules": [_rule(code, str(rules()[code].severity), page(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "the root of the repository, or of the workspace outside of one"}}},
        "results": [
            _result(finding, codes.index(finding.code), fingerprint, report)
            for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
        ],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, severity: str, page: str) -> dict[str, Any]:
    """A reportingDescriptor (3.49)."""
    title, _, rest = page.partition("\n\n## ")
    what = rest.partition("\n\n## ")[0].partition("\n")[2].strip()
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": what or title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": severity},
    }


def _result(finding: Finding, index: int, fingerprint: str, report: Report) -> dict[str, Any]:
    """A result (3.27)."""
    span = finding.span
    path = str(repository_prefix(report.root) / span.path)
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": {"text": said(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(path)), "uriBaseId": _BASE},
                    "region": {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.length},
                }
            }
        ],
        "partialFingerprints": {"cedu/v1": fingerprint},
    }


FORMAT = Format("sarif", write)
