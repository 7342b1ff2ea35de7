"""A workspace whose issuer has keys, with results that nobody has looked at yet."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from academy import FILES, PASSPHRASE, Academy, learners
from cedu.jobs import issuer

AWARDS = 20


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that no disk has to be waited for, where there is one: what is killed leaves the same behind."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture
def academy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Academy:
    """Results that make 20 awards."""
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    root = tmp_path / "academy"
    root.mkdir()
    for path, text in FILES.items():
        (root / path).write_text(text, encoding="utf-8")
    found = Academy(root)
    found.write(learners(AWARDS // 2))
    issuer.init(root, lambda: PASSPHRASE, datetime(2026, 1, 1, tzinfo=UTC))
    return found
