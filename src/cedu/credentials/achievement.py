"""What a credential says: an Open Badges 3.0 AchievementCredential on the W3C's Verifiable Credentials Data Model 2.0."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from cedu.credentials.award import Award, Learner


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

    The salt comes from `secret`, so a rerun finds the same one, and no two credentials show that they are about the same person.
    """
    raise NotImplementedError


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
    """The credential, not yet signed. `pdf_sha256` are the 32 bytes that bind the printed page to it; without one, none is bound."""
    raise NotImplementedError
