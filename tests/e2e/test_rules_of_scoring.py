"""What an answer earns, what a course keeps between visits, and where it stands: the player's rules, in Node."""

import json
from pathlib import Path
from typing import Any

import pytest

import cedu.player

HERE = Path(__file__).resolve().parent
PLAYER = Path(cedu.player.__file__).parent


@pytest.mark.parametrize("script", ["rules", "memory"])
def test_the_rules_of_scoring_memory_and_completion(script: str, modules: Path, node: Any) -> None:
    found = node(HERE / f"player/{script}.js", json.dumps(str(PLAYER)))
    assert {name: result for name, result in found.items() if result["is"] != result["should be"]} == {}
    assert len(found) > 40
