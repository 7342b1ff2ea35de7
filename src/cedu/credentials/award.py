"""What the registry keeps: a learner, an award, and the credentials that prove it, one version after another.

An award is a fact without personal data; a credential is what was said about it, signed, and names its holder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

# A level by its certification's id and its own.
LevelKey = tuple[str, str]
# Where an award comes from: requirements that were met here, or another service's records.
Basis = Literal["earned", "imported"]


class Score(NamedTuple):
    """The score in percent, and the day, of an assessment that an award stands on."""

    assessment: str
    percent: float
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A person, by the team's own id. `listed` says that they let their certificate's page name them (see `cedu credential site`)."""

    id: str
    name: str
    email: str = ""
    language: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One person's level in one cycle, and what it stands on. Certification and level are lasting ids; `cycle` counts renewals from 1.

    `source_commit` is the workspace's (40 hexadecimal digits, with `+` after it where files had changed since; empty outside git);
    `assessments` the SHA-256 of each assessment's file by its lasting id; `exemptions` reasons in words; `former_number` is the other
    service's, of what was imported. `test` awards are not real.
    """

    number: str
    learner_id: str
    certification: str
    level: str
    cycle: int
    awarded_on: date
    valid_until: date | None
    certification_version: str
    source_commit: str
    assessments: Mapping[str, str]
    results_sha256: str
    scores: tuple[Score, ...] = ()
    exemptions: tuple[str, ...] = ()
    basis: Basis = "earned"
    former_number: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One version of the document that proves an award: signed once, and kept as bytes. `issued_at` is in UTC, to the second.

    `status_index` is its place in the status list number `status_list`, `document` the Open Badges credential with its Data Integrity
    proof (JSON), `jwt` the same with a JOSE signature. The PDF is the bytes of the asset `template` (shared by many; an SHA-256) and
    then those of `page`; `badge` is the SHA-256 of the level's picture as PNG, `badge_svg` that as SVG.
    """

    number: str
    version: int
    issued_at: datetime
    name: str
    language: str
    status_list: int
    status_index: int
    keys: tuple[str, str]
    document: bytes
    jwt: str
    template: str
    page: bytes
    pdf_sha256: str
    badge: str
    badge_svg: str
