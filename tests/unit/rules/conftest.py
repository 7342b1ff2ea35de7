"""A workspace from texts, and what one rule finds in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cedu.diagnostics import Finding
from cedu.jobs.validate import validate

WORKSPACE = "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n"
Found = Callable[..., list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """`found("CE305", {"a/course.yaml": "…"})` gives the findings of that rule in a workspace of those files."""

    def run(code: str, files: dict[str, str | bytes], today: date = date(2026, 11, 21)) -> list[Finding]:
        for name, text in {"cedu.yaml": WORKSPACE, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [finding for finding in validate(tmp_path, today=today).findings if finding.code == code]

    return run
