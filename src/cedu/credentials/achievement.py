"""What a credential says: an Open Badges 3.0 AchievementCredential on the W3C's Verifiable Credentials Data Model 2.0."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from cedu.credentials import jsonld
from cedu.credentials import status_list as statuses
from cedu.credentials.award import Award, Learner
from cedu.credentials.encoding import base58btc
from cedu.credentials.times import shown

# How the titles of test awards begin, so that nobody takes them for real.
TEST = "TEST, NOT REAL: "
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


class Competency(NamedTuple):
    """A competency of a framework that a level proves; `id` is `framework.competency`."""

    id: str
    title: str
    summary: str
    framework: str


class Exam(NamedTuple):
    """An assessment that a level's requirements name, by its lasting id; `passing_score` in percent is what the level asks."""

    id: str
    title: str
    passing_score: float | None


class Rung(NamedTuple):
    """A level of the certification, by its lasting id."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a level claims of whoever holds it: all that is the same in each of its credentials, but for the signature.

    `certification` and `level` are lasting ids, `url` is the issuer's, `criteria` says in words (Markdown) what it takes, and `levels` are
    all of the certification's, the first first.
    """

    url: str
    did: str
    issuer: str
    site: str
    language: str
    certification: str
    certification_title: str
    version: str
    level: str
    level_title: str
    achievement: str
    criteria: str
    levels: tuple[Rung, ...]
    competencies: tuple[Competency, ...] = ()
    exams: tuple[Exam, ...] = ()


class Identity(NamedTuple):
    """Whom a credential is about, without saying who: `hash` is `sha256$` and the SHA-256 of the identity and `salt`, in hexadecimal."""

    kind: str
    hash: str
    salt: str


def identity(learner: Learner, number: str, version: int, secret: bytes) -> Identity:
    """The hashed identity of `learner` in one version of a credential: of the e-mail address, or of the id where there is none.

    The salt comes from `secret` (32 bytes, for this use only), so a rerun finds the same one, and two credentials of one person don't show
    that they are.
    """
    salt = hmac.new(secret, f"{number}/{version}".encode(), sha256).hexdigest()[:32]
    email = learner.email.strip().lower()
    kind, text = ("emailAddress", email) if email else ("systemId", learner.id)
    return Identity(kind, f"sha256${sha256((text + salt).encode()).hexdigest()}", salt)


def page(url: str, number: str) -> str:
    """The page of an award, for people."""
    return f"{url.rstrip('/')}/c/{number}/"


def address(url: str, certification: str, level: str) -> str:
    """The id of what a level claims; a page about it lies there."""
    return f"{url.rstrip('/')}/achievements/{quote(certification, safe='')}/{quote(level, safe='')}"


def document(
    award: Award,
    claim: Claim,
    identity: Identity,
    *,
    version: int,
    issued_at: datetime,
    status_list: int,
    status_index: int,
    pdf_sha256: bytes | None,
) -> dict[str, Any]:
    """The credential, not yet signed. `pdf_sha256` are the 32 bytes that bind the printed page to it; without one, none is bound.

    `validFrom` is when this version was issued, or the end of an award that was over by then, which it must not lie behind (W3C Verifiable
    Credentials Data Model 2.0, 4.9); `awardedDate` is the day that the award counts from. Nearly every node has an id, which keeps
    its canonical form simple. Parts that credentials of a level share are the same objects: change none.
    """
    where = page(claim.url, award.number)
    id = f"{where}v{version}.json"
    until = f"{award.valid_until}T23:59:59Z" if award.valid_until else ""
    found: dict[str, Any] = {
        "@context": [jsonld.CREDENTIALS, jsonld.OPEN_BADGES, jsonld.EXTENSIONS],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _title(claim, award.test),
        "issuer": _issuer(claim),
        "validFrom": min(shown(issued_at), until or shown(issued_at)),
        "awardedDate": f"{award.awarded_on}T00:00:00Z",
    }
    if until:
        found["validUntil"] = until
    found["credentialSubject"] = {
        "id": f"{where}#holder",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity.hash,
                "identityType": identity.kind,
                "salt": identity.salt,
            }
        ],
        "achievement": _achievement(claim, award.test),
        "result": _results(award, claim),
    }
    if evidence := list(_evidence(award, claim, where)):
        found["evidence"] = evidence
    found["credentialStatus"] = statuses.entry(claim.url, status_list, status_index)
    found["credentialSchema"] = [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]
    if pdf_sha256 is not None:
        found["relatedResource"] = [
            {"id": f"{where}v{version}.pdf#page", "mediaType": "application/pdf", "digestMultibase": multihash(pdf_sha256)}
        ]
    return found


def multihash(sha256_digest: bytes) -> str:
    """A SHA-256 as a multihash in base58btc (Verifiable Credentials Data Model 2.0, 5.3)."""
    return base58btc(b"\x12\x20" + sha256_digest)


def _title(claim: Claim, test: bool) -> str:
    title = f"{claim.certification_title}: {claim.level_title}"
    return f"{TEST}{title}" if test else title


@lru_cache(maxsize=256)
def _issuer(claim: Claim) -> dict[str, Any]:
    return {"id": claim.did, "type": ["Profile"], "name": claim.issuer, "url": claim.site or claim.url}


@lru_cache(maxsize=256)
def _achievement(claim: Claim, test: bool) -> dict[str, Any]:
    id = address(claim.url, claim.certification, claim.level)
    title = _title(claim, test)
    found: dict[str, Any] = {
        "id": id,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": title,
        "description": f"{TEST}{claim.achievement}" if test else claim.achievement,
        "criteria": {"id": f"{id}#criteria", "narrative": claim.criteria},
        "image": {"id": f"{id}/badge.png", "type": "Image", "caption": title},
        "inLanguage": claim.language,
        "version": claim.version,
        "resultDescription": [_ladder(claim, id), *(_exam(exam, id) for exam in claim.exams)],
    }
    if claim.competencies:
        found["alignment"] = [_alignment(claim.url, competency) for competency in claim.competencies]
    return found


def _ladder(claim: Claim, id: str) -> dict[str, Any]:
    """The levels of the certification, of which one is achieved."""
    rungs = [{"id": _rung(claim, rung.id), "type": ["RubricCriterionLevel"], "name": rung.title} for rung in claim.levels]
    return {
        "id": f"{id}#levels",
        "type": ["ResultDescription"],
        "name": claim.certification_title,
        "resultType": "RubricCriterionLevel",
        "requiredLevel": _rung(claim, claim.level),
        "rubricCriterionLevel": rungs,
    }


def _rung(claim: Claim, level: str) -> str:
    return f"{address(claim.url, claim.certification, level)}#level"


def _exam(exam: Exam, id: str) -> dict[str, Any]:
    found = {"id": _exam_id(id, exam.id), "type": ["ResultDescription"], "name": exam.title, "resultType": "Percent"}
    if exam.passing_score is not None:
        found["requiredValue"] = _percent(exam.passing_score)
    return {**found, "valueMin": "0", "valueMax": "100"}


def _exam_id(achievement: str, exam: str) -> str:
    return f"{achievement}#assessment-{quote(exam, safe='')}"


def _alignment(url: str, competency: Competency) -> dict[str, Any]:
    framework, _, local = competency.id.rpartition(".")
    found = {
        "type": ["Alignment"],
        "targetType": "ext:Competency",
        "targetCode": competency.id,
        "targetName": competency.title,
        "targetFramework": competency.framework,
        "targetUrl": f"{url.rstrip('/')}/frameworks/{quote(framework, safe='')}/#{quote(local, safe='')}",
    }
    return {**found, "targetDescription": competency.summary} if competency.summary else found


def _results(award: Award, claim: Claim) -> list[dict[str, Any]]:
    """The level that was achieved, and the score of each assessment that the level names."""
    id = address(claim.url, claim.certification, claim.level)
    found: list[dict[str, Any]] = [
        {"type": ["Result"], "resultDescription": f"{id}#levels", "achievedLevel": _rung(claim, claim.level), "status": "Completed"}
    ]
    described = {exam.id for exam in claim.exams}
    scores = {score.assessment: score.percent for score in award.scores if score.assessment in described}
    found += [{"type": ["Result"], "resultDescription": _exam_id(id, exam), "value": _percent(percent)} for exam, percent in scores.items()]
    return found


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _evidence(award: Award, claim: Claim, where: str) -> Iterator[dict[str, Any]]:
    """What the award stands on, as far as it is nobody's secret: which exemptions and why stays in the registry."""
    titles = {exam.id: exam.title for exam in claim.exams}
    if award.basis == "imported":
        known = f", which knows it as {award.former_number}" if award.former_number else ""
        yield _one(where, "records", "Records", f"Taken over from the records of another service{known}.")
    if award.source_commit:
        text = f"Certification {award.certification} {award.certification_version}, git commit {award.source_commit}"
        yield _one(where, "source", "Source", text)
    for assessment, digest in award.assessments.items():
        text = f"Assessment {assessment}, SHA-256 {digest}"
        yield _one(where, f"assessment-{quote(assessment, safe='')}", titles.get(assessment, assessment), text)
    if award.results_sha256:
        yield _one(where, "results", "Results", f"Results file, SHA-256 {award.results_sha256}")
    if award.exemptions:
        yield _one(where, "exemptions", "Exemptions", f"Requirements that the issuer waived: {len(award.exemptions)}")


def _one(where: str, fragment: str, name: str, narrative: str) -> dict[str, Any]:
    return {"id": f"{where}#{fragment}", "type": ["Evidence"], "name": name, "narrative": narrative}
