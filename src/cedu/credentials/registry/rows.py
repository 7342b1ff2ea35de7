"""How awards, credentials and times become rows, and rows them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from cedu.credentials import status_index
from cedu.credentials.award import Award, Credential, Learner, Score
from cedu.credentials.registry.tables import AWARD, CREDENTIAL, LEARNER
from cedu.credentials.times import shown

Row = Mapping[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_AWARD = tuple(AWARD.c.keys())
_CREDENTIAL = tuple(CREDENTIAL.c.keys())
_LEARNER = tuple(LEARNER.c.keys())


def canonical(value: object) -> bytes:
    """JSON with one spelling: keys sorted, no spaces, UTF-8."""
    return _JSON.encode(value).encode()


def moment(text: str) -> datetime:
    """The time that was kept."""
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def award_row(award: Award, run: int) -> Row:
    """An award that is new, as it is kept."""
    return {
        "number": award.number,
        "learner_id": award.learner_id,
        "certification": award.certification,
        "level": award.level,
        "cycle": award.cycle,
        "test": award.test,
        "awarded_on": award.awarded_on.isoformat(),
        "valid_until": award.valid_until.isoformat() if award.valid_until else None,
        "certification_version": award.certification_version,
        "source_commit": award.source_commit,
        "assessments": canonical(dict(award.assessments)).decode(),
        "results_sha256": award.results_sha256,
        "scores": canonical([(score.assessment, score.percent, score.on.isoformat()) for score in award.scores]).decode(),
        "exemptions": canonical(award.exemptions).decode(),
        "basis": award.basis,
        "former_number": award.former_number,
        "run": run,
        "revoked_at": None,
        "reason": "",
        "duplicate_of": None,
    }


def stored_award(values: Sequence[Any]) -> Row:
    """A row of the table of awards, as `award_row` gives it: SQLite has numbers for true and false."""
    row = dict(zip(_AWARD, values, strict=True))
    return row | {"test": bool(row["test"])}


def award_of(row: Row) -> Award:
    """The award that a row keeps."""
    return Award(
        number=row["number"],
        learner_id=row["learner_id"],
        certification=row["certification"],
        level=row["level"],
        cycle=row["cycle"],
        awarded_on=date.fromisoformat(row["awarded_on"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        certification_version=row["certification_version"],
        source_commit=row["source_commit"],
        assessments=json.loads(row["assessments"]),
        results_sha256=row["results_sha256"],
        scores=tuple(Score(id, percent, date.fromisoformat(on)) for id, percent, on in json.loads(row["scores"])),
        exemptions=tuple(json.loads(row["exemptions"])),
        basis=row["basis"],
        former_number=row["former_number"],
        test=row["test"],
    )


def credential_row(credential: Credential, places: bytes) -> Row:
    """A credential as it is kept; `places` is the secret of status indexes."""
    place = status_index.Place(credential.status_list, credential.status_index)
    return {
        "number": credential.number,
        "version": credential.version,
        "issued_at": shown(credential.issued_at),
        "name": credential.name,
        "language": credential.language,
        "status_list": credential.status_list,
        "status_index": credential.status_index,
        "ordinal": status_index.ordinal(places, place),
        "eddsa_key": credential.keys[0],
        "es256_key": credential.keys[1],
        "template": credential.template,
        "badge": credential.badge or None,
        "badge_svg": credential.badge_svg or None,
        "document_sha256": sha256(credential.document).hexdigest(),
        "jwt_sha256": sha256(credential.jwt.encode()).hexdigest(),
        "pdf_sha256": credential.pdf_sha256,
        "document": credential.document,
        "jwt": credential.jwt,
        "page": credential.page,
    }


def stored_credential(values: Sequence[Any]) -> Row:
    """A row of the table of credentials, as `credential_row` gives it."""
    return dict(zip(_CREDENTIAL, values, strict=True))


def credential_of(row: Row) -> Credential:
    """The credential that a row keeps; what was erased is empty."""
    return Credential(
        number=row["number"],
        version=row["version"],
        issued_at=moment(row["issued_at"]),
        name=row["name"],
        language=row["language"],
        status_list=row["status_list"],
        status_index=row["status_index"],
        keys=(row["eddsa_key"], row["es256_key"]),
        document=row["document"] or b"",
        jwt=row["jwt"] or "",
        template=row["template"],
        page=row["page"] or b"",
        pdf_sha256=row["pdf_sha256"],
        badge=row["badge"] or "",
        badge_svg=row["badge_svg"] or "",
    )


def learner_of(values: Sequence[Any]) -> Learner:
    """The learner that a row of their table keeps."""
    row = dict(zip(_LEARNER, values, strict=True))
    return Learner(id=row["id"], name=row["name"], email=row["email"], language=row["language"], listed=bool(row["listed"]))
