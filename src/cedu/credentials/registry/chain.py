"""The chain of events: each one's hash is made from its facts and the hash before, so that none can be changed, dropped or put between.

An event names an award by its number and says what is now kept of it by hashes; whom it is about, it does not say.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import bindparam, insert, select

from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.rows import canonical
from cedu.credentials.registry.tables import EVENT
from cedu.credentials.registry.values import Event, EventKind, Head

START = Head(0, "0" * 64)
# How an event's facts, which are texts, say whether something is so.
YES = ("no", "yes")
_PAGE = 1_000
_HEAD = select(EVENT.c.seq, EVENT.c.hash).order_by(EVENT.c.seq.desc()).limit(1)
_AT = select(EVENT.c.hash).where(EVENT.c.seq == bindparam("seq"))
_LATEST = select(EVENT.c.at).order_by(EVENT.c.at.desc()).limit(1)
_INSERT = insert(EVENT)
_SOME = select(EVENT).where(EVENT.c.seq > bindparam("after")).order_by(EVENT.c.seq).limit(_PAGE)
_OF_ONE = select(EVENT).where(EVENT.c.number == bindparam("number")).order_by(EVENT.c.seq)


def head(database: Database) -> Head:
    """The end of the chain."""
    found = database.rows(_HEAD)
    return Head(*found[0]) if found else START


def hash_at(database: Database, seq: int) -> str:
    """The hash of an event; empty where there is none."""
    found = database.rows(_AT, {"seq": seq})
    return found[0][0] if found else ""


def latest(database: Database) -> str:
    """The time of the latest event; empty where there is none."""
    found = database.rows(_LATEST)
    return found[0][0] if found else ""


def append(
    database: Database, kind: EventKind, at: str, facts: Mapping[str, str], *, number: str = "", version: int = 0, run: int = 0
) -> None:
    """Add an event at the end; only in a transaction, which is what keeps the end where it is."""
    last = head(database)
    event = Event(last.seq + 1, at, kind, number, version, run, facts, "")
    values = event._asdict() | {"facts": canonical(facts).decode(), "hash": link(last.hash, event)}
    database.run(_INSERT, values)


def link(previous: str, event: Event) -> str:
    """The hash of an event that follows on one with the hash `previous`: SHA-256 over that and the event's canonical JSON."""
    values = event._asdict()
    del values["hash"]
    return sha256(previous.encode() + canonical(values)).hexdigest()


def events(database: Database, number: str = "") -> Iterator[Event]:
    """All events from the first on, or those of one award."""
    if number:
        yield from map(_event, database.rows(_OF_ONE, {"number": number}))
        return
    seq = 0
    while found := database.rows(_SOME, {"after": seq}):
        yield from map(_event, found)
        seq = found[-1][0]


def _event(row: tuple[int, str, str, str, int, int, str, str]) -> Event:
    try:
        facts = json.loads(row[6])
    except ValueError:  # whoever wrote that is found out by the hash
        facts = {}
    return Event(*row[:6], facts, row[7])
