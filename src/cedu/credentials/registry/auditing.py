"""The audit: is the chain whole, does it say of every row what is there, and are the documents what was issued?

Whether signatures hold and files are copies of what is kept is for `cedu credential audit` to see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import bindparam, or_, select

from cedu.credentials.numbers import normalized
from cedu.credentials.registry import anchor, chain, keys, reading, upgrades
from cedu.credentials.registry.rows import Row, stored_award, stored_credential
from cedu.credentials.registry.session import Session
from cedu.credentials.registry.tables import ASSET, AWARD, CREDENTIAL, LEARNER
from cedu.credentials.registry.values import Event, Head

_AWARDS = (
    select(AWARD, LEARNER.c.name, LEARNER.c.listed, LEARNER.c.erased)
    .outerjoin(LEARNER, LEARNER.c.id == AWARD.c.learner_id)
    .where(AWARD.c.number > bindparam("number"))
    .order_by(AWARD.c.number)
    .limit(1_000)
)
# With their documents: few at a time.
_CREDENTIALS = (
    select(CREDENTIAL)
    .where(
        or_(
            CREDENTIAL.c.number > bindparam("number"),
            (CREDENTIAL.c.number == bindparam("number")) & (CREDENTIAL.c.version > bindparam("version")),
        )
    )
    .order_by(CREDENTIAL.c.number, CREDENTIAL.c.version)
    .limit(50)
)
_MERGED = select(LEARNER.c.id, LEARNER.c.merged_into).where(LEARNER.c.merged_into.is_not(None)).order_by(LEARNER.c.id)
_ASSETS = select(ASSET).where(ASSET.c.sha256 > bindparam("sha256")).order_by(ASSET.c.sha256).limit(5)


@dataclass(slots=True)
class _Said:
    """What the chain says is there: the latest digest of each award, each credential and each key, the numbers of those
    erased and of those listed, and which ids stand for others.

    `holders` are who has each award, and their name, by the table of learners; `named` those whose name a certificate of theirs has.
    """

    awards: dict[str, bytes] = field(default_factory=dict)
    credentials: dict[tuple[str, int], tuple[bytes, ...]] = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    templates: dict[str, bytes] = field(default_factory=dict)
    holders: dict[str, tuple[str, str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)


def audit(session: Session, seen: Head | None) -> Iterator[str]:
    """What is wrong, in words. `seen` is where the chain ended when it was last seen."""
    with session.database.snapshot():
        yield from _engine(session)
        said = _Said()
        yield from _chain(session, said)
        if reason := anchor.problem(session.database, seen):
            yield reason
        yield from _awards(session, said)
        yield from _credentials(session, said)
        yield from _names(said)
        yield from _aliases(session, said)
        yield from _keys(session, said)
        yield from _assets(session)


def _engine(session: Session) -> Iterator[str]:
    """What SQLite itself finds: PostgreSQL looks after its files by itself."""
    if session.database.is_sqlite:
        for (text,) in session.database.rows("PRAGMA integrity_check(20)"):
            if text != "ok":
                yield f"SQLite finds: {text}"
        for table, *_ in session.database.rows("PRAGMA foreign_key_check"):
            yield f"a row of table {table} belongs to one that is not there"
        if changed := upgrades.changed(session.database):
            yield f"the tables are not as cedu made them: {', '.join(changed)}"


def _chain(session: Session, said: _Said) -> Iterator[str]:
    """Each event follows on the one before; what they say is noted."""
    previous = chain.START
    for event in chain.events(session.database):
        if event.seq != previous.seq + 1:
            yield f"event {previous.seq + 1} is missing"
        elif event.hash != chain.link(previous.hash, event):
            yield f"event {event.seq} was changed, or does not follow on the one before"
        _note(said, event)
        previous = Head(event.seq, event.hash)


def _note(said: _Said, event: Event) -> None:
    facts = event.facts
    if "award" in facts:
        said.awards[event.number] = _bytes(facts["award"])
    if facts.get("listed") == chain.YES[True]:
        said.listed.add(event.number)
    elif "listed" in facts:
        said.listed.discard(event.number)
    if "alias" in facts:
        said.aliases[facts["alias"]] = facts.get("person", "")
    if "credential" in facts:
        hashes = tuple(_bytes(facts.get(name, "")) for name in ("credential", "document", "jwt", "pdf", "holder"))
        said.credentials[event.number, event.version] = hashes
    if event.kind == "key":
        said.keys[facts.get("key", "")] = dict(facts)
    if event.kind == "erased":
        said.erased.add(event.number)


def _bytes(digest: str) -> bytes:
    """A hash in half the room; what is none is nothing that is equal to one."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""


def _content(value: str | bytes) -> bytes:
    """What a column holds: in SQLite's, a forger may have put text for bytes, or bytes for text."""
    return value.encode() if isinstance(value, str) else value


def _awards(session: Session, said: _Said) -> Iterator[str]:
    missing = set(said.awards)
    after = ""
    while rows := session.database.rows(_AWARDS, {"number": after}):
        for row in rows:
            award, name, is_erased = stored_award(row[:-3]), row[-3], bool(row[-1])
            number = after = award["number"]
            if name:
                said.holders[number] = (award["learner_id"], name)
            if normalized(number) != number:
                yield f"{number} is no number: its check character is wrong"
            if number not in said.awards:
                yield f"award {number} has no event"
            elif said.awards[number] != _bytes(session.award_digest(award, erased=is_erased)):
                yield f"award {number} was changed since its last event"
            elif is_erased is not (number in said.erased):
                yield f"award {number} was erased, and its holder is back" if not is_erased else f"award {number} lost its holder"
            elif bool(row[-2]) is not (number in said.listed):
                is_listed = "is listed, and never asked for it" if row[-2] else "is not listed, and asked for it"
                yield f"the holder of {number} {is_listed}"
            missing.discard(number)
    yield from (f"award {number} is missing" for number in sorted(missing))


def _credentials(session: Session, said: _Said) -> Iterator[str]:
    missing = set(said.credentials)
    last = {"number": "", "version": 0}
    while rows := session.database.rows(_CREDENTIALS, last):
        for values in rows:
            row = stored_credential(values)
            last = {"number": row["number"], "version": row["version"]}
            key = (row["number"], row["version"])
            who, holder = said.holders.get(row["number"], ("", ""))
            if row["name"] == holder:
                said.named.add(who)
            name = f"credential {row['number']}, version {row['version']},"
            if key not in said.credentials:
                yield f"{name} has no event"
            else:
                yield from (f"{name} {what}" for what in _credential(session, row, said))
            missing.discard(key)
    yield from (f"credential {number}, version {version}, is missing" for number, version in sorted(missing))


def _credential(session: Session, row: Row, said: _Said) -> Iterator[str]:
    hashes, is_erased = said.credentials[row["number"], row["version"]], row["number"] in said.erased
    kept = tuple(_bytes(row[f"{name}_sha256"]) for name in ("document", "jwt", "pdf"))
    if (_bytes(session.credential_digest(row)), *kept) != hashes[:4]:
        yield "was changed since its event"
    if row["document"] is None:
        if not is_erased:
            yield "has lost its documents"
        return
    if is_erased:
        yield "was erased, and its documents are back"
    if _bytes(session.holder_digest(row["name"], _content(row["page"]))) != hashes[4]:
        yield "names another holder than was issued"
    if sha256(_content(row["document"])).digest() != hashes[1]:
        yield "holds another document than was issued"
    if sha256(_content(row["jwt"])).digest() != hashes[2]:
        yield "holds another JWT than was issued"
    if sha256(_template(session, row["template"], said) + _content(row["page"])).digest() != hashes[3]:
        yield "holds another PDF than was issued"


def _names(said: _Said) -> Iterator[str]:
    """A learner is called what the results said last, and what their certificate of that day says, too."""
    strange = {who: number for number, (who, _) in reversed(said.holders.items()) if who not in said.named}
    yield from (f"the holder of {number} has a name that none of their certificates has" for number in sorted(strange.values()))


def _aliases(session: Session, said: _Said) -> Iterator[str]:
    """Whose results count for whom."""
    left = dict(said.aliases)
    for id, person in session.database.rows(_MERGED):
        if left.pop(session.alias_digest(id), "") != session.alias_digest(id, person):
            yield "somebody's id stands for another's, and was not merged by us"
    if left:
        yield f"{len(left)} ids that were merged stand for themselves again, or are gone"


def _template(session: Session, digest: str, said: _Said) -> bytes:
    """What the PDFs of a level begin with; there are few."""
    if digest not in said.templates:
        is_there = reading.has_asset(session.database, digest)
        said.templates[digest] = _content(reading.asset(session.database, digest)) if is_there else b""
    return said.templates[digest]


def _keys(session: Session, said: _Said) -> Iterator[str]:
    known = {key.public_key: keys.facts(key) for key in keys.keys(session.database)}
    for name in sorted(known.keys() | said.keys.keys()):
        if known.get(name) != said.keys.get(name):
            yield f"key {name} was changed since its last event"


def _assets(session: Session) -> Iterator[str]:
    after = ""
    while rows := session.database.rows(_ASSETS, {"sha256": after}):
        for digest, content in rows:
            after = digest
            if sha256(_content(content)).hexdigest() != digest:
                yield f"asset {digest[:16]}… was changed"
