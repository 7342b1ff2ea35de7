"""Reads results in a workspace."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from cedu.credentials.results import Results, ResultsFile, read
from cedu.model.library import Library
from unit.credentials.results.reading import TODAY, Reading, workspace


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Library]:
    """The workspace, for each way in which its cedu.yaml goes on."""
    return cache(lambda settings: workspace(tmp_path_factory.mktemp("workspace"), settings))


@pytest.fixture
def reading(tmp_path: Path, libraries: Callable[[str], Library]) -> Reading:
    """Reads files, by their names and contents, in a workspace whose cedu.yaml goes on with `settings`."""

    def read_them(
        *contents: str | bytes, name: str = "results.csv", settings: str = "", export: str = "", merged: dict[str, str] | None = None
    ) -> Results:
        given = []
        for number, content in enumerate(contents):
            path = tmp_path / "in" / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            shown = name if len(contents) == 1 else f"{number}/{name}"
            given.append(ResultsFile(path, shown, export))
        return read(given, libraries(settings), TODAY, merged)

    return read_them
