"""Every format into a workspace: what is written is valid, and a second import finds it as it is."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from cedu.diagnostics import Severity
from cedu.importers import importers
from cedu.jobs.importing import import_file

# Links and images that lead nowhere in the source, too.
LINKS = ("CE205", "CE502")
SCRIPT = Path(__file__).parents[2] / "fuzz" / "fuzz_importers.py"


@pytest.fixture(scope="module")
def fuzz() -> Any:
    spec = spec_from_file_location("fuzz_importers", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("format", sorted(importers()))
def test_into_a_workspace_and_again(fuzz: Any, format: str, tmp_path: Path) -> None:
    for number, (name, members) in enumerate(fuzz.seeds(format)):
        root = tmp_path / f"workspace-{number}"
        (root / "curricula").mkdir(parents=True)
        (root / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example, language: en}\n")
        source = tmp_path / f"source-{number}" / name
        for path, content in members.items():
            target = source / path if len(members) > 1 else source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        report = import_file(root, source, format=format)
        errors = [each for each in report.findings if each.severity is Severity.ERROR and each.code not in LINKS]
        assert errors == [], (name, errors)
        again = import_file(root, source, format=format)
        changed = [entry for entry in again.entries if entry.kind in ("written", "updated", "kept")]
        assert (again.files, changed) == ((), []), name
