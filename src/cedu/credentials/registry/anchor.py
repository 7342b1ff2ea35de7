"""The anchor: where the chain of events ended when this workspace last saw it, in a small file beside the keys.

A chain can be cut off at its end, or go on from an old backup, and still be whole. Then it is shorter than its anchor, or has another event
there. So the anchor is moved only along a chain that it is part of; whoever has to go on from a backup says so with
`cedu registry restore`, and that is an event of its own.
"""

from contextlib import suppress
from pathlib import Path

from cedu.bundle import write_bytes
from cedu.credentials import private
from cedu.credentials.registry import chain
from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.values import Head

FILE = "registry.anchor"


def read(path: Path) -> Head | None:
    """Where the chain ended; None where nobody has looked yet, or the file is not one of ours."""
    try:
        seq, end = path.read_text(encoding="ascii").split()
        return Head(int(seq), end)
    except (FileNotFoundError, ValueError):
        return None


def begin(database: Database, path: Path) -> None:
    """Note of a chain without events that it is empty: so that one which has some, and no anchor, has lost it."""
    if not path.exists() and chain.head(database) == chain.START:
        with suppress(FileExistsError):  # another process was faster, and may have gone on
            private.write_secret(path, _content(chain.START))


def write(path: Path, head: Head) -> None:
    """Note where the chain ends."""
    write_bytes(path, _content(head))


def _content(head: Head) -> bytes:
    return f"{head.seq} {head.hash}\n".encode("ascii")


def problem(database: Database, anchor: Head | None) -> str:
    """Why the chain is not the one that the anchor was taken of, in words; empty where it is."""
    if anchor is None or anchor.seq == 0:
        return ""
    found = chain.hash_at(database, anchor.seq)
    if not found:
        end = chain.head(database).seq
        return f"the registry ends with event {end}, but event {anchor.seq} was seen here: it was restored from an old backup, or cut off"
    if found != anchor.hash:
        return f"event {anchor.seq} is not the one that was seen here: the registry was restored from an old backup, and written on"
    return ""


def missed(database: Database, path: Path) -> tuple[str, ...]:
    """What there is to say where a chain has no anchor.

    A database on a server may be seen from here for the first time; a file is only here.
    """
    if read(path) or not database.is_sqlite or not chain.head(database).seq:
        return ()
    return (f"where the chain ended is not noted in `{path.parent.name}/{path.name}`: nobody can tell whether something was cut off",)


def advance(database: Database, path: Path) -> None:
    """Move the anchor to the end of the chain, if that is a chain that it is part of."""
    known, head = read(path), chain.head(database)
    if head.seq and head != known and not problem(database, known):
        write(path, head)
