"""A Code Quality report, checked against the fields that GitLab documents."""

import json
from collections.abc import Callable

from jsonschema import Draft202012Validator

from cedu.diagnostics import Finding

DOCUMENTED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}


def test_documented_fields(written: Callable[..., str], findings: tuple[Finding, ...]) -> None:
    issues = json.loads(written("gitlab"))
    Draft202012Validator(DOCUMENTED).validate(issues)
    assert [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in issues] == [
        (finding.span.path, finding.span.line) for finding in findings
    ]
    assert [each["severity"] for each in issues] == ["major", "minor", "minor", "minor", "major"]


def test_fingerprints_are_unique_and_stay_when_lines_move(written: Callable[..., str], findings: tuple[Finding, ...]) -> None:
    def fingerprints(found: tuple[Finding, ...]) -> list[str]:
        return [each["fingerprint"] for each in json.loads(written("gitlab", findings=found))]

    before = fingerprints(findings)
    assert len(set(before)) == len(findings)
    moved = tuple(each._replace(span=each.span._replace(line=each.span.line + 10, column=3)) for each in findings)
    assert fingerprints(moved) == before
