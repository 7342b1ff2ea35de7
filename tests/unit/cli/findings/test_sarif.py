"""SARIF: what the schema can't say (the end-to-end tests hold the schema against it)."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from cedu.diagnostics import Finding


def run(text: str) -> Any:
    (found,) = json.loads(text)["runs"]
    return found


def test_results_point_at_their_rules_and_places(written: Callable[..., str], findings: tuple[Finding, ...]) -> None:
    read = run(written("sarif"))
    rules = read["tool"]["driver"]["rules"]
    assert read["columnKind"] == "unicodeCodePoints"
    for result, finding in zip(read["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in read["originalUriBaseIds"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.span.path
        span = finding.span
        assert place["region"] == {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.length}
    assert len({each["partialFingerprints"]["cedu/v1"] for each in read["results"]}) == len(findings)


def test_a_path_is_a_relative_uri(written: Callable[..., str]) -> None:
    uri = run(written("sarif"))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%3A%20b%2Cc/100%25%20%C3%B6l.course.yaml"


def test_rules_carry_their_pages(written: Callable[..., str]) -> None:
    for rule in run(written("sarif"))["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"] in rule["help"]["text"]
        assert rule["fullDescription"]["text"] != rule["shortDescription"]["text"]
        assert "helpUri" not in rule
