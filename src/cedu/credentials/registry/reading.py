"""What can be asked of the registry. Long answers come page by page, so that none is held in memory and nothing stays locked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, exists, func, or_, select

from cedu.credentials.award import Award, Credential
from cedu.credentials.decision import Held
from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.rows import award_of, credential_of, learner_of, moment, stored_award, stored_credential
from cedu.credentials.registry.session import Session
from cedu.credentials.registry.tables import ASSET, AWARD, CREDENTIAL, EVENT, ISSUER_KEY, LEARNER, RUN
from cedu.credentials.registry.values import Counts, Kept, People, Printed, pseudonym

_PAGE = 1_000
_AFTER: BindParameter[str] = bindparam("after")
_LATER = CREDENTIAL.alias("later")
_REPLACED = exists().where(_LATER.c.number == CREDENTIAL.c.number, _LATER.c.version > CREDENTIAL.c.version)
_VERSIONS = select(func.max(CREDENTIAL.c.version)).where(CREDENTIAL.c.number == AWARD.c.number).scalar_subquery()
_KEPT = select(AWARD, LEARNER, _VERSIONS).join(LEARNER, LEARNER.c.id == AWARD.c.learner_id)
_ONE = _KEPT.where(AWARD.c.number == bindparam("number"))
_NEWEST_BY_KEY = exists().where(
    CREDENTIAL.c.number == AWARD.c.number,
    ~_REPLACED,
    or_(CREDENTIAL.c.eddsa_key == bindparam("key"), CREDENTIAL.c.es256_key == bindparam("key")),
)
_SOME = (
    _KEPT.where(
        AWARD.c.number > _AFTER,
        or_(bindparam("learner_id") == "", AWARD.c.learner_id.in_([bindparam("learner_id"), bindparam("merged"), bindparam("erased_as")])),
        or_(bindparam("certification") == "", AWARD.c.certification == bindparam("certification")),
        or_(bindparam("level") == "", AWARD.c.level == bindparam("level")),
        or_(bindparam("until") == "", AWARD.c.valid_until <= bindparam("until")),
        or_(bindparam("key") == "", _NEWEST_BY_KEY),
        or_(bindparam("both"), AWARD.c.test == bindparam("test")),
    )
    .order_by(AWARD.c.number)
    .limit(_PAGE)
)
_HELD = (
    select(
        *(AWARD.c.learner_id, AWARD.c.certification, AWARD.c.level),
        *(AWARD.c.awarded_on, AWARD.c.valid_until, AWARD.c.number, AWARD.c.cycle, AWARD.c.revoked_at),
    )
    .where(AWARD.c.test == bindparam("test"), AWARD.c.duplicate_of.is_(None))
    .order_by(AWARD.c.cycle)
)
_TAKEN = select(AWARD.c.number).where(AWARD.c.number == bindparam("number"))
_NUMBER_OF = select(AWARD.c.number).where(
    AWARD.c.learner_id.in_([bindparam("learner_id"), bindparam("merged"), bindparam("erased_as")]),
    AWARD.c.certification == bindparam("certification"),
    AWARD.c.level == bindparam("level"),
    AWARD.c.cycle == bindparam("cycle"),
    AWARD.c.test == bindparam("test"),
    AWARD.c.duplicate_of.is_(None),
)
_ISSUED_IN = select(AWARD.c.number).where(AWARD.c.run == bindparam("run"))
_ALIASES = select(LEARNER.c.id, LEARNER.c.merged_into).where(LEARNER.c.merged_into.is_not(None), ~LEARNER.c.erased)
_ERASED = select(LEARNER.c.id).where(LEARNER.c.erased)
_NOT_ERASED = select(LEARNER.c.id).where(~LEARNER.c.erased)
_MERGED_INTO = select(LEARNER.c.merged_into).where(LEARNER.c.id == bindparam("id"))
_NEXT_ORDINAL = select(func.coalesce(func.max(CREDENTIAL.c.ordinal), -1) + 1)
_CREDENTIALS = select(CREDENTIAL).where(CREDENTIAL.c.number == bindparam("number")).order_by(CREDENTIAL.c.version)
_CURRENT = select(CREDENTIAL).where(CREDENTIAL.c.number == bindparam("number")).order_by(CREDENTIAL.c.version.desc()).limit(1)
_PRINTED = (
    select(
        *(CREDENTIAL.c.number, CREDENTIAL.c.version, CREDENTIAL.c.issued_at),
        *(CREDENTIAL.c.document_sha256, CREDENTIAL.c.jwt_sha256, CREDENTIAL.c.pdf_sha256),
        *(AWARD.c.revoked_at, CREDENTIAL.c.document.is_(None)),
    )
    .join(AWARD, AWARD.c.number == CREDENTIAL.c.number)
    .where(CREDENTIAL.c.number > _AFTER, ~_REPLACED)
    .order_by(CREDENTIAL.c.number)
    .limit(_PAGE)
)
_LISTS = select(func.coalesce(func.max(CREDENTIAL.c.status_list), -1) + 1)
_STATUSES = (
    select(CREDENTIAL.c.status_index)
    .join(AWARD, AWARD.c.number == CREDENTIAL.c.number)
    .where(CREDENTIAL.c.status_list == bindparam("status_list"), or_(AWARD.c.revoked_at.is_not(None), _REPLACED))
    .order_by(CREDENTIAL.c.status_index)
)
_HAS_ASSET = select(ASSET.c.sha256).where(ASSET.c.sha256 == bindparam("sha256"))
_ASSET = select(ASSET.c.content).where(ASSET.c.sha256 == bindparam("sha256"))
_COUNTED = (
    *(select(func.count()).select_from(table) for table in (LEARNER, AWARD)),
    select(func.count()).select_from(AWARD).where(AWARD.c.revoked_at.is_not(None)),
    select(func.count()).select_from(LEARNER).where(LEARNER.c.erased),
    *(select(func.count()).select_from(table) for table in (CREDENTIAL, EVENT, RUN, ISSUER_KEY)),
)


class Filter(NamedTuple):
    """Which awards are asked for; see `Registry.awards`."""

    learner_id: str = ""
    certification: str = ""
    level: str = ""
    valid_until: date | None = None
    key: str = ""
    test: bool | None = None


def awards(session: Session, asked: Filter) -> Iterator[Kept]:
    """Awards by number."""
    of = {
        **_ids(session, asked.learner_id),
        "certification": asked.certification,
        "level": asked.level,
        "until": asked.valid_until.isoformat() if asked.valid_until else "",
        "key": asked.key,
        "both": asked.test is None,
        "test": bool(asked.test),
    }
    after = ""
    while rows := session.database.rows(_SOME, {**of, "after": after}):
        for row in rows:
            yield _kept(row)
        after = rows[-1][0]


def one(session: Session, number: str) -> Kept:
    """One award. Raises LookupError."""
    rows = session.database.rows(_ONE, {"number": number})
    if not rows:
        raise LookupError(number)
    return _kept(rows[0])


def _kept(row: Sequence[Any]) -> Kept:
    award, learner = stored_award(row[: len(AWARD.c)]), row[len(AWARD.c) : -1]
    revoked_at = moment(award["revoked_at"]) if award["revoked_at"] else None
    is_erased = bool(learner[-1])
    return Kept(learner_of(learner), award_of(award), row[-1], revoked_at, award["reason"], award["duplicate_of"] or "", is_erased)


def _ids(session: Session, learner_id: str) -> dict[str, str]:
    """What a learner's awards may be kept under: their id, the one that it was merged into, what an erasure has left of it."""
    found = session.database.rows(_MERGED_INTO, {"id": learner_id})
    merged = found[0][0] if found else None
    return {"learner_id": learner_id, "merged": merged or learner_id, "erased_as": pseudonym(session.key, learner_id)}


def people(session: Session) -> People:
    """Which ids are one person."""
    aliases = {row[0]: row[1] for row in session.database.rows(_ALIASES)}
    return People(aliases, erased(session.database), frozenset(learners(session.database)), session.key)


def erased(database: Database) -> frozenset[str]:
    """The pseudonyms of those who were erased."""
    return frozenset(id for (id,) in database.rows(_ERASED))


def learners(database: Database) -> tuple[str, ...]:
    """The ids of all who were not erased."""
    return tuple(id for (id,) in database.rows(_NOT_ERASED))


def held(database: Database, *, test: bool) -> Mapping[tuple[str, str, str], Held]:
    """The award of the latest cycle, with those before it, by person, certification and level."""
    days: dict[str | None, date | None] = {None: None}  # few days, many awards

    def day(text: str | None) -> Any:
        if text not in days:
            days[text] = date.fromisoformat(text or "")
        return days[text]

    found: dict[tuple[str, str, str], Held] = {}
    for who, certification, level, on, until, number, cycle, revoked_at in database.rows(_HELD, {"test": test}):
        key = (who, certification, level)
        before = found.get(key)
        earlier = (*before.earlier, before._replace(earlier=())) if before else ()
        found[key] = Held(day(on), day(until), number, cycle, revoked_at is not None, earlier)
    return found


def is_taken(database: Database, number: str) -> bool:
    """Is there an award with this number?"""
    return bool(database.rows(_TAKEN, {"number": number}))


def number_of(session: Session, award: Award) -> str:
    """The number of the same person's award of the same level and cycle; empty where there is none."""
    of = {"certification": award.certification, "level": award.level, "cycle": award.cycle, "test": award.test}
    rows = session.database.rows(_NUMBER_OF, {**_ids(session, award.learner_id), **of})
    return rows[0][0] if rows else ""


def issued_in(database: Database, run: int) -> frozenset[str]:
    """The numbers of the awards that a run has issued."""
    return frozenset(number for (number,) in database.rows(_ISSUED_IN, {"run": run}))


def next_ordinal(database: Database) -> int:
    """The ordinal after all that were ever used."""
    return int(database.rows(_NEXT_ORDINAL)[0][0])


def credentials(database: Database, number: str) -> tuple[Credential, ...]:
    """Every version of an award's credential. Raises LookupError where there is none."""
    rows = database.rows(_CREDENTIALS, {"number": number})
    if not rows:
        raise LookupError(number)
    return tuple(credential_of(stored_credential(row)) for row in rows)


def current(database: Database, number: str) -> Credential:
    """The newest version of an award's credential. Raises LookupError where there is none."""
    rows = database.rows(_CURRENT, {"number": number})
    if not rows:
        raise LookupError(number)
    return credential_of(stored_credential(rows[0]))


def printed(database: Database) -> Iterator[Printed]:
    """What the files are a copy of, by number."""
    after = ""
    while rows := database.rows(_PRINTED, {"after": after}):
        for number, version, issued_at, document, jwt, pdf, revoked_at, is_erased in rows:
            yield Printed(number, version, moment(issued_at), document, jwt, pdf, revoked_at is not None, bool(is_erased))
            after = number


def status_lists(database: Database) -> int:
    """How many status lists there are."""
    return int(database.rows(_LISTS)[0][0])


def statuses(database: Database, status_list: int) -> tuple[int, ...]:
    """The indexes in a status list that are revoked."""
    return tuple(index for (index,) in database.rows(_STATUSES, {"status_list": status_list}))


def has_asset(database: Database, digest: str) -> bool:
    """Is an asset kept?"""
    return bool(database.rows(_HAS_ASSET, {"sha256": digest}))


def asset(database: Database, digest: str) -> bytes:
    """What many certificates share. Raises LookupError."""
    rows = database.rows(_ASSET, {"sha256": digest})
    if not rows:
        raise LookupError(digest)
    content: bytes = rows[0][0]
    return content


def counts(database: Database) -> Counts:
    """How much there is."""
    return Counts(*(int(database.rows(statement)[0][0]) for statement in _COUNTED))
