"""What an answer earns, what a course keeps between visits, and where it stands: the player's rules, in Node."""

import json
from pathlib import Path
from typing import Any

import pytest

import cedu.player
from cedu.player import FORMS, asset

HERE = Path(__file__).resolve().parent
PLAYER = Path(cedu.player.__file__).parent


@pytest.mark.parametrize("script", ["rules", "memory"])
@pytest.mark.parametrize("form", ["as written", "as a page gets it"])
def test_the_rules_of_scoring_memory_and_completion(script: str, form: str, tmp_path: Path, modules: Path, node: Any) -> None:
    folder = PLAYER
    if form == "as a page gets it":
        folder = tmp_path
        for name in ("memory.js", *FORMS):
            (folder / name).write_bytes(asset(name))
    found = node(HERE / f"player/{script}.js", json.dumps(str(folder)))
    assert {name: result for name, result in found.items() if result["is"] != result["should be"]} == {}
    assert len(found) > 40
