"""What a run adds: awards and the versions of their credentials. Each is one transaction, so that it is there whole or not at all."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import String, and_, bindparam, case, cast, exists, func, insert, select, update

from cedu.credentials.award import Award, Credential, Learner
from cedu.credentials.registry import chain, reading
from cedu.credentials.registry.rows import Row, award_row, credential_row, moment
from cedu.credentials.registry.session import Session
from cedu.credentials.registry.tables import ASSET, AWARD, CREDENTIAL, LEARNER, RUN
from cedu.credentials.registry.values import Issued, RegistryError, Run, pseudonym
from cedu.credentials.times import shown

_UNFINISHED = (
    select(RUN.c.id, RUN.c.issued_at, RUN.c.first_ordinal)
    .where(RUN.c.results_sha256 == bindparam("results_sha256"), RUN.c.source_commit == bindparam("source_commit"), ~RUN.c.finished)
    .order_by(RUN.c.id.desc())
)
_NEXT_RUN = select(func.coalesce(func.max(RUN.c.id), 0) + 1)
_BEGIN = insert(RUN)
_FINISH = update(RUN).where(RUN.c.id == bindparam("run")).values(finished=bindparam("is_finished"))
_WHO = select(LEARNER.c.id, LEARNER.c.name, LEARNER.c.email, LEARNER.c.language, LEARNER.c.merged_into, LEARNER.c.listed).where(
    LEARNER.c.id.in_((bindparam("id"), bindparam("pseudonym")))
)
_ADD_LEARNER = insert(LEARNER)
_CHANGE_LEARNER = (
    update(LEARNER)
    .where(LEARNER.c.id == bindparam("who"))
    .values(name=bindparam("name"), email=bindparam("email"), language=bindparam("language"))
)
_SAME = and_(
    AWARD.c.learner_id == bindparam("learner_id"),
    AWARD.c.certification == bindparam("certification"),
    AWARD.c.level == bindparam("level"),
    AWARD.c.cycle == bindparam("cycle"),
    AWARD.c.test == bindparam("test"),
    AWARD.c.duplicate_of.is_(None),
)
_PLACE = and_(CREDENTIAL.c.status_list == bindparam("status_list"), CREDENTIAL.c.status_index == bindparam("status_index"))
_OBSTACLE = select(
    case(
        (exists().where(_SAME), "held"),
        (exists().where(AWARD.c.number == bindparam("number")), "number taken"),
        (exists().where(_PLACE), "index taken"),
        else_="issued",
    )
)
_ADD_AWARD = insert(AWARD)
_ADD_CREDENTIAL = insert(CREDENTIAL)
_VERSIONS = select(func.max(CREDENTIAL.c.version), exists().where(_PLACE)).where(CREDENTIAL.c.number == bindparam("number"))
_RENAME = (
    update(LEARNER)
    .where(LEARNER.c.id == select(AWARD.c.learner_id).where(AWARD.c.number == bindparam("number")).scalar_subquery())
    .values(
        name=bindparam("holder"),
        language=bindparam("tongue"),
        email=func.coalesce(cast(bindparam("address"), String), LEARNER.c.email),
    )
)
_ADD_ASSET = insert(ASSET)


def begin_run(session: Session, results_sha256: str, source_commit: str, at: datetime) -> Run:
    """Begin a run, or take up again the latest one of the same results and commit that was not finished."""
    database = session.database
    with database.transaction():
        latest = chain.latest(database)
        behind = moment(latest) if latest > shown(at) else None
        of = {"results_sha256": results_sha256, "source_commit": source_commit}
        if found := database.rows(_UNFINISHED, of):
            id, issued_at, first_ordinal = found[0]
            return Run(id, moment(issued_at), first_ordinal, resumed=True, behind=behind)
        ((id,),) = database.rows(_NEXT_RUN)
        run = Run(id, moment(shown(at)), reading.next_ordinal(database), behind=behind)
        database.run(_BEGIN, {**of, "id": id, "issued_at": shown(run.issued_at), "first_ordinal": run.first_ordinal, "finished": False})
        return run


def finish_run(session: Session, run: int) -> None:
    """Say that a run is done."""
    with session.database.transaction():
        session.database.run(_FINISH, {"run": run, "is_finished": True})


def issue(session: Session, learner: Learner, award: Award, credential: Credential, run: int) -> Issued:
    """Keep an award with its first credential. What is costly is done before others have to wait."""
    database = session.database
    if (learner.id, award.number, 1) != (award.learner_id, credential.number, credential.version):
        raise ValueError(f"the learner, the award and the credential of {award.number} belong to others")
    award_values, credential_values = award_row(award, run), credential_row(credential, session.places)
    facts = {"award": session.award_digest(award_values), **_facts(session, credential_values)}
    obstacles = {name: credential_values.get(name, award_values.get(name)) for name in _OBSTACLE_NAMES}
    with database.transaction():
        known = database.rows(_WHO, {"id": learner.id, "pseudonym": pseudonym(session.key, learner.id)})
        if known and (len(known) > 1 or known[0].id != learner.id or known[0].merged_into is not None):
            return "held"
        issued: Issued = database.rows(_OBSTACLE, obstacles)[0][0]
        if issued != "issued":
            return issued
        _keep_learner(session, learner, tuple(known[0])[1:4] if known else None)
        database.run(_ADD_AWARD, award_values)
        database.run(_ADD_CREDENTIAL, credential_values)
        facts["listed"] = chain.YES[bool(known[0].listed if known else learner.listed)]
        at = credential_values["issued_at"]
        chain.append(database, "issued", at, facts, number=award.number, version=1, run=run)
    return "issued"


_OBSTACLE_NAMES = ("learner_id", "certification", "level", "cycle", "test", "number", "status_list", "status_index")


def _facts(session: Session, row: Row) -> dict[str, str]:
    """What an event says of a new credential; the hashes of its documents are plain, for whoever holds one to compare."""
    hashes = {name: row[f"{name}_sha256"] for name in ("document", "jwt", "pdf")}
    return {"credential": session.credential_digest(row), "holder": session.holder_digest(row["name"], row["page"]), **hashes}


def _keep_learner(session: Session, learner: Learner, known: tuple[str, str, str] | None) -> None:
    """Note who a learner is by what is newest. Whether they are listed is theirs to say, not the results'."""
    values = {"name": learner.name, "email": learner.email, "language": learner.language}
    if known is None:
        whole = {**values, "id": learner.id, "listed": learner.listed, "merged_into": None, "erased": False}
        session.database.run(_ADD_LEARNER, whole)
    elif known != tuple(values.values()):
        session.database.run(_CHANGE_LEARNER, {**values, "who": learner.id})


def add_version(session: Session, credential: Credential, run: int, email: str | None) -> Issued:
    """Keep the next version of an award's credential; `held` where another process has added that version."""
    database = session.database
    row = credential_row(credential, session.places)
    facts = _facts(session, row)
    with database.transaction():
        kept = reading.one(session, credential.number)
        if kept.erased or kept.revoked_at:
            raise RegistryError(f"{credential.number} was {'erased' if kept.erased else 'revoked'}, and is not issued again")
        of = {name: row[name] for name in ("number", "status_list", "status_index")}
        ((version, is_taken),) = database.rows(_VERSIONS, of)
        if credential.version != version + 1:
            return "held"
        if is_taken:
            return "index taken"
        database.run(_ADD_CREDENTIAL, row)
        holder = {"holder": credential.name, "tongue": credential.language, "address": email}
        database.run(_RENAME, {"number": credential.number, **holder})
        chain.append(database, "reissued", row["issued_at"], facts, number=credential.number, version=credential.version, run=run)
    return "issued"


def put_asset(session: Session, content: bytes) -> str:
    """Keep what many certificates share, once; its SHA-256."""
    digest = sha256(content).hexdigest()
    if not reading.has_asset(session.database, digest):
        with session.database.transaction():
            if not reading.has_asset(session.database, digest):
                session.database.run(_ADD_ASSET, {"sha256": digest, "content": content})
    return digest
