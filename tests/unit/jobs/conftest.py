"""A workspace in which people can be certified."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from academy import FILES, PASSPHRASE, Academy, learners
from cedu.jobs import issuer


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a workspace whose issuer has keys."""
    root = tmp_path_factory.mktemp("academy")
    for path, text in FILES.items():
        (root / path).write_text(text, encoding="utf-8")
    issuer.init(root, lambda: PASSPHRASE, datetime(2026, 1, 1, tzinfo=UTC))
    shutil.copytree(root / "private", root / "fresh")
    return root


@pytest.fixture
def academy(keyed: Path, tmp_path: Path) -> Academy:
    root = tmp_path / "academy"
    shutil.copytree(keyed, root)
    found = Academy(root)
    found.write(learners(3))
    return found


@pytest.fixture
def passphrase() -> Callable[[], str]:
    return lambda: PASSPHRASE
