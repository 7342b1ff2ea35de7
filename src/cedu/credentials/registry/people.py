"""People: two ids of one person, a person's wishes, and what is left of one who is erased.

**Erasure.** Whoever asks to be forgotten (GDPR, article 17) is gone by name, e-mail address and language, with the signed documents, the
pages, the scores, the reasons of exemptions and of a revocation. What stays is that a certificate with this number, of this level, was
issued on this day, and the hashes of its documents: whoever holds one can still have it verified, and a forged one is still found out,
which is what the organization needs for legal claims (article 17 (3) (e)).

The learner's id gives way to a keyed pseudonym, an HMAC whose secret lies beside the keys, and not in the registry. It is needed for one
thing: results that still hold the id, in an old file or in an LMS that has not been told, must neither award the same level twice nor
bring the person back. So *all* results of an erased id are refused; somebody who comes back gets another id. While the secret exists,
pseudonym and number are data about a person in the law's sense (recital 26), though they tell nobody anything by themselves: only who has
the secret, and the id already, can find out whether it was erased here. The chain of events holds no pseudonym, only numbers and digests.

What this can't reach: results files, exports and backups. Delete the first two; a backup that is restored brings the person back, and
`copies` erases them again where it can. On SQLite, what is erased is overwritten in the file, and the log is emptied at once; on
PostgreSQL the tables are written anew, while archived logs and base backups of the server are kept as long as its administrator does.

**Merging.** Awards of either id become awards of one; where both ids have the same level in the same cycle, one award stays, and the
other is revoked as its duplicate: the later, unless only that one is in force. An id that is new here takes over name and address.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from cedu.credentials.registry import chain
from cedu.credentials.registry.rows import Row, stored_award
from cedu.credentials.registry.session import Session
from cedu.credentials.registry.tables import AWARD, CREDENTIAL, LEARNER
from cedu.credentials.registry.values import EventKind, RegistryError, pseudonym
from cedu.credentials.times import shown

_LEARNER = select(LEARNER.c.id, LEARNER.c.merged_into, LEARNER.c.erased, LEARNER.c.listed).where(LEARNER.c.id == bindparam("id"))
_IDS = select(LEARNER.c.id).where(or_(LEARNER.c.id == bindparam("id"), LEARNER.c.merged_into == bindparam("id")))
_AWARDS = select(AWARD).where(AWARD.c.learner_id == bindparam("id")).order_by(AWARD.c.awarded_on, AWARD.c.number)
_AWARD = select(AWARD).where(AWARD.c.number == bindparam("number"))
_ADD = insert(LEARNER)
_LIST = update(LEARNER).where(LEARNER.c.id == bindparam("who")).values(listed=bindparam("is_listed"))
# What goes over to an id that nobody has been known by.
_KEPT = ("name", "email", "language", "listed")
_MERGE = (
    update(LEARNER)
    .where(or_(LEARNER.c.id == bindparam("from_id"), LEARNER.c.merged_into == bindparam("from_id")))
    .values(merged_into=bindparam("into_id"))
)
_GIVER = LEARNER.alias()
_GIVEN = {name: select(_GIVER.c[name]).where(_GIVER.c.id == bindparam("from_id")).scalar_subquery() for name in _KEPT}
_NAME = update(LEARNER).where(LEARNER.c.id == bindparam("into_id"), LEARNER.c.name == "").values(_GIVEN)
_MOVE = update(AWARD).where(AWARD.c.learner_id == bindparam("from_id")).values(learner_id=bindparam("into_id"))
_REVOKE = (
    update(AWARD)
    .where(AWARD.c.number == bindparam("its_number"))
    .values(revoked_at=bindparam("at"), reason=bindparam("why"), duplicate_of=bindparam("kept"))
)
_ERASE_LEARNER = (
    update(LEARNER)
    .where(LEARNER.c.id == bindparam("who"))
    .values(id=bindparam("left"), name="", email="", language="", listed=bindparam("no"), erased=bindparam("yes"))
)
_ERASE_AWARD = (
    update(AWARD).where(AWARD.c.number == bindparam("its_number")).values(scores="[]", exemptions="[]", former_number="", reason="")
)
_ERASE_CREDENTIALS = (
    update(CREDENTIAL).where(CREDENTIAL.c.number == bindparam("its_number")).values(name="", document=None, jwt=None, page=None)
)


def revoke(session: Session, number: str, reason: str, at: datetime) -> bool:
    """Revoke an award; False where it is already. Raises LookupError."""
    with session.database.transaction():
        row = _award(session, number)
        if row["revoked_at"]:
            return False
        _revoke(session, number, reason, None, shown(at))
        _note(session, "revoked", number, shown(at))
    return True


def set_listed(session: Session, learner_id: str, listed: bool, at: datetime) -> None:
    """Note whether a learner's name may be shown. Raises LookupError."""
    with session.database.transaction():
        learner = _person(session, learner_id)
        if learner is None or learner.erased:
            raise LookupError(learner_id)
        session.database.run(_LIST, {"who": learner.id, "is_listed": listed})
        for row in _awards(session, learner.id):
            _note(session, "listed", row["number"], shown(at))


def erase(session: Session, learner_id: str, at: datetime) -> tuple[str, ...]:
    """Erase a person, by any of their ids; the numbers of their awards, in order. Doing it again changes nothing. Raises LookupError."""
    with session.database.transaction():
        learner = _person(session, learner_id)
        if learner is None:
            raise LookupError(learner_id)
        left = learner.id if learner.erased else _erase(session, learner.id, shown(at))
        numbers = tuple(sorted(row["number"] for row in _awards(session, left)))
    session.database.purge()
    return numbers


def _erase(session: Session, person: str, at: str) -> str:
    """Erase all ids of a person; the pseudonym that their awards are kept under."""
    database = session.database
    rows = _awards(session, person)
    for (id,) in database.rows(_IDS, {"id": person}):
        database.run(_ERASE_LEARNER, {"who": id, "left": pseudonym(session.key, id), "no": False, "yes": True})
    for row in rows:
        database.run(_ERASE_CREDENTIALS, {"its_number": row["number"]})
        database.run(_ERASE_AWARD, {"its_number": row["number"]})
        _note(session, "erased", row["number"], at)
    if not rows:
        chain.append(database, "erased", at, {})
    return pseudonym(session.key, person)


def merge(session: Session, from_id: str, into_id: str, at: datetime) -> tuple[str, ...]:
    """Make two ids one person; the numbers of awards that are revoked as duplicates. Raises RegistryError."""
    database = session.database
    with database.transaction():
        source, target = (_known(session, id) for id in (from_id, into_id))
        if source == target:
            return ()
        duplicates = _duplicates(_awards(session, target) + _awards(session, source))
        for number, kept in duplicates.items():
            row = _award(session, number)
            _revoke(session, number, row["reason"] or f"duplicate of {kept}", kept, row["revoked_at"] or shown(at))
        moved = [row["number"] for row in _awards(session, source)]
        database.run(_NAME, {"from_id": source, "into_id": target})
        database.run(_MERGE, {"from_id": source, "into_id": target})
        database.run(_MOVE, {"from_id": source, "into_id": target})
        for number in sorted({*moved, *duplicates}):
            _note(session, "revoked" if number in duplicates else "merged", number, shown(at))
        for (id,) in database.rows(_IDS, {"id": target}):
            if id != target:
                facts = {"alias": session.alias_digest(id), "person": session.alias_digest(id, target)}
                chain.append(database, "merged", shown(at), facts)
    return tuple(duplicates)


def _known(session: Session, learner_id: str) -> str:
    """The id that a learner's awards are kept under; an id that is new is noted. Raises RegistryError for one that was erased."""
    learner = _person(session, learner_id)
    if learner is None:
        values = {"id": learner_id, "name": "", "email": "", "language": "", "listed": False, "merged_into": None, "erased": False}
        session.database.run(_ADD, values)
        return learner_id
    if learner.erased:
        raise RegistryError(f"learner `{learner_id}` was erased, and is nobody any more")
    return str(learner.id)


def _duplicates(rows: list[Row]) -> Mapping[str, str]:
    """Which awards have to give way, and to which: of those of a level and cycle the first stays, and one in force before all others."""
    first: dict[tuple[Any, ...], Row] = {}
    duplicates = {}
    for row in sorted(rows, key=lambda row: (row["revoked_at"] is not None, row["awarded_on"], row["number"])):
        if row["duplicate_of"] is None:
            kept = first.setdefault((row["certification"], row["level"], row["cycle"], row["test"]), row)
            if kept is not row:
                duplicates[row["number"]] = kept["number"]
    return duplicates


def _person(session: Session, learner_id: str) -> Any:
    """The learner that an id stands for, by whatever is left of it, and their latest id; None where nobody has it."""
    found = _learner(session, learner_id) or _learner(session, pseudonym(session.key, learner_id))
    return _learner(session, found.merged_into) if found and found.merged_into else found


def _learner(session: Session, learner_id: str) -> Any:
    rows = session.database.rows(_LEARNER, {"id": learner_id})
    return rows[0] if rows else None


def _awards(session: Session, learner_id: str) -> list[Row]:
    return [stored_award(row) for row in session.database.rows(_AWARDS, {"id": learner_id})]


def _award(session: Session, number: str) -> Row:
    rows = session.database.rows(_AWARD, {"number": number})
    if not rows:
        raise LookupError(number)
    return stored_award(rows[0])


def _revoke(session: Session, number: str, reason: str, kept: str | None, at: str) -> None:
    session.database.run(_REVOKE, {"its_number": number, "at": at, "why": reason, "kept": kept})


def _note(session: Session, kind: EventKind, number: str, at: str) -> None:
    """Add an event that says what is now kept of an award, and whether its page may name its holder."""
    row = _award(session, number)
    holder = _learner(session, row["learner_id"])
    facts = {"award": session.award_digest(row, erased=bool(holder.erased)), "listed": chain.YES[bool(holder.listed)]}
    chain.append(session.database, kind, at, facts, number=number)
