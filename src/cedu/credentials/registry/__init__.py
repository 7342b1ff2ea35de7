"""The registry: who was awarded what and how it was proved, kept so that it survives a crash, a thief's pen and an old backup.

SQLite in `private/`, or a PostgreSQL server for a team; see `store` for what can be asked of it, and `upgrades` for its tables.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cedu.credentials import private
from cedu.credentials.registry import anchor, upgrades
from cedu.credentials.registry.engines import NO_URL, Database, connected, place_of
from cedu.credentials.registry.session import session
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
    "place",
]

FILE = "registry.sqlite"
VARIABLE = "CEDU_REGISTRY"


def location(root: Path) -> str:
    """Where the registry of a workspace is: the URL of a PostgreSQL database in the environment, or else a path.

    Raises UnsupportedRegistryError for a variable that holds no URL: it is no path, which might lie where git looks.
    """
    url = os.environ.get(VARIABLE)
    if url and "://" not in url:
        raise UnsupportedRegistryError(NO_URL)
    return url or str(root / private.FOLDER / FILE)


def place() -> str:
    """What to call the registry: its path from the root, or a server and a database; never a password."""
    url = os.environ.get(VARIABLE)
    return place_of(url) if url else f"{private.FOLDER}/{FILE}"


def exists(root: Path) -> bool:
    """Is there a registry? (One on a server is taken to be there.) `opened` would make one."""
    return bool(os.environ.get(VARIABLE)) or (root / private.FOLDER / FILE).exists()


@contextmanager
def opened(root: Path) -> Iterator[Registry]:
    """The registry of a workspace, which is made where it isn't there.

    Raises UnsupportedRegistryError for one that this cedu can't read, RegistryUnavailableError where a server can't be reached, and
    OSError for a disk that is full or may not be written.
    """
    private.folder(root)
    anchored = root / private.FOLDER / anchor.FILE
    with connected(location(root)) as database:
        secret = _ready(root, database)
        anchor.begin(database, anchored)
        try:
            yield Registry(session(database, secret), anchored)
        except BaseException:
            with suppress(Exception):  # what went wrong in the first place is what has to be said
                anchor.advance(database, anchored)
            raise
        anchor.advance(database, anchored)


def _ready(root: Path, database: Database) -> bytes:
    """Make the tables, if there are none; the secret that the registry was made with: another would give awards other numbers."""
    name = f"{private.FOLDER}/{private.NUMBER_KEY}"
    is_there = upgrades.current(database)
    if is_there and not (root / name).exists():
        raise UnsupportedRegistryError(f"`{name}` is missing, and the registry was made with it: restore it from a backup")
    secret = private.number_secret(root)
    if not is_there:
        upgrades.upgrade(database, secret)
    if not upgrades.same_secret(database, secret):
        raise UnsupportedRegistryError(f"`{name}` is not the one that the registry was made with: restore that one from a backup")
    return secret
