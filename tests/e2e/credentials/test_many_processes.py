"""Four processes certify the same 2,000 learners at once, on SQLite and on a real PostgreSQL: everybody is awarded once."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cedu.credentials import private
from cedu.credentials.registry import opened

TESTS = Path(__file__).parents[2]
LEARNERS, PROCESSES = 2_000, 4


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nobody_is_awarded_twice(engine: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    if engine == "postgresql":
        monkeypatch.setenv("CEDU_REGISTRY", request.getfixturevalue("postgresql").database())
    command = [sys.executable, TESTS / "registry_samples.py", tmp_path, str(LEARNERS)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, env=os.environ, **pipes) for _ in range(PROCESSES)]  # type: ignore[call-overload]
    new = []
    for process in running:
        out, error = process.communicate()
        assert process.returncode == 0, error
        new.append(int(out))
    assert sum(new) == LEARNERS
    assert sum(count > 0 for count in new) > 1, "they did not run at the same time"

    with opened(tmp_path) as registry:
        kept = list(registry.awards())
        assert Counter(its.award.learner_id for its in kept) == {f"u-{index}": 1 for index in range(LEARNERS)}
        counts = registry.counts()
        assert counts.awards == counts.credentials == counts.events == LEARNERS
        assert list(registry.audit()) == []
    assert len(private.number_secret(tmp_path)) == 32
