"""JSON, as the design has it."""

import json
from collections.abc import Callable

from cedu.diagnostics import Finding


def test_design(written: Callable[..., str], findings: tuple[Finding, ...]) -> None:
    read = json.loads(written("json"))
    assert read["summary"] == {"errors": 2, "warnings": 3, "files": 4}
    assert read["findings"][0] == {
        "code": "CE101",
        "severity": "error",
        "path": "a: b,c/100% öl.course.yaml",
        "line": 3,
        "column": 7,
        "message": findings[0].message,
        "hint": findings[0].hint,
    }
    assert len(read["findings"]) == 5
