"""A workspace with an empty registry, once on SQLite and once on PostgreSQL."""

from pathlib import Path
from typing import cast

import pytest

from postgresql_server import Server

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("CEDU_REGISTRY", cast(Server, request.getfixturevalue("postgresql")).database())
    return tmp_path


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    return tmp_path
