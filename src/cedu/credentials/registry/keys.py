"""The issuer's public keys, and what became of them."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from cedu.credentials.registry import chain
from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.rows import moment
from cedu.credentials.registry.tables import ISSUER_KEY
from cedu.credentials.registry.values import IssuerKey
from cedu.credentials.times import shown

_KEYS = select(ISSUER_KEY).order_by(ISSUER_KEY.c.since, ISSUER_KEY.c.public_key)
_KNOWN = select(ISSUER_KEY.c.public_key).where(ISSUER_KEY.c.public_key == bindparam("public_key"))
_ADD = insert(ISSUER_KEY)
_CHANGE = (
    update(ISSUER_KEY)
    .where(ISSUER_KEY.c.public_key == bindparam("its_key"))
    .values(suite=bindparam("suite"), state=bindparam("state"), since=bindparam("since"), until=bindparam("until"))
)


def keys(database: Database) -> tuple[IssuerKey, ...]:
    """The issuer's keys, in the order in which they came."""
    rows = database.rows(_KEYS)
    return tuple(IssuerKey(key, suite, state, moment(since), moment(until) if until else None) for key, suite, state, since, until in rows)


def put_key(database: Database, key: IssuerKey, at: datetime) -> None:
    """Keep a key, or what has become of it."""
    values = {"suite": key.suite, "state": key.state, "since": shown(key.since), "until": shown(key.until) if key.until else None}
    with database.transaction():
        if database.rows(_KNOWN, {"public_key": key.public_key}):
            database.run(_CHANGE, {**values, "its_key": key.public_key})
        else:
            database.run(_ADD, {**values, "public_key": key.public_key})
        chain.append(database, "key", shown(at), facts(key))


def facts(key: IssuerKey) -> dict[str, str]:
    """What an event says of a key."""
    until = {"until": shown(key.until)} if key.until else {}
    return {"key": key.public_key, "suite": key.suite, "state": key.state, "since": shown(key.since), **until}
