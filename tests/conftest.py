"""`pytest --update` rewrites what golden cases expect; and a PostgreSQL server for whoever asks for one."""

from collections.abc import Iterator

import pytest

from postgresql_server import Server, server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what `cedu` says now into the golden cases")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running
